"""Pages of the feature: the table, its file, one person's file, and putting hours right."""

from __future__ import annotations

from school.admissions.views import courses, entries, people
from school.admissions.views.blueprint import bp
from school.web.app import School

PAGES = (people, entries, courses)  # each hangs its routes on the blueprint when imported


def register(app: School) -> None:
    app.register_blueprint(bp)
