"""Pages of the feature: signing in, joining, one's account, links from mails, administration."""

from __future__ import annotations

from school.people.views import account, administration, joining, links, reader, sign_in
from school.people.views.blueprint import bp
from school.web.app import School

PAGES = (
    account,
    administration,
    joining,
    links,
    sign_in,
)  # each hangs its routes on the blueprint when imported


def register(app: School) -> None:
    reader.register_reader(app)
    app.register_blueprint(bp)
