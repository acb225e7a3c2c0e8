"""Pages about what is remembered: statistics, and how a deck is studied."""

from __future__ import annotations

from school.memory.views import memory, settings
from school.memory.views.blueprint import bp
from school.web.app import School

# Each hangs its routes on the blueprint when it is imported.
PAGES = (memory, settings)


def register(app: School) -> None:
    app.register_blueprint(bp)
