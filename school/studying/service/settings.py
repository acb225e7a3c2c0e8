"""Writes how a person studies a deck: what they choose, and the day of an examination."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session
from sqlalchemy.sql import Executable

from school.cards.rules.decks import Deck
from school.core.identity import Identity
from school.core.upsert import Inserting, Prepared, for_both, of_this
from school.studying.rules.plans import DeckChoice, Examination
from school.studying.tables import DeckSetting
from school.studying.tables import Examination as ExaminationRow


def _prepare_upsert(
    table: type[DeckSetting] | type[ExaminationRow], key: list[str], columns: tuple[str, ...]
) -> Prepared:
    def build(insert: Inserting) -> Executable:
        statement = insert(table.__table__)
        return statement.on_conflict_do_update(
            index_elements=key, set_={column: statement.excluded[column] for column in columns}
        )

    return for_both(build)


_CHOSEN = ("new_per_day", "retention", "kinds")
_FITTED = ("parameters", "optimised_at", "optimised_from")
_CHOOSE = _prepare_upsert(DeckSetting, ["person_id", "deck_slug"], _CHOSEN)
_FIT = _prepare_upsert(DeckSetting, ["person_id", "deck_slug"], _FITTED)
_EXAMINE = _prepare_upsert(ExaminationRow, ["person_id", "subject", "slug"], ("on_date",))


def save_choice(session: Session, who: Identity, deck: Deck, choice: DeckChoice) -> None:
    """Study the deck this way from now on. None in `choice` means the deck's own value.

    Fitted weights stay as they are.
    """
    kinds = None if choice.kinds is None else sorted(choice.kinds)
    values = {"new_per_day": choice.new_per_day, "retention": choice.retention, "kinds": kinds}
    session.execute(of_this(session, _CHOOSE), _make_row(who, deck) | values)


def save_weights(session: Session, who: Identity, deck: Deck, choice: DeckChoice) -> None:
    """Schedule the deck by the weights in `choice`. None: by the model's own again."""
    values = {
        "parameters": None if choice.parameters is None else list(choice.parameters),
        "optimised_at": choice.optimised_at,
        "optimised_from": choice.optimised_from,
    }
    session.execute(of_this(session, _FIT), _make_row(who, deck) | values)


def set_examination(session: Session, who: Identity, examination: Examination) -> None:
    """Study for that day. It replaces the day set before for the same deck or quiz."""
    key = {"person_id": who.id, "subject": examination.subject, "slug": examination.slug}
    session.execute(of_this(session, _EXAMINE), key | {"on_date": examination.on})


def forget_examination(session: Session, who: Identity, subject: str, slug: str) -> None:
    """Stop studying for a day."""
    same = (
        (ExaminationRow.person_id == who.id)
        & (ExaminationRow.subject == subject)
        & (ExaminationRow.slug == slug)
    )
    session.execute(delete(ExaminationRow).where(same))


def _make_row(who: Identity, deck: Deck) -> dict[str, Any]:
    nothing = dict.fromkeys((*_CHOSEN, *_FITTED))
    return {"person_id": who.id, "deck_slug": deck.slug} | nothing
