"""Studying while the school is away: the pack, and reviews that come in later, each once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from html import unescape
from threading import Barrier
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, delete, event, func, select

from school.body.atlas import atlas
from school.body.rules.atlas import unpack_mask
from school.body.rules.strokes import paint_drawing
from school.cards.kinds.zone.response import ZoneResponse
from school.cards.rules.cards import index_cards
from school.cards.rules.ratings import Rating
from school.documents.service.editions import store_release
from school.documents.tables import Edition
from school.studying.rules.packs import pack_mask
from school.studying.service.offline import (
    UNKNOWN_EDITION,
    Aside,
    Queued,
    Said,
    replay,
    tag_of,
)
from school.studying.service.progress import read_deck_progress
from school.studying.service.reviews import CardAnswer, NothingToUndo, record_review, undo_review
from school.studying.service.set_aside import bury_card, resume_card
from school.studying.tables import CardMemory, CardSetting, Review
from school.web.assets import static
from tests import make
from tests.cast import NOON, SECRET, identity, token
from tests.patience import until_done

PORTLAND = ZoneInfo("America/Los_Angeles")
DECK = make.deck()
CARDS = index_cards(DECK)
ONE, TWO, THREE = list(CARDS.values())[:3]
ANA, BEN = identity("ana"), identity("ben")
URL = "/cards/referral-patterns/replay"


def queued(card=ONE, minutes=30, rating=Rating.GOOD, reviews=0, client_id="") -> Queued:
    """A review that was made so many minutes ago."""
    response = ZoneResponse(regions=card.pattern.primary)
    answer = CardAnswer(
        rating,
        response,
        20,
        client_id or f"away-{card.note}-{reviews}",
        reviews,
        NOON - timedelta(minutes=minutes),
    )
    return Queued(card.id, answer)


def kept(session, who=ANA) -> list[Review]:
    return list(
        session.scalars(select(Review).where(Review.person_id == who.id).order_by(Review.id))
    )


def memory(session, card=ONE, who=ANA) -> dict[str, Any]:
    row = session.get(CardMemory, (who.id, card.id))
    return {
        name: getattr(row, name)
        for name in ("due_at", "stability", "difficulty", "reviews", "learned_on")
    }


# ---- The service ----


def test_reviews_from_away_count_from_when_they_were_made(session):
    said = replay(
        session, ANA, DECK, [queued(ONE, 90), queued(TWO, 30, Rating.AGAIN)], PORTLAND, NOON
    )
    assert said == (Said(), Said())
    first, second = kept(session)
    assert (first.card_id, first.reviewed_at) == (ONE.id, NOON - timedelta(minutes=90))
    assert second.reviewed_at == NOON - timedelta(minutes=30)
    assert memory(session, TWO)["due_at"] == NOON - timedelta(minutes=20)


def test_the_schedule_is_that_of_somebody_who_was_never_away(session):
    """Three reviews of one card over two weeks, brought in at once, and made one by one."""
    made = [(20_160, Rating.GOOD), (10_080, Rating.HARD), (60, Rating.GOOD)]
    late = [queued(ONE, minutes, rating, count) for count, (minutes, rating) in enumerate(made)]
    assert replay(session, ANA, DECK, late, PORTLAND, NOON) == (Said(),) * 3
    for one in late:
        assert record_review(session, BEN, DECK, ONE, one.act, PORTLAND, one.act.reviewed_at)
    assert memory(session) == memory(session, who=BEN)
    assert memory(session)["reviews"] == 3


def test_sending_twice_changes_nothing(session):
    sent = [queued(ONE), queued(TWO)]
    replay(session, ANA, DECK, sent, PORTLAND, NOON)
    before = memory(session)
    assert (
        replay(session, ANA, DECK, sent, PORTLAND, NOON + timedelta(hours=1))
        == (Said(kept_before=True),) * 2
    )
    assert memory(session) == before
    assert len(kept(session)) == 2


def test_one_that_stands_twice_in_a_call_is_taken_once(session):
    assert replay(session, ANA, DECK, [queued(), queued()], PORTLAND, NOON) == (
        Said(),
        Said(kept_before=True),
    )


def test_a_review_that_was_undone_does_not_come_back(session):
    replay(session, ANA, DECK, [queued()], PORTLAND, NOON)
    undo_review(session, ANA, DECK, kept(session)[0].id, NOON)
    assert replay(session, ANA, DECK, [queued()], PORTLAND, NOON) == (Said(kept_before=True),)
    assert session.get(CardMemory, (ANA.id, ONE.id)) is None


def test_each_stands_or_falls_alone(session):
    record_review(
        session, ANA, DECK, TWO, queued(TWO, client_id="at-the-school").act, PORTLAND, NOON
    )
    gone = Queued("referral-patterns/retired/zone", queued(client_id="of-a-retired-card").act)
    nonsense = Queued("", None, "This review could not be understood, so it was not recorded.")
    old = queued(THREE, minutes=61 * 24 * 60)
    said = replay(
        session, ANA, DECK, [gone, queued(TWO), nonsense, old, queued(ONE)], PORTLAND, NOON
    )
    assert [bool(one.why) for one in said] == [True, True, True, True, False]
    assert "no longer in the deck" in said[0].why
    assert "reviewed this card somewhere else" in said[1].why
    assert "sixty days" in said[3].why
    assert [row.card_id for row in kept(session)] == [TWO.id, ONE.id]


def test_a_review_of_a_card_that_was_suspended_after_it_is_not_lost(session):
    """Nor one that was made before the word of its suspension had reached a second window."""
    aside = Queued(ONE.id, Aside("suspend", NOON - timedelta(minutes=20)))
    sent = [queued(ONE, 30), aside, queued(ONE, 10, Rating.HARD, reviews=1)]
    for _ in range(2):
        assert not any(one.why for one in replay(session, ANA, DECK, sent, PORTLAND, NOON))
    assert [row.rating for row in kept(session)] == [3, 2]
    assert session.get(CardSetting, (ANA.id, ONE.id)).suspended_at == aside.act.at


def test_a_card_that_is_put_off_waits_until_the_day_after_it_was(session):
    for card, minutes in ((ONE, 30), (TWO, 24 * 60)):
        sent = [Queued(card.id, Aside("bury", NOON - timedelta(minutes=minutes)))]
        assert replay(session, ANA, DECK, sent, PORTLAND, NOON) == (Said(),)
    asked = [
        step.card.id for step in read_deck_progress(session, ANA.id, DECK, PORTLAND, NOON).queue
    ]
    assert ONE.id not in asked
    assert TWO.id in asked


def test_what_was_settled_since_stands_however_often_a_card_is_set_aside(session):
    """Suspended offline at ten, resumed elsewhere at eleven. The first arrives at noon, twice."""
    sent = [Queued(ONE.id, Aside("suspend", NOON - timedelta(hours=2)))]
    replay(session, ANA, DECK, sent, PORTLAND, NOON - timedelta(hours=2))
    resume_card(session, ANA, ONE, NOON - timedelta(hours=1))
    for _ in range(2):
        assert replay(session, ANA, DECK, sent, PORTLAND, NOON) == (Said(),)
    assert session.get(CardSetting, (ANA.id, ONE.id)).suspended_at is None


def test_a_card_put_off_elsewhere_is_suspended_all_the_same(session):
    """Suspended offline at eleven, buried elsewhere at noon: both hold, in either order."""
    eleven = NOON - timedelta(hours=1)
    for card, first in ((ONE, "bury"), (TWO, "suspend")):
        for how in sorted(("bury", "suspend"), reverse=first == "suspend"):
            at = NOON if how == "bury" else eleven
            assert replay(
                session, ANA, DECK, [Queued(card.id, Aside(how, at))], PORTLAND, NOON
            ) == (Said(),)
        row = session.get(CardSetting, (ANA.id, card.id))
        assert (row.suspended_at, row.buried_on) == (eleven, NOON.date())


def test_a_card_stays_put_off_where_word_of_an_earlier_day_comes_late(session):
    bury_card(session, ANA, ONE, PORTLAND, NOON)
    replay(
        session,
        ANA,
        DECK,
        [Queued(ONE.id, Aside("bury", NOON - timedelta(days=1)))],
        PORTLAND,
        NOON,
    )
    assert session.get(CardSetting, (ANA.id, ONE.id)).buried_on == NOON.date()


def test_a_card_that_is_no_longer_in_the_deck_cannot_be_set_aside(session):
    (said,) = replay(
        session,
        ANA,
        DECK,
        [Queued("referral-patterns/retired/zone", Aside("bury", NOON))],
        PORTLAND,
        NOON,
    )
    assert "no longer in the deck" in said.why


def test_two_devices_that_send_the_same_cards_in_another_order_do_not_block_each_other(database):
    orders, start = ((ONE, TWO), (TWO, ONE)), Barrier(2)

    def send(device: int) -> set[str]:
        why = set()
        for number in range(6):
            start.wait(timeout=30)
            at = NOON + timedelta(hours=number)
            sent = [Queued(card.id, Aside("suspend", at)) for card in orders[device]]
            with database.writing() as session:
                why |= {said.why for said in replay(session, ANA, DECK, sent, PORTLAND, at)}
        return why

    with ThreadPoolExecutor(2) as both:
        assert list(both.map(send, range(2))) == [{""}, {""}]


def test_another_persons_client_id_is_not_ones_own(session):
    replay(session, ANA, DECK, [queued()], PORTLAND, NOON)
    assert replay(session, BEN, DECK, [queued()], PORTLAND, NOON) == (Said(),)
    assert len(kept(session, BEN)) == 1


def test_two_windows_at_once_record_each_review_once(database):
    """Both send the same queue; one of them comes second, and is told so."""

    def send() -> tuple[Said, ...]:
        with database.writing() as session:
            return replay(session, ANA, DECK, [queued(ONE), queued(TWO)], PORTLAND, NOON)

    with ThreadPoolExecutor(2) as both:
        said = list(both.map(lambda _number: until_done(send), range(2)))
    assert all(not one.why for call in said for one in call), said
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Review)) == 2


def test_a_review_that_is_taken_back_while_the_next_one_comes_leaves_no_hole(database):
    """One comes first, and the other is told. As many reviews stand as the memory counts."""
    for turn in range(25):
        with database.writing() as session:
            session.execute(delete(Review))
            session.execute(delete(CardMemory))
            replay(session, ANA, DECK, [queued(client_id=f"the-first-{turn}")], PORTLAND, NOON)
            last = kept(session)[0].id
        both_there = Barrier(2)

        def undo(both_there=both_there, last=last) -> None:
            both_there.wait()
            with suppress(NothingToUndo), database.writing() as session:
                undo_review(session, ANA, DECK, last, NOON)

        def again(both_there=both_there, turn=turn) -> None:
            both_there.wait()
            with database.writing() as session:
                replay(
                    session,
                    ANA,
                    DECK,
                    [queued(reviews=1, client_id=f"the-second-{turn}")],
                    PORTLAND,
                    NOON,
                )

        with ThreadPoolExecutor(2) as both:
            for done in [both.submit(undo), both.submit(again)]:
                done.result()
        with database.reading() as session:
            standing = [review for review in kept(session) if not review.undone_at]
            known = session.get(CardMemory, (ANA.id, ONE.id))
            assert len(standing) == (known.reviews if known else 0)


def test_a_tag_stays_and_is_nobody_elses():
    assert tag_of("secret", ANA) == tag_of("secret", ANA)
    assert len({tag_of("secret", ANA), tag_of("secret", BEN), tag_of("other", ANA)}) == 3
    assert re.fullmatch("[0-9a-f]{20}", tag_of("secret", ANA))


# ---- The way in ----


def fields(
    card=ONE, rating="3", client_id="client-id-0001", reviews="0", **more: str
) -> list[list[str]]:
    """What the form of a rating holds."""
    pairs = [["card", card.id], ["reviews", reviews], ["client_id", client_id], ["rating", rating]]
    return [
        *pairs,
        *[["region", region] for region in card.pattern.primary],
        *map(list, more.items()),
    ]


def send(browser, reviews: Any, tag: str = "", **more: str):
    text = reviews if isinstance(reviews, str) else json.dumps(reviews)
    form = {
        "csrf_token": token(browser, "/verify"),
        "tag": tag or tag_of(SECRET, ANA),
        "queue": text,
    }
    return browser.post(URL, data=form | more, headers={"Accept": "application/json"})


def test_a_browser_learns_who_is_signed_in_and_gets_a_token(ana, ben):
    said = ana.get(URL).get_json()
    assert said["tag"] == tag_of(SECRET, ANA) != ben.get(URL).get_json()["tag"]
    answer = ana.post(URL, data={"csrf_token": said["token"], "tag": said["tag"], "queue": "[]"})
    assert answer.get_json() == {"said": []}


def test_who_is_not_signed_in_is_told_so_as_data(app):
    answer = app.test_client().get(URL, headers={"Accept": "application/json"})
    assert answer.status_code == 401


def test_reviews_are_told_by_how_long_ago_they_were(ana, database):
    answer = send(ana, [{"fields": fields(seconds="12"), "ago": 3600}])
    assert answer.get_json() == {"said": [{"kept_before": False, "why": ""}]}
    with database.reading() as session:
        row = kept(session)[0]
    assert (row.reviewed_at, row.seconds, row.rating) == (NOON - timedelta(hours=1), 12, 3)


def test_cards_are_set_aside_in_order_with_reviews(ana, database):
    aside = {"fields": [["card", TWO.id], ["aside", "suspend"]], "ago": 3600}
    said = send(ana, [{"fields": fields(TWO), "ago": 3660}, aside]).get_json()["said"]
    assert [one["why"] for one in said] == ["", ""]
    with database.reading() as session:
        settled = session.get(CardSetting, (ANA.id, TWO.id))
        assert (settled.suspended_for, settled.suspended_at) == ("wish", NOON - timedelta(hours=1))
        assert len(kept(session)) == 1


def test_the_school_says_what_time_it_is(ana):
    """For a device whose clock was set right while reviews waited: none is older than its pack."""
    made = int(NOON.timestamp())
    assert ana.get(URL).get_json()["now"] == made
    assert f'data-made="{made}"' in ana.get("/cards/referral-patterns/pack").text


def test_somebody_elses_queue_is_not_taken(ana, database):
    answer = send(ana, [{"fields": fields(), "ago": 1}], tag=tag_of(SECRET, BEN))
    assert answer.status_code == 409
    with database.reading() as session:
        assert not kept(session)


def test_without_a_token_nothing_is_taken(ana):
    assert send(ana, [{"fields": fields(), "ago": 1}], csrf_token="forged").status_code == 400


NONSENSE = [
    "", "{", "null", "7", '"a"', "{}", "[" * 5_000, json.dumps([{"fields": [], "ago": 0}] * 101),
]  # fmt: skip


@pytest.mark.databases("postgres")
@pytest.mark.parametrize("text", NONSENSE)
def test_a_queue_that_is_none_is_refused_whole(ana, text):
    answer = send(ana, text)
    assert answer.status_code == 422
    assert answer.get_json()["error"]


def test_drawings_that_are_too_many_for_one_call_are_taken_one_by_one(ana, database):
    """Painting them all would take too long. After a 422 the browser sends them singly."""
    stroke = {"view": "back", "radius": 0.02, "points": [[0.5, 0.5]]}
    drawing = json.dumps({"side": "right", "strokes": [stroke] * 300})
    sent = [
        {"fields": fields(client_id=f"client-id-{n:04}", drawing=drawing), "ago": 1}
        for n in range(6)
    ]
    assert send(ana, sent).status_code == 422
    with database.reading() as session:
        assert not kept(session)
    assert send(ana, sent[:1]).get_json()["said"] == [{"kept_before": False, "why": ""}]


ODD = [
    None,
    7,
    [],
    {},
    {"fields": fields()},
    {"fields": fields(), "ago": -1},
    {"fields": fields(), "ago": True},
    {"fields": fields(), "ago": "1"},
    {"fields": fields(), "ago": float("nan")},
    {"fields": fields(), "ago": 1e300},
    {"fields": "card", "ago": 1},
    {"fields": [["card"]], "ago": 1},
    {"fields": [["card", 7]], "ago": 1},
    {"fields": [["card", "\ud800"], ["rating", "\ud800"]], "ago": 1},
    {"fields": fields(region="\ud800x"), "ago": 1},
    {"fields": [*fields(), ["\udfff", "x"]], "ago": 1},
    {"fields": fields(rating="9"), "ago": 1},
    {"fields": fields(client_id="x"), "ago": 1},
    {"fields": fields(drawing="{}"), "ago": 1},
    {"fields": fields(region="x" * 500), "ago": 1},
    {"fields": fields(reviews="-1"), "ago": 1},
    {"fields": fields(reviews="9" * 400), "ago": 1},
    {"fields": [["card", ONE.id], ["aside", "reset"]], "ago": 1},
    {"fields": [["aside", "bury"]], "ago": 1},
]


@pytest.mark.databases("postgres")
@pytest.mark.parametrize("odd", ODD)
def test_one_that_makes_no_sense_does_not_hold_up_the_others(ana, database, odd):
    good = {"fields": fields(TWO, client_id="client-id-0002"), "ago": 5}
    said = send(ana, [odd, good]).get_json()["said"]
    assert said[0]["why"]
    assert not said[1]["why"]
    with database.reading() as session:
        assert [row.card_id for row in kept(session)] == [TWO.id]


# ---- From which edition ----


def published_again(database, *, today: tuple[str, ...]) -> tuple[int, int]:
    """Publish the deck again with another main zone of the first card; both editions' ids."""
    first = replace(ONE.pattern, primary=today, spillover=())
    changed = replace(DECK, patterns=(first, *DECK.patterns[1:]))
    with database.writing() as session:
        editions = select(Edition.id).where(Edition.kind == "deck").order_by(Edition.id.desc())
        before = session.scalars(editions).first()
        store_release(session, "Ines Calder", make.drafts(deck=changed), NOON)
        after = session.scalars(editions).first()
    assert before != after
    return before, after


