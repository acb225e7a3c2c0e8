# What people do with this repository. `make` alone lists it.

PORT ?= 8000
PYTHON ?= python3
T ?= tests
WORKERS ?= $(shell expr $$(nproc 2>/dev/null || echo 2) + 1)
BIN = .venv/bin
INSTALLED = .venv/installed

# The worker of the cards has other globals than a page has, so it is checked apart.
SCRIPTS = school/static/js
WORKER = $(SCRIPTS)/offline/worker.js
DENO = DENO_NO_UPDATE_CHECK=1 $(BIN)/deno
OFFLINE = --quiet --no-remote --no-npm

.DEFAULT_GOAL := help
.PHONY: help run test check fmt house content screenshots body bench learner mutants lock clean

help: ## list these commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 14

run: $(INSTALLED) ## open the demo school on this machine (PORT=8000)
	@$(BIN)/school open --port $(PORT)

test: $(INSTALLED) ## run every test, or those named (T=tests/quizzes); one worker more than cores: browsers wait
	$(BIN)/pytest -n $(WORKERS) --dist worksteal $(T)

check: $(INSTALLED) ## format, lint, types, scripts, content, vendored files, ratchet
	$(BIN)/ruff format --check school tests bench tools
	$(BIN)/ruff check school tests bench tools
	$(BIN)/mypy
	$(DENO) lint --quiet $(SCRIPTS)
	@$(DENO) check $(OFFLINE) $(filter-out $(WORKER),$(shell find $(SCRIPTS) -name '*.js'))
	$(DENO) check $(OFFLINE) --config deno.worker.json $(WORKER)
	$(BIN)/school check
	$(BIN)/python tools/vendor.py --verify
	$(BIN)/python -m tools.ratchet

fmt: $(INSTALLED) ## put the code into its format
	$(BIN)/ruff format school tests bench tools
	$(BIN)/ruff check --fix school tests bench tools

house: $(INSTALLED) ## how dense the code is and how well named, beside other projects (A="--room quizzes --names")
	@$(BIN)/python -m tools.house $(A)

content: $(INSTALLED) ## check everything under content/
	$(BIN)/school check

screenshots: $(INSTALLED) ## make the README's pictures from the running school
	$(BIN)/python tools/screenshots.py

body: $(INSTALLED) ## draw the body figure and project its regions anew
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --group bodymap
	$(BIN)/python -m tools.bodymap

bench: $(INSTALLED) ## measure what a request costs (see bench/README.md)
	$(BIN)/python bench/requests.py

learner: $(INSTALLED) ## simulate a learner: what each way of scheduling costs and leaves
	$(BIN)/python bench/learner.py

mutants: $(INSTALLED) ## write wrong lines into copies of the tree: does a test notice each? (M=ledger: some)
	$(BIN)/python -m tests.mutants $(M)

lock: $(INSTALLED) ## resolve dependencies anew into requirements.lock
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --universal --generate-hashes --no-annotate --no-header \
	    --extra postgres --extra anki --extra dev --quiet pyproject.toml -o requirements.lock

clean: ## remove the virtual environment and everything made by running
	rm -rf .venv var build *.egg-info

$(INSTALLED): pyproject.toml requirements.lock
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; name it with PYTHON=") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@
