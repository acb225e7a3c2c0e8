"""`school preview`: the school as its readers will see it, while the content is being written.

It stands beside the features because it puts the whole school together. The folder is checked
before every page;
what has been saved since is published into a database that lasts as long as the preview.
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
from school.core.commands import Effect
from school.db import Database
from school.documents.commands import FOLDER, count, pass_config
from school.documents.service.folder import watched
from school.documents.service.publishing import publish
from school.markup.problems import Problem
from school.migrate import migrate
from school.web.app import School
from school.web.context import allow

AUTHOR = "Preview"
BEHIND = "</header>"  # the banner stands below the head of a page


class Kept:
    """Keeps the preview's database in step with a content folder."""

    def __init__(self, folder: Path, database: Database, clock: Callable[[], datetime]) -> None:
        self.folder = folder
        self.database = database
        self.clock = clock
        self.problems: tuple[Problem, ...] = ()
        self._lock = Lock()
        self._seen: dict[str, tuple[int, int]] | None = None

    def refresh(self) -> None:
        """Publish if a file was saved since. With problems, keep the last good state."""
        with self._lock:
            if self._seen == (now_there := watched(self.folder)):
                return
            with self.database.writing() as session:
                self.problems = publish(session, AUTHOR, self.folder, self.clock()).problems
            self._seen = now_there


def preview_app(folder: Path, config: Config, clock: Callable[[], datetime] = clock) -> School:
    """The school on an empty database of its own, with `folder` as its content."""
    app = create_app(config, clock)
    database: Database = app.extensions["database"]
    migrate(database)
    kept = Kept(folder, database, clock)

    @app.get("/preview/problems")
    @allow("content:read", door="none")
    def preview_problems() -> str:
        return render_template("catalogue/problems.html", problems=kept.problems)

    @app.before_request
    def refresh() -> None:
        kept.refresh()

    @app.after_request
    def show_problems(response: Response) -> Response:
        if kept.problems and response.mimetype == "text/html" and not response.direct_passthrough:
            banner = render_template("catalogue/_problems_banner.html", found=count(kept.problems))
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
    for ending in (
        signal.SIGTERM,
        signal.SIGHUP,
    ):  # as Ctrl-C does it: or the temporary folder would stay behind
        signal.signal(ending, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="school-preview-") as place:
        address = f"http://localhost:{port}"
        own = Config(
            secret_key=secrets.token_urlsafe(48),
            database_url=f"sqlite:///{place}/preview.db",
            base_url=address,
        )
        try:
            _serve(preview_app(chosen, own), port, f"{chosen} is shown at {address}/courses")
        except KeyboardInterrupt:
            click.echo("The preview has ended.")


def _serve(app: School, port: int, said: str) -> None:
    """Serve until interrupted."""
    try:
        with make_server("127.0.0.1", port, app, threaded=True) as server:
            click.echo(f"{said}   problems at /preview/problems   (Ctrl-C ends)")
            server.serve_forever()
    finally:
        app.extensions["database"].close()


COMMANDS = (preview,)
EFFECTS = {"preview": Effect.NOTHING}  # its database is its own