def sent_from(edition: object, client_id: str, reviews: str = "0") -> dict[str, Any]:
    pairs = fields(client_id=client_id, reviews=reviews, edition=str(edition))
    return {"fields": pairs, "ago": 60}


def test_a_review_is_marked_by_the_edition_that_its_pack_was_made_from(ana, database):
    """What was right when it was asked stays right; today's key is for what today's pack asked."""
    before, after = published_again(database, today=("head.temple",))
    for reviews, edition in enumerate((before, after)):
        sent = sent_from(edition, f"client-id-{edition:04}", str(reviews))
        assert send(ana, [sent]).get_json()["said"] == [{"kept_before": False, "why": ""}]
    with database.reading() as session:
        assert [row.overlap for row in kept(session)] == [100, 0]


def test_a_review_that_names_no_edition_is_marked_by_todays(ana, database):
    """Packs from before editions were named still stand in browsers."""
    published_again(database, today=("head.temple",))
    assert not send(ana, [{"fields": fields(), "ago": 60}]).get_json()["said"][0]["why"]
    with database.reading() as session:
        assert [row.overlap for row in kept(session)] == [0]


def test_the_pack_names_its_edition(ana, database):
    _before, after = published_again(database, today=("head.temple",))
    assert f'data-edition="{after}"' in ana.get("/cards/referral-patterns/pack").text


