"""Whether the process lives, and whether the school is ready to serve."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from school.web.app import School
from school.web.context import allow, database

bp = Blueprint("health", __name__)

# Each says what is missing, or None when all is well.
Check = Callable[[Session], str | None]


def register(app: School, *checks: Check) -> None:
    app.extensions["readiness"] = checks
    app.register_blueprint(bp)


@bp.get("/healthz")
@allow("health:see", door="none")
def alive() -> Response:
    return jsonify(alive=True)


@bp.get("/readyz")
@allow("health:see", door="none")
def ready() -> tuple[Response, int]:
    try:
        with database().reading() as session:
            missing = [
                said for check in current_app.extensions["readiness"] if (said := check(session))
            ]
    except SQLAlchemyError as error:
        missing = [f"the database does not answer: {type(error).__name__}"]
    return jsonify(ready=not missing, missing=missing), 503 if missing else 200
