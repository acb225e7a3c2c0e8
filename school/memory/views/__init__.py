"""Pages about a student’s memory: statistics, and how a deck is studied."""

from __future__ import annotations

from school.memory.views import memory, settings
from school.memory.views.blueprint import bp
from school.web.app import School

# Importing a module adds its routes to the blueprint.
PAGES = (memory, settings)


def register(app: School) -> None:
    app.register_blueprint(bp)