@pytest.mark.parametrize(
    "edition", ["", "x", "-1", "1.5", "\u0661", "9" * 9, "9" * 10, "9" * 400, "2 or 1=1"]
)
def test_an_edition_that_is_none_is_refused_and_the_others_go_on(ana, database, edition):
    good = {"fields": fields(TWO, client_id="client-id-0002"), "ago": 5}
    said = send(ana, [sent_from(edition, "client-id-0001"), good]).get_json()["said"]
    assert [one["why"] for one in said] == [UNKNOWN_EDITION, ""]
    with database.reading() as session:
        assert [row.card_id for row in kept(session)] == [TWO.id]


def test_an_edition_of_something_else_is_none_of_the_deck(ana, database):
    with database.reading() as session:
        other = session.scalars(select(Edition.id).where(Edition.kind == "module")).first()
    said = send(ana, [sent_from(other, "client-id-0001")]).get_json()["said"]
    assert said[0]["why"] == UNKNOWN_EDITION


def test_an_edition_of_another_deck_is_none_of_this_one(ana, database):
    drafts = [*make.drafts(deck=DECK), make.draft("deck", "words", make.deck_in_words())]
    with database.writing() as session:
        store_release(session, "Ines Calder", drafts, NOON)
        other = session.scalars(select(Edition.id).where(Edition.slug == "words")).one()
    said = send(ana, [sent_from(other, "client-id-0001")]).get_json()["said"]
    assert said[0]["why"] == UNKNOWN_EDITION


