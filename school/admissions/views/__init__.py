"""Pages of the feature: the table and its export, one person's file, and changing hours."""

from __future__ import annotations

from school.admissions.views import class_time, courses, entries, people
from school.admissions.views.blueprint import bp
from school.web.app import School

# Importing a module adds its routes to the blueprint.
PAGES = (people, class_time, entries, courses)


def register(app: School) -> None:
    app.register_blueprint(bp)
