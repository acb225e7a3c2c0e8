"""What a browser sends as the answer to a card, of whatever kind."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from school.cards.rules.answers import Given
from school.cards.rules.registry import CARD_KINDS, kind_name_of


def sent_given(fields: MultiDict[str, str]) -> Given:
    """What was answered to the card that the field `card` names, read as its kind reads it.

    Nothing where there is no such kind, since there is no such card then. Raises Invalid for what
    no page of ours sends.
    """
    kind = CARD_KINDS.get(kind_name_of(fields.get("card", "")))
    return kind.read(fields.to_dict(flat=False)) if kind else Given()
