"""Every refusal has a sentence for the reader, and gets the values that its blanks name."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from school.core.messages import WrongValues, list_blanks
from school.core.refusals import Invalid, Refusal, TooManyTries
from school.web.errors import STATUSES

ROOT = Path(__file__).resolve().parent.parent.parent


class TooLong(Invalid):
    sentence = "At most {most} characters fit here."


def list_modules() -> Iterator[tuple[str, ast.Module]]:
    """Each module of the school that names a refusal, with its syntax tree."""
    for path in sorted((ROOT / "school").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        text = path.read_text("utf-8")
        if "migrations" not in path.parts and "core.refusals" in text + name:
            yield name.removesuffix(".__init__"), ast.parse(text)


def read_refusals(name: str) -> dict[str, type[Refusal]]:
    """The refusals that a module can name, by the names it has for them."""
    module = import_module(name)
    return {
        word: thing
        for word, thing in vars(module).items()
        if isinstance(thing, type) and issubclass(thing, Refusal)
    }


def list_refusals() -> list[type[Refusal]]:
    classes = {kind for name, _tree in list_modules() for kind in read_refusals(name).values()}
    return sorted(classes - {Refusal}, key=lambda kind: (kind.__module__, kind.__name__))


def test_there_are_refusals():
    assert len(list_refusals()) > 50


@pytest.mark.parametrize("kind", list_refusals(), ids=lambda kind: kind.__qualname__)
def test_a_refusal_says_a_whole_sentence(kind):
    sentence = kind.sentence
    assert "sentence" in vars(kind), "it says what its kind says, which is too little"
    assert sentence == " ".join(sentence.split()), "odd spaces"
    assert sentence.endswith((".", "?", "!"))
    assert sentence[0].isupper() or sentence[0] == "{"
    list_blanks(sentence)


def test_a_refusal_is_of_one_kind_that_has_a_status():
    for refusal in list_refusals():
        kinds = [kind for kind in STATUSES if issubclass(refusal, kind)]
        assert len(kinds) == 1, f"{refusal} is of the kinds {kinds}"


def find_raised_refusals() -> Iterator[tuple[str, type[Refusal], set[str]]]:
    """Where a refusal is raised or made, which, and the names of the values that it gets."""
    for name, tree in list_modules():
        refusals = read_refusals(name)
        for node in ast.walk(tree):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Name | ast.Attribute):
                node = ast.copy_location(ast.Call(node.exc, [], []), node)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                kind = refusals.get(node.func.id)
                if kind is not None and kind.__init__ is Refusal.__init__:
                    values = {keyword.arg or "**" for keyword in node.keywords}
                    yield f"{name}:{node.lineno}", kind, values


def test_what_is_raised_gets_the_values_of_its_blanks():
    faults = [
        f"{where} raises {kind.__name__} with {sorted(values)}: {kind.sentence}"
        for where, kind, values in find_raised_refusals()
        if values != list_blanks(kind.sentence)
    ]
    assert not faults, "\n".join(faults)
    assert len(list(find_raised_refusals())) > 60


def test_a_blank_is_a_value_that_somebody_gives():
    """A refusal with blanks is raised somewhere, or makes the values itself."""
    names = {kind for _where, kind, _values in find_raised_refusals()}
    for kind in list_refusals():
        own = inspect.signature(kind.__init__).parameters.keys() - {"self", "values"}
        assert not list_blanks(kind.sentence) or kind in names or own, kind


def test_its_text_is_a_message():
    refusal = TooLong(most=200)
    assert str(refusal.message) == str(refusal) == "At most 200 characters fit here."
    assert (refusal.message.sentence, refusal.message.values) == (
        TooLong.sentence,
        (("most", 200),),
    )


@pytest.mark.parametrize("values", [{}, {"least": 1}, {"most": 1, "least": 1}])
def test_missing_and_needless_values_are_mistakes_where_it_is_raised(values):
    with pytest.raises(WrongValues):
        raise TooLong(**values)


def test_the_sentences_stand_without_docstrings():
    """`python -OO` takes docstrings away; no reader may notice."""
    program = (
        "from school.core.refusals import TooManyTries as It; print(It.__doc__, It(), sep='|')"
    )
    printed = subprocess.run(
        [sys.executable, "-OO", "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert printed.stdout.strip() == f"None|{TooManyTries.sentence}"
