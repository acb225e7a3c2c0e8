"""Wrong lines in what keeps one process writing, and in how commands reach it; on SQLite."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

COMPANIONS = "school/companions.py"
LOCKS = "school/locks.py"
WRITER_LOCK = "school/writer_lock.py"
DATABASE = "school/db.py"
ONE_WRITER = "school/one_writer.py"
ERRANDS = "school/errands.py"
ERRAND_SERVER = "school/errand_server.py"
OPERATING = "school/operating.py"
CLI = "school/cli.py"
RIGHTS_TESTS = ("tests/test_private_files.py",)


def of_writing(name: str) -> tuple[str]:
    return (f"tests/test_one_writer.py::{name}",)


def of_errands(name: str) -> tuple[str]:
    return (f"tests/test_errands.py::{name}",)


MUTANTS = (
    # Locks
    Mutant(
        "one-writer-the-lock-is-not-taken",
        LOCKS,
        "fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)",
        "pass",
        of_writing("test_no_code_of_the_school_writes_past_the_lock"),
    ),
    Mutant(
        "one-writer-the-lock-is-shared",
        LOCKS,
        "fcntl.LOCK_EX | fcntl.LOCK_NB",
        "fcntl.LOCK_SH | fcntl.LOCK_NB",
        of_writing("test_a_second_server_is_refused_and_told_which_is_the_first"),
    ),
    Mutant(
        "one-writer-children-keep-the-lock",
        LOCKS,
        "os.register_at_fork(after_in_child=_close_in_child)",
        "",
        of_writing("test_a_forked_child_does_not_keep_its_parents_lock"),
    ),
    Mutant(
        "one-writer-the-first-to-close-gives-the-right-back",
        WRITER_LOCK,
        "if not self._users[path]:",
        "if True:",
        of_writing("test_several_users_of_one_process_share_its_right_to_write"),
    ),
    Mutant(
        "one-writer-what-was-given-back-still-has-a-name",
        LOCKS,
        "        os.ftruncate(self._descriptor, 0)\n        self.close()",
        "        self.close()",
        of_writing("test_several_users_of_one_process_share_its_right_to_write"),
    ),
    Mutant(
        "one-writer-a-link-leads-elsewhere",
        COMPANIONS,
        "real = database.resolve()",
        "real = database",
        of_writing("test_a_link_to_a_database_leads_to_the_same_lock"),
    ),
    Mutant(
        "one-writer-the-database-does-not-ask",
        DATABASE,
        "self._writer_lock.take(holder, seconds)",
        "pass",
        of_writing("test_no_code_of_the_school_writes_past_the_lock"),
    ),
    # Servers
    Mutant(
        "one-writer-servers-do-not-look",
        OPERATING,
        "with as_the_only_server(config):",
        "if True:",
        of_writing("test_a_second_server_is_refused_and_told_which_is_the_first"),
    ),
    Mutant(
        "one-writer-migrating-an-open-school",
        OPERATING,
        'with as_a_closed_school(config, "school migrate"), closing(',
        "with closing(",
        of_writing("test_what_needs_the_school_closed_names_the_server"),
    ),
    Mutant(
        "one-writer-opening-an-open-school",
        OPERATING,
        'with as_a_closed_school(config, "school open"):',
        "if True:",
        of_writing("test_what_needs_the_school_closed_names_the_server"),
    ),
    Mutant(
        "one-writer-workers-outlive-their-server",
        ONE_WRITER,
        "    if database.on_sqlite:\n        _end_with_parent()",
        "    if database.on_sqlite:",
        of_writing("test_a_server_that_is_killed_leaves_the_way_free_and_no_worker_behind"),
    ),
    # Commands
    Mutant(
        "errands-of-another-version",
        ERRAND_SERVER,
        'if request["program"] != program() or not _is_known(name, details):',
        "if not _is_known(name, details):",
        of_errands("test_a_command_of_another_version_is_refused_in_a_sentence"),
    ),
    Mutant(
        "errands-with-details-that-nobody-knows",
        ERRAND_SERVER,
        'if request["program"] != program() or not _is_known(name, details):',
        'if request["program"] != program():',
        of_errands("test_a_command_of_another_version_is_refused_in_a_sentence"),
    ),
    Mutant(
        "errands-the-socket-of-a-killed-server-stays",
        ERRAND_SERVER,
        "path.unlink(missing_ok=True)",
        "pass",
        of_errands("test_a_server_that_dies_mid_way_is_told_and_the_command_can_be_run_again"),
    ),
    Mutant(
        "errands-a-server-that-ends-leaves-its-socket",
        ONE_WRITER,
        "socket_path(config.sqlite_path).unlink(missing_ok=True)",
        "pass",
        of_errands("test_a_server_that_dies_mid_way_is_told_and_the_command_can_be_run_again"),
    ),
    Mutant(
        "errands-exit-codes-are-lost",
        ERRAND_SERVER,
        "answer.exit_code = ended.exit_code",
        "pass",
        of_errands("test_publishing_while_serving_does_and_says_what_it_does_without_a_server"),
    ),
    Mutant(
        "errands-warnings-go-to-standard-output",
        ERRAND_SERVER,
        "warn = partial(answer.add_line, is_warning=True)",
        "warn = partial(answer.add_line, is_warning=False)",
        of_errands("test_publishing_while_serving_does_and_says_what_it_does_without_a_server"),
    ),
    Mutant(
        "errands-folders-as-the-server-sees-them",
        "school/documents/commands.py",
        "place = (folder or Path(config.content_dir)).absolute()",
        "place = folder or Path(config.content_dir)",
        of_errands("test_publishing_while_serving_does_and_says_what_it_does_without_a_server"),
    ),
    Mutant(
        "errands-a-server-that-died-is-a-traceback",
        ERRANDS,
        'if not line.endswith(b"\\n"):',
        "if False:",
        of_errands("test_a_server_that_dies_mid_way_is_told_and_the_command_can_be_run_again"),
    ),
    Mutant(
        "errands-ctrl-c-is-a-traceback",
        ERRANDS,
        "    except KeyboardInterrupt:\n",
        "    except GeneratorExit:\n",
        of_errands("test_ctrl_c_stops_waiting_and_the_server_finishes"),
    ),
    Mutant(
        "errands-nobody-waits",
        ERRANDS,
        "if connection is None and time.monotonic() > give_up_at:",
        "if connection is None:",
        of_errands("test_a_command_waits_for_another_that_writes_and_says_so"),
    ),
    Mutant(
        "errands-long-paths",
        COMPANIONS,
        "LONGEST_SOCKET_ADDRESS = 103",
        "LONGEST_SOCKET_ADDRESS = 1030",
        of_errands("test_a_folder_with_a_long_name_is_no_obstacle"),
    ),
    Mutant(
        "errands-commands-need-not-say-what-they-do",
        CLI,
        "        refuse_unknown_effects(self)\n",
        "",
        of_errands("test_a_command_that_does_not_say_so_stops_the_shell"),
    ),
    # Rights
    Mutant(
        "private-files-the-database",
        DATABASE,
        "make_private_file(Path(str(engine.url.database)))",
        "pass",
        RIGHTS_TESTS,
    ),
    Mutant(
        "private-files-of-earlier-versions",
        DATABASE,
        "            tighten(self._path)\n",
        "",
        RIGHTS_TESTS,
    ),
    Mutant(
        "private-files-the-log-of-earlier-versions",
        COMPANIONS,
        'for ending in ("", "-wal", "-shm", "-journal"):',
        'for ending in ("",):',
        RIGHTS_TESTS,
    ),
    Mutant(
        "private-files-the-backup",
        OPERATING,
        "    make_private_file(copy)",
        "    pass",
        RIGHTS_TESTS,
    ),
    Mutant(
        "private-files-the-socket",
        ERRAND_SERVER,
        "        path.chmod(PRIVATE_FILE)\n",
        "",
        RIGHTS_TESTS,
    ),
    Mutant(
        "private-files-the-folder",
        COMPANIONS,
        "if folder.stat().st_mode & OTHERS:",
        "if False:",
        RIGHTS_TESTS,
    ),
    Mutant(
        "private-files-roots-locks-stay-roots",
        LOCKS,
        "        give_to_owner(self.path, self.database)\n",
        "",
        RIGHTS_TESTS,
    ),
)