def test_reviews_from_many_editions_are_sent_one_by_one(ana):
    """Each edition is read while nobody else can write."""
    sent = [sent_from(number, f"client-id-{number:04}") for number in range(1, 5)]
    assert send(ana, sent).status_code == 422


# ---- The pack ----


def cards_in(html: str) -> dict[str, list[str]]:
    """The regions that a drawing is laid over, by the id of the pack's card, in its order."""
    found = re.findall(r"<template data-card=\"([^\"]+)\"[^>]*data-compared='([^']*)'", html)
    return {card: json.loads(unescape(regions)) for card, regions in found}


def test_the_pack_holds_the_next_cards_in_their_order(ana):
    html = ana.get("/cards/referral-patterns/pack").text
    compared = cards_in(html)
    assert list(compared)[:3] == [ONE.id, TWO.id, THREE.id]
    assert compared[ONE.id] == sorted(
        atlas().find_studied_key(region) for region in ONE.pattern.primary
    )
    assert f'data-tag="{tag_of(SECRET, ANA)}"' in html


@pytest.mark.parametrize(
    "path",
    ["/static/css/base.css", "/static/icon-192.png", "/cards/worker.js", "/cards/figure.json"],
)
def test_what_is_the_same_for_everybody_does_not_vary_by_cookie(ana, path):
    """A flashed message changes the cookie. If files varied by it, all would be fetched again."""
    assert "Cookie" not in ana.get(path).headers.get("Vary", "")


