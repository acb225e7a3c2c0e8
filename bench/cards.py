"""What Today, the next card and other pages about cards cost with 100, 10,000 and 100,000 reviews behind them.

Statements, and CPU time as a ratio to the first.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
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
from school.documents.service.publishing import publish
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
        help="the URL of an empty database; SQLite in a temporary folder where not given",
    )
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run(chosen.database or f"sqlite:///{folder}/school.db", chosen.rounds)


def run(url: str, rounds: int) -> None:
    app = create_app(Config(secret_key=SECRET, database_url=url))
    database = app.extensions["database"]
    migrate(database)
    with database.writing() as session:
        publish(session, "Bench", Path("content"), datetime.now(UTC))
        added = add_person(
            session, "bench@school.example", "Bench", "student", "x", datetime.now(UTC)
        )
        session.flush()  # for the id
        person = added.id
        sign_in(session, person)
        deck = app.extensions["shelf"].release(session).of(Deck)[DECK]
    print(
        f"{url.split(':')[0]}, {len(index_cards(deck))} cards; median CPU time of {rounds} requests, in process"
    )
    print(f"{'page':36}" + "".join(f"{size:>14,} reviews" for size in HISTORIES))
    cost = {}
    for size in HISTORIES:
        with database.writing() as session:
            grow(session, person, deck, size)
        cost[size] = {page: measure(app, page, rounds) for page in PAGES}
    for page in PAGES:
        first = cost[HISTORIES[0]][page][1]
        line = f"{page:36}"
        for size in HISTORIES:
            n, ms = cost[size][page]
            cell = f"{n:>3} SQL {ms:6.2f} ms ×{ms / first:4.2f}"
            line += f"{cell:>22}"
        print(line)
    database.close()


def sign_in(session: Session, person: int) -> None:
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


def grow(session: Session, person: int, deck: Deck, size: int) -> None:
    """A history of so many reviews, over all the cards of the deck, all of which have been met."""
    session.execute(delete(Review))
    session.execute(delete(CardMemory))
    now, cards = datetime.now(UTC), list(index_cards(deck))
    shared = {"person_id": person, "deck_slug": deck.slug}
    session.execute(
        insert(CardMemory),
        [shared | memory(card, number, now) for number, card in enumerate(cards)],
    )
    for start in range(0, size, 10_000):
        numbers = range(start, min(size, start + 10_000))
        session.execute(
            insert(Review), [shared | review(cards[n % len(cards)], n, size, now) for n in numbers]
        )


def memory(card: str, number: int, now: datetime) -> dict[str, object]:
    day = now.date() - timedelta(days=20)
    return {
        "card_id": card, "due_at": now + timedelta(days=number % 30 - 3), "stability": 20.0, "difficulty": 5.0,
        "step": None, "introduced_on": day - timedelta(days=60), "learned_on": day,
        "reviewed_at": now - timedelta(days=20), "reviews": 9, "lapses": 1,
    }  # fmt: skip


def review(card: str, number: int, size: int, now: datetime) -> dict[str, object]:
    at = now - timedelta(minutes=3 * (size - number))
    return {
        "card_id": card, "client_id": f"bench-{number}", "rating": 3, "proposed": 3, "overlap": 80, "answer": {},
        "seconds": 12, "confused_with": None, "reviewed_at": at, "learned_on": at.date(), "before": None,
        "undone_at": None,
    }  # fmt: skip


def measure(app: School, page: str, rounds: int) -> tuple[int, float]:
    """SQL statements and median milliseconds of CPU of one request, in this process."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, sql: str, *_rest: object) -> None:
        if not sql.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            statements.append(sql)

    engines = app.extensions["database"].engines
    client = app.test_client()
    client.set_cookie("sign-in", SECRET)
    ask(client, page)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    ask(client, page)
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)
    return len(statements), median(ask(client, page) for _ in range(rounds))


def ask(client: FlaskClient, page: str) -> float:
    begun = process_time()
    answer = client.get(page)
    if answer.status_code != 200:
        raise RuntimeError(f"{page}: {answer.status_code}")
    return (process_time() - begun) * 1000


if __name__ == "__main__":
    main()
