"""Reads what a browser sends as the answer to a card of any kind."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from school.cards.rules.answers import CardResponse
from school.cards.rules.registry import CARD_KINDS, find_kind_name


def read_card_response(fields: MultiDict[str, str]) -> CardResponse:
    """The answer to the card that the field `card` names, read as its kind reads it.

    It is empty if there is no such kind, because then there is no such card either. Raises Invalid
    if no page of ours can have sent it.
    """
    kind = CARD_KINDS.get(find_kind_name(fields.get("card", "")))
    return kind.read_response(fields.to_dict(flat=False)) if kind else CardResponse()