def test_the_pack_names_every_file_it_needs(ana, app):
    """The browser keeps the files this page names. Only the style sheet names more: its fonts."""
    html = ana.get("/cards/referral-patterns/pack").text
    files = set(re.findall(r"/(?:static/|cards/figure\.json)[^\s\"'#<>]+", html))
    with app.test_request_context():
        needed = {
            static("css/school.bundle.css"),
            static("js/page.bundle.js"),
            static("js/pack.bundle.js"),
        }
    assert needed <= files
    assert any(file.endswith("latin-italic.woff2") for file in files)
    assert any(file.startswith("/static/body/front.svg") for file in files)
    assert not [file for file in sorted(files) if ana.get(file).status_code != 200]


def test_the_worker_changes_when_a_script_it_uses_changes(client):
    """A browser takes a new worker when the bytes at its address change, and asks for no others."""
    script = client.get("/cards/worker.js").text
    for name in ("worker", "queue", "sending"):
        assert f"// js/offline/{name}.js\n" in script
    assert not re.search(r"^import\b", script, re.M)


def test_a_pack_is_the_readers_own_and_never_kept_on_the_way(ana, ben, app):
    assert ana.get("/cards/referral-patterns/pack").headers["Cache-Control"] == "no-store"
    assert tag_of(SECRET, ANA) not in ben.get("/cards/referral-patterns/pack").text
    assert app.test_client().get("/cards/referral-patterns/pack").status_code == 303


