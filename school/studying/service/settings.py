"""How a person studies a deck: what they choose, and the day they want to know it on."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session
from sqlalchemy.sql import Executable

from school.cards.rules.decks import Deck
from school.core.identity import Identity
from school.core.upsert import Inserting, Prepared, for_both, of_this
from school.studying.rules.plans import Chosen, Examination
from school.studying.tables import DeckSetting
from school.studying.tables import Examination as ExaminationRow


def _writing(
    table: type[DeckSetting] | type[ExaminationRow], key: list[str], columns: tuple[str, ...]
) -> Prepared:
    def one(insert: Inserting) -> Executable:
        writing = insert(table.__table__)
        return writing.on_conflict_do_update(
            index_elements=key, set_={column: writing.excluded[column] for column in columns}
        )

    return for_both(one)


_CHOSEN = ("new_per_day", "retention", "kinds")
_FITTED = ("parameters", "optimised_at", "optimised_from")
_CHOOSE = _writing(DeckSetting, ["person_id", "deck_slug"], _CHOSEN)
_FIT = _writing(DeckSetting, ["person_id", "deck_slug"], _FITTED)
_EXAMINE = _writing(ExaminationRow, ["person_id", "subject", "slug"], ("on_date",))


def choose(session: Session, who: Identity, deck: Deck, chosen: Chosen) -> None:
    """Study the deck so from now on; None in `chosen` is the deck's own way. Fitted weights stay as they are."""
    kinds = None if chosen.kinds is None else sorted(chosen.kinds)
    values = {"new_per_day": chosen.new_per_day, "retention": chosen.retention, "kinds": kinds}
    session.execute(of_this(session, _CHOOSE), _row(who, deck) | values)


def fit(session: Session, who: Identity, deck: Deck, chosen: Chosen) -> None:
    """Schedule the deck by this person's own weights; None: by the model's again."""
    values = {
        "parameters": None if chosen.parameters is None else list(chosen.parameters),
        "optimised_at": chosen.optimised_at,
        "optimised_from": chosen.optimised_from,
    }
    session.execute(of_this(session, _FIT), _row(who, deck) | values)


def set_examination(session: Session, who: Identity, examination: Examination) -> None:
    """Aim at that day; it replaces the day that was set for the same deck or quiz."""
    key = {"person_id": who.id, "subject": examination.subject, "slug": examination.slug}
    session.execute(of_this(session, _EXAMINE), key | {"on_date": examination.on})


def forget_examination(session: Session, who: Identity, subject: str, slug: str) -> None:
    """Aim at no day any more."""
    same = (
        (ExaminationRow.person_id == who.id)
        & (ExaminationRow.subject == subject)
        & (ExaminationRow.slug == slug)
    )
    session.execute(delete(ExaminationRow).where(same))


def _row(who: Identity, deck: Deck) -> dict[str, Any]:
    nothing = dict.fromkeys((*_CHOSEN, *_FITTED))
    return {"person_id": who.id, "deck_slug": deck.slug} | nothing
