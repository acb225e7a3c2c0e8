"""`school preview` shows what is saved, and says on every page what is wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from threading import Timer

import pytest
from click.testing import CliRunner

from school.config import Config
from school.preview import create_preview, preview
from tests.cast import NOON, SECRET
from tests.catalogue import tree


@pytest.fixture
def folder(tmp_path):
    return tree.write(tmp_path)


@pytest.fixture
def browser(folder, tmp_path):
    app = create_preview(
        folder,
        Config(secret_key=SECRET, database_url=f"sqlite:///{tmp_path}/preview.db"),
        lambda: NOON,
    )
    yield app.test_client()
    app.extensions["database"].close()


def change_module(folder, old, new):
    path = folder / "modules/ischemia.md"
    path.write_bytes(tree.with_change("modules/ischemia.md", old, new)["modules/ischemia.md"])
    os.utime(path, ns=(1, path.stat().st_mtime_ns + 1_000_000))


SECONDS_UNTIL_HOPELESS = 120


def take_interrupts() -> None:
    """Undo what a shell does for `command &`: the child would inherit that SIGINT is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def read_page(browser, url="/modules/ischemia"):
    response = browser.get(url)
    assert response.status_code == 200
    return response.get_data(as_text=True)


def test_what_is_saved_is_shown(browser, folder):
    assert "What it is" in read_page(browser)
    change_module(folder, "## What it is", "## What ischemia is")
    assert "What ischemia is" in read_page(browser)
    assert "Problem" not in read_page(browser)


def test_with_a_problem_the_last_good_state_stays_under_a_banner(browser, folder):
    read_page(browser)
    change_module(folder, "kind: factor", "kind: fact")
    page = read_page(browser)
    assert "1 problem in 1 file" in page
    assert "<h1>Ischemia</h1>" in page
    problems = read_page(browser, "/preview/problems")
    assert "Line 5: kind: “fact” is not known" in problems
    change_module(folder, "kind: factor", "kind: technique")
    assert "1 problem in 1 file" not in read_page(browser)


def test_a_tree_that_was_never_in_order_shows_its_problems(folder, browser):
    change_module(folder, "kind: factor", "kind: fact")
    response = browser.get("/modules/ischemia")
    assert response.status_code == 503
    assert "1 problem in 1 file" in response.get_data(as_text=True)
    assert "Line 5" in read_page(browser, "/preview/problems")


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    done = CliRunner().invoke(preview, [str(tmp_path / "nowhere")], obj=Config(secret_key=""))
    assert done.exit_code == 1
    assert "there is no folder" in done.output


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_nothing_stays_behind_however_it_is_ended(folder, tmp_path, ending):
    place = tmp_path / "temporary"
    place.mkdir()
    command = [sys.executable, "-u", "-m", "school", "preview", str(folder), "--port", "0"]
    environment = os.environ | {"TMPDIR": str(place)}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, text=True, preexec_fn=take_interrupts
    ) as running:
        hopeless = Timer(SECONDS_UNTIL_HOPELESS, running.kill)
        hopeless.start()
        try:
            assert "is shown at" in running.stdout.readline()
            assert [path.name.split("-")[1] for path in place.iterdir()] == ["preview"]
            running.send_signal(ending)
            assert running.wait() == 0
        finally:
            hopeless.cancel()
            running.kill()  # whatever failed, nothing waits for it any longer
    assert list(place.iterdir()) == []