def test_the_figure_is_the_one_the_school_marks_on(ana):
    views = ana.get("/cards/figure.json").get_json()["views"]
    for view in atlas().views.values():
        sent = views[view.id]
        assert unpack_mask(sent["skin"]) == view.skin
        assert {key: unpack_mask(mask) for key, (mask, _share) in sent["regions"].items()} == {
            key: shape.mask for key, shape in view.shapes.items()
        }


def test_a_mask_survives_its_letters():
    assert unpack_mask(pack_mask(0)) == 0
    assert unpack_mask(pack_mask(1 << 27_647 | 5)) == 1 << 27_647 | 5


def test_the_worker_may_watch_over_the_cards_only(app):
    answer = app.test_client().get("/cards/worker.js")
    assert answer.headers["Service-Worker-Allowed"] == "/cards"
    assert "no-cache" in answer.headers["Cache-Control"]
    assert "javascript" in answer.content_type


def test_the_manifest_names_the_school_and_pictures_that_are_there(app):
    browser = app.test_client()
    manifest = browser.get("/cards/app.webmanifest").get_json(force=True)
    assert manifest["name"] == "NMT School"
    assert manifest["start_url"] == "/cards"
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        picture = browser.get(icon["src"])
        assert picture.content_type == "image/png"
        assert picture.data.startswith(b"\x89PNG")


