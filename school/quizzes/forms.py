"""Reads what a browser sends of an attempt: one question at a time, or the whole page."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

ANSWER = "answer-"  # + item id: the values of a question as they stand in the browser
WAS = "was-"  # + item id: the values it had when the page was made


def read_sent_answers(fields: MultiDict[str, str]) -> dict[str, list[str]]:
    """Item id → posted values, of the questions that were answered on this page.

    The script names the one question it saves. A whole page sends every question, with the answer
    it had when the page was made, and only a difference is an answer. So a page left open on
    another device never undoes what has been answered since.
    """
    question = fields.get("question")
    if question is not None:
        return {question.removeprefix(ANSWER): _read_values(fields, question)}
    sent = {}
    for item_id in _list_item_ids(fields):
        values = _read_values(fields, ANSWER + item_id)
        if values != _read_values(fields, WAS + item_id):
            sent[item_id] = values
    return sent


def _list_item_ids(fields: MultiDict[str, str]) -> list[str]:
    """The questions that a whole page sends, once each, in its order."""
    names = [name for name in fields if name.startswith((ANSWER, WAS))]
    return list(dict.fromkeys(name.removeprefix(ANSWER).removeprefix(WAS) for name in names))


def _read_values(fields: MultiDict[str, str], name: str) -> list[str]:
    # An empty field is no answer, just like a question in which nothing is ticked.
    return [value for value in fields.getlist(name) if value.strip()]
