"""The pages about people: signing in, joining, the account, links from mails, administration."""

from __future__ import annotations

from school.people.views import (
    account,
    administration,
    joining,
    links,
    reader,
    second_factor,
    sign_in,
)
from school.people.views.blueprint import bp
from school.web.app import School

# Each of them adds its routes to the blueprint when it is imported.
PAGES = (account, administration, joining, links, second_factor, sign_in)


def register(app: School) -> None:
    """Add the pages to the application, and have it know who is reading."""
    reader.register_reader(app)
    app.register_blueprint(bp)
