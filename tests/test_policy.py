"""Every route × every kind of reader: who gets in, who is sent to sign in, who is refused."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.tables import METADATA
from school.web.app import SAFE, School
from school.web.policy import ALLOWED, may, may_try
from tests.cast import identity

READERS = ("nobody", "ana", "ines", "olu", "ada")

# A value for every name in a URL that belongs to nobody: the right to come in is judged before the thing is looked for.
NOT_THERE = {
    "slug": "no-such-thing",
    "deck": "no-such-deck",
    "section_id": "no-such-section",
    "item_id": "no-such-item",
    "kind": "module",
    "code": "0000-0000-0000-0000",
    "secret": "no-such-secret",
    "path": "no-such-file.css",
    "extension": "svg",
    "sha256": "0" * 64,
    "name": "no-such-name",
    "card_id": "no-such-card",
}


def routes(app: School) -> list[tuple[str, str, str]]:
    """(endpoint, method, url) of every route, with values that lead nowhere."""
    adapter = app.url_map.bind("localhost")
    found = []
    for rule in app.url_map.iter_rules():
        values = {name: NOT_THERE.get(name, 999_999) for name in rule.arguments}
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"}):
            found.append((rule.endpoint, method, adapter.build(rule.endpoint, values, method=method)))
    return found


def test_every_view_declares_an_action(app):
    bare = [name for name, view in app.view_functions.items() if not hasattr(view, "action")]
    assert not bare, f"no action on {bare}"


def test_every_action_in_the_table_is_used(app):
    used = {view.action for view in app.view_functions.values()}
    asked_by_templates = {"attempt:see"}
    assert set(ALLOWED) - used - asked_by_templates == set()


def test_every_route_lets_in_exactly_those_that_the_table_names(app, sign_in):
    browsers = {name: app.test_client() if name == "nobody" else sign_in(name) for name in READERS}
    faults = []
    for endpoint, method, url in routes(app):
        action = app.view_functions[endpoint].action
        for name, browser in browsers.items():
            status = browser.open(url, method=method, headers={"Accept": "application/json"}).status_code
            let_in = name != "nobody" and may_try(identity(name), action)
            let_in = let_in or any(rule.__name__ == "anyone" for rule in ALLOWED[action])
            refused = status in (401, 403)
            if refused == let_in or status >= 500:
                faults.append(f"{name} {method} {url} ({action}): {status}")
    assert not faults, "\n" + "\n".join(faults)


def test_no_post_does_anything_without_its_token(app, sign_in, database):
    """Nobody's form counts unless it carries the token of this very browser: no row changes anywhere."""
    faults = []
    for name in ("ana", "ines", "olu", "ada"):
        browser = sign_in(name)
        before = _rows(database)
        for _endpoint, method, url in routes(app):
            if method in SAFE:
                continue
            status = browser.open(url, method=method, data={"csrf_token": "forged"}).status_code
            if status < 400:
                faults.append(f"{name} {method} {url}: {status}")
        assert _rows(database) == before, f"{name} changed something"
    assert not faults, "\n" + "\n".join(faults)


def test_reading_everything_changes_nothing(app, sign_in, database):
    """A crawler that gets every page as every reader leaves no trace."""
    browsers = [app.test_client(), *(sign_in(name) for name in READERS if name != "nobody")]
    before = _rows(database)
    for _endpoint, method, url in routes(app):
        if method == "GET":
            for browser in browsers:
                browser.get(url)
    assert _rows(database) == before


def _rows(database) -> dict[str, int]:
    session: Session
    with database.reading() as session:
        return {t.name: session.scalar(select(func.count()).select_from(t)) for t in METADATA.sorted_tables}


@pytest.mark.parametrize("action", sorted(ALLOWED))
def test_what_is_not_in_the_table_is_refused(action):
    assert not may(identity("ada"), action + "-something-else")


def test_nobody_decides_about_their_own_hours():
    class Hours:
        person_id = identity("olu").id

    assert not may(identity("olu"), "hours:record", Hours())
    assert may(identity("ada"), "hours:record", Hours())