def make_drawn(number: int, card) -> dict[str, Any]:
    """A review with a drawing of its own, as a browser that was away sends it."""
    stroke = {"view": "back", "radius": 0.02, "points": [[0.5, 0.3 + number / 100]]}
    drawing = json.dumps({"side": "right", "strokes": [stroke] * 10})
    pairs = [["card", card.id], ["reviews", "0"], ["rating", "3"], ["drawing", drawing]]
    return {"fields": [*pairs, ["client_id", f"drawn-review-{number}"]], "ago": 1}


@contextmanager
def count_painted_at_each_insert() -> Iterator[list[int]]:
    """How many drawings had been painted when each row was inserted."""
    painted: list[int] = []
    before = paint_drawing.cache_info().misses

    def note_painted(connection, cursor, statement, *rest):
        if statement.startswith("INSERT"):
            painted.append(paint_drawing.cache_info().misses - before)

    event.listen(Engine, "before_cursor_execute", note_painted)
    yield painted
    event.remove(Engine, "before_cursor_execute", note_painted)


def test_a_queue_is_marked_before_others_have_to_wait(ana):
    drawn = [card for card in CARDS.values() if card.kind == "zone"]
    sent = [make_drawn(number, card) for number, card in enumerate(drawn)]
    paint_drawing.cache_clear()
    with count_painted_at_each_insert() as painted:
        answer = send(ana, sent)
    assert [said["why"] for said in answer.get_json()["said"]] == [""] * len(drawn)
    assert len(painted) >= len(drawn)
    assert set(painted) == {len(drawn)}


def test_a_review_is_marked_before_others_have_to_wait(ana):
    form = dict(make_drawn(9, ONE)["fields"]) | {"csrf_token": token(ana, "/verify")}
    paint_drawing.cache_clear()
    with count_painted_at_each_insert() as painted:
        answer = ana.post("/cards/referral-patterns/reviews", data=form)
    assert answer.status_code == 303
    assert set(painted) == {1}
