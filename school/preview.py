"""`school preview`: the school as its readers will see it, while the content is being written.

It stands beside the features because it puts the whole school together. The folder is checked
before every page. What was saved since is published into a database that lasts as long as the
preview.
"""

from __future__ import annotations

import secrets
import signal
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Lock

import click
from flask import Response, render_template
from werkzeug.serving import make_server

from school import clock, create_app
from school.config import Config
from school.db import Database
from school.documents.commands import FOLDER, count_problems, pass_config
from school.documents.service.folder import read_file_states
from school.documents.service.publishing import publish_folder
from school.markup.problems import Problem
from school.migrate import migrate
from school.web.app import School
from school.web.context import allow

AUTHOR = "Preview"
BEHIND = "</header>"  # the banner goes below the head of a page


class FollowedFolder:
    """A content folder whose current state the preview's database follows."""

    def __init__(self, folder: Path, database: Database, clock: Callable[[], datetime]) -> None:
        self.folder = folder
        self.database = database
        self.clock = clock
        self.problems: tuple[Problem, ...] = ()
        self._lock = Lock()
        self._states: dict[str, tuple[int, int]] | None = None

    def refresh(self) -> None:
        """Publish if a file was saved since. With problems, keep the last good state."""
        with self._lock:
            states = read_file_states(self.folder)
            if states == self._states:
                return
            with self.database.writing() as session:
                outcome = publish_folder(session, AUTHOR, self.folder, self.clock())
            self.problems = outcome.problems
            self._states = states


def create_preview(folder: Path, config: Config, clock: Callable[[], datetime] = clock) -> School:
    """Return the school on an empty database of its own, with `folder` as its content."""
    app = create_app(config, clock)
    database: Database = app.extensions["database"]
    migrate(database)
    followed = FollowedFolder(folder, database, clock)

    @app.get("/preview/problems")
    @allow("content:read", door="none")
    def preview_problems() -> str:
        return render_template("catalogue/problems.html", problems=followed.problems)

    app.before_request(followed.refresh)

    @app.after_request
    def show_problems(response: Response) -> Response:
        is_page = response.mimetype == "text/html" and not response.direct_passthrough
        if followed.problems and is_page:
            count = count_problems(followed.problems)
            banner = render_template("catalogue/_problems_banner.html", found=count)
            html = response.get_data(as_text=True)
            response.set_data(html.replace(BEHIND, BEHIND + banner, 1))
        return response

    return app


@click.command()
@click.argument("folder", type=FOLDER, required=False)
@click.option("--port", default=8010, show_default=True, help="where to listen on this machine")
@pass_config
def preview(config: Config, folder: Path | None, port: int) -> None:
    """Show the content tree in FOLDER as readers will see it. Save a file, then reload the page."""
    chosen = folder or Path(config.content_dir)
    if not chosen.is_dir():
        raise click.ClickException(
            f"there is no folder {chosen}; name the one that holds school.yaml"
        )
    # Let these signals act like Ctrl-C; otherwise the temporary folder would stay behind.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="school-preview-") as place:
        address = f"http://localhost:{port}"
        own = Config(
            secret_key=secrets.token_urlsafe(48),
            database_url=f"sqlite:///{place}/preview.db",
            base_url=address,
        )
        try:
            _serve(create_preview(chosen, own), port, f"{chosen} is shown at {address}/courses")
        except KeyboardInterrupt:
            click.echo("The preview has ended.")


def _serve(app: School, port: int, message: str) -> None:
    """Print the message and serve until interrupted."""
    try:
        with make_server("127.0.0.1", port, app, threaded=True) as server:
            click.echo(f"{message}   problems at /preview/problems   (Ctrl-C ends)")
            server.serve_forever()
    finally:
        app.extensions["database"].close()


COMMANDS = (preview,)
