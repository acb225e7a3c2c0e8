"""Pages of the feature."""

from __future__ import annotations

from flask import Blueprint

from school.web.app import School

bp = Blueprint("admissions", __name__)


def register(app: School) -> None:
    app.register_blueprint(bp)
