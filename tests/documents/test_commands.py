"""`school check` and `school publish`, as a person at a shell sees them."""

from __future__ import annotations

from click.testing import CliRunner

from school.catalogue.rules.documents import Catalogue
from school.config import Config
from school.documents.commands import check_command, publish_command
from school.documents.service.shelf import Shelf
from tests.catalogue import tree


def run(command, config, *arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments], obj=config)


def test_check_needs_no_database_and_says_what_there_is(tmp_path):
    done = run(check_command, Config(secret_key=""), tree.write(tmp_path))
    assert (done.exit_code, done.output) == (
        0,
        "All in order: 1 module, 1 quiz, 1 course, 1 deck.\n",
    )


def test_check_prints_one_problem_a_line_and_fails(tmp_path):
    bodies = tree.with_change("quizzes/ischemia.md", "keep: best", "keep: first")
    bodies["zebra.md"] = b"x"
    done = run(check_command, Config(secret_key=""), tree.write(tmp_path, bodies))
    assert done.exit_code == 1
    assert (
        done.stdout.splitlines()[0]
        == "content/quizzes/ischemia.md:8: keep: “first” is not known; write best or last"
    )
    assert len(done.stdout.splitlines()) == 2
    assert done.stderr == "2 problems in 2 files\n"


def test_check_looks_into_the_configured_folder(tmp_path):
    config = Config(secret_key="", content_dir=str(tree.write(tmp_path)))
    assert run(check_command, config).exit_code == 0


def test_publish_says_what_came_of_it(config, database, tmp_path):
    folder = tree.write(tmp_path)
    done = run(publish_command, config, folder, "--author", "Ines Calder", "--retire")
    assert done.exit_code == 0, done.output
    assert done.output.startswith("Published release 2: ")
    again = run(publish_command, config, folder)
    assert (again.exit_code, again.output) == (0, "Nothing has changed: 7 documents.\n")
    with database.reading() as session:
        assert list(Catalogue(Shelf().find_release(session)).modules) == ["ischemia"]


def test_publish_asks_before_it_retires_anything(config, database, tmp_path):
    folder = tree.write(tmp_path)
    run(publish_command, config, folder, "--retire")
    (folder / "quizzes/ischemia.md").unlink()
    (folder / "courses/elective.md").unlink()
    done = run(publish_command, config, folder)
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "the course “elective” is taught now and is not in content",
        "the quiz “ischemia” is taught now and is not in content",
    ]
    assert done.stderr == "Error: 2 documents would be retired; add --retire if you mean that\n"
    with database.reading() as session:
        assert list(Catalogue(Shelf().find_release(session)).courses) == ["elective"]
    done = run(publish_command, config, folder, "--retire")
    assert "0 new, 1 changed, 4 unchanged, 2 retired." in done.output
    with database.reading() as session:
        assert list(Catalogue(Shelf().find_release(session)).courses) == []


def test_publish_refuses_a_tree_with_a_problem(config, tmp_path):
    bodies = tree.with_change("school.yaml", "America/Los_Angeles", "Portland")
    done = run(publish_command, config, tree.write(tmp_path, bodies))
    assert done.exit_code == 1
    assert done.stdout.startswith("content/school.yaml:4: there is no time zone Portland")
    assert done.stderr == "1 problem in 1 file\n"


def test_the_folder_one_stands_in_has_its_name_in_problems(tmp_path, monkeypatch):
    monkeypatch.chdir(
        tree.write(tmp_path, tree.with_change("quizzes/ischemia.md", "keep: best", "keep: first"))
    )
    done = run(check_command, Config(secret_key=""), ".")
    assert done.stdout.startswith("content/quizzes/ischemia.md:8: ")
