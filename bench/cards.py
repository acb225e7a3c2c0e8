"""What Today, the next card and other pages about cards cost after many reviews.

Printed are SQL statements and CPU time after 100, 10,000 and 100,000 reviews, and the ratio to the
first.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flask.testing import FlaskClient
from sqlalchemy import delete, event, insert
from sqlalchemy.orm import Session

from school import create_app
from school.cards.rules.cards import index_cards
from school.cards.rules.decks import Deck
from school.config import Config
from school.documents.service.publishing import publish_folder
from school.migrate import migrate
from school.people.service.joining import add_person
from school.people.tables import SignIn
from school.studying.tables import CardMemory, Review
from school.web.app import School

HISTORIES = (100, 10_000, 100_000)
SECRET = "bench-secret-" + "x" * 32
DECK = "referral-patterns"
PAGES = ("/", f"/cards/{DECK}/study", f"/cards/{DECK}/settings", "/cards")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=60, help="requests of each page")
    options.add_argument(
        "--database",
        help="the URL of an empty database; without it, SQLite in a temporary folder",
    )
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure_school(chosen.database or f"sqlite:///{folder}/school.db", chosen.rounds)


def measure_school(url: str, rounds: int) -> None:
    app = create_app(Config(secret_key=SECRET, database_url=url))
    database = app.extensions["database"]
    migrate(database)
    now = datetime.now(UTC)
    with database.writing() as session:
        publish_folder(session, "Bench", Path("content"), now)
        added = add_person(session, "bench@school.example", "Bench", "student", "x", now)
        session.flush()  # for the id
        person = added.id
        add_sign_in(session, person)
        deck = app.extensions["shelf"].find_release(session).of(Deck)[DECK]
    cards = f"{url.split(':')[0]}, {len(index_cards(deck))} cards"
    print(f"{cards}; median CPU time of {rounds} requests, in process")
    costs = {}
    for size in HISTORIES:
        with database.writing() as session:
            replace_history(session, person, deck, size)
        costs[size] = {page: measure_page(app, page, rounds) for page in PAGES}
    print_costs(costs)
    database.close()


def print_costs(costs: Mapping[int, Mapping[str, tuple[int, float]]]) -> None:
    """Print statements, milliseconds and their ratio, by number of reviews and page."""
    print(f"{'page':36}" + "".join(f"{size:>14,} reviews" for size in costs))
    for page in PAGES:
        first = costs[HISTORIES[0]][page][1]
        line = f"{page:36}"
        for of_size in costs.values():
            statements, ms = of_size[page]
            cell = f"{statements:>3} SQL {ms:6.2f} ms ×{ms / first:4.2f}"
            line += f"{cell:>22}"
        print(line)


def add_sign_in(session: Session, person: int) -> None:
    now = datetime.now(UTC)
    digest = hashlib.sha256(SECRET.encode()).hexdigest()
    session.add(
        SignIn(
            id_hash=digest,
            person_id=person,
            started_at=now,
            expires_at=now + timedelta(days=9),
            device="bench",
        )
    )


def replace_history(session: Session, person: int, deck: Deck, size: int) -> None:
    """Replace all reviews by so many, over all the cards of the deck, none of which is new."""
    session.execute(delete(Review))
    session.execute(delete(CardMemory))
    now, cards = datetime.now(UTC), list(index_cards(deck))
    shared = {"person_id": person, "deck_slug": deck.slug}
    memories = [shared | make_memory(card, number, now) for number, card in enumerate(cards)]
    session.execute(insert(CardMemory), memories)
    for start in range(0, size, 10_000):
        reviews = []
        for number in range(start, min(size, start + 10_000)):
            card = cards[number % len(cards)]
            reviews.append(shared | make_review(card, number, size, now))
        session.execute(insert(Review), reviews)


def make_memory(card: str, number: int, now: datetime) -> dict[str, object]:
    day = now.date() - timedelta(days=20)
    return {
        "card_id": card, "due_at": now + timedelta(days=number % 30 - 3),
        "stability": 20.0, "difficulty": 5.0,
        "step": None, "introduced_on": day - timedelta(days=60), "learned_on": day,
        "reviewed_at": now - timedelta(days=20), "reviews": 9, "lapses": 1,
    }  # fmt: skip


def make_review(card: str, number: int, size: int, now: datetime) -> dict[str, object]:
    at = now - timedelta(minutes=3 * (size - number))
    return {
        "card_id": card, "client_id": f"bench-{number}", "rating": 3, "proposed": 3,
        "overlap": 80, "answer": {}, "seconds": 12, "confused_with": None,
        "reviewed_at": at, "learned_on": at.date(), "before": None, "undone_at": None,
    }  # fmt: skip


def measure_page(app: School, page: str, rounds: int) -> tuple[int, float]:
    """Return SQL statements and median milliseconds of CPU of one request, in this process."""
    statements: list[str] = []

    def note_statement(_connection: object, _cursor: object, sql: str, *_rest: object) -> None:
        if not sql.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            statements.append(sql)

    engines = app.extensions["database"].engines
    client = app.test_client()
    client.set_cookie("sign-in", SECRET)
    request_page(client, page)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note_statement)
    request_page(client, page)
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note_statement)
    return len(statements), median(request_page(client, page) for _ in range(rounds))


def request_page(client: FlaskClient, page: str) -> float:
    """Return the milliseconds of CPU that a page took."""
    start = process_time()
    answer = client.get(page)
    if answer.status_code != 200:
        raise RuntimeError(f"{page}: {answer.status_code}")
    return (process_time() - start) * 1000


if __name__ == "__main__":
    main()
