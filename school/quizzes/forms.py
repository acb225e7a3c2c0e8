"""What a browser sends of an attempt: one question at a time, or the whole page."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

ANSWER = "answer-"  # + item id: the values of a question as they stand in the browser
WAS = "was-"  # + item id: the values it had when the page was made


def sent_answers(fields: MultiDict[str, str]) -> dict[str, list[str]]:
    """Item id → posted values, of the questions that were answered in this page.

    The script names the one question it saves. A whole page sends every question, with what stood there when the
    page was made: only what differs is an answer. So a page left open on another device never puts back what has been
    answered since.
    """
    question = fields.get("question")
    if question is not None:
        return {question.removeprefix(ANSWER): _values(fields, question)}
    names = (name for name in fields if name.startswith((ANSWER, WAS)))
    items = dict.fromkeys(name.removeprefix(ANSWER).removeprefix(WAS) for name in names)
    sent = {item: (_values(fields, ANSWER + item), _values(fields, WAS + item)) for item in items}
    return {item: values for item, (values, before) in sent.items() if values != before}


def _values(fields: MultiDict[str, str], name: str) -> list[str]:
    # A field left empty is no answer, as a question in which nothing is ticked.
    return [value for value in fields.getlist(name) if value.strip()]
