"""What a card says it is about: modules, and questions of quizzes."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable

from school.documents.rules.reading.known import Known


def judge_about(known: Known, about: Iterable[str], complain: Callable[[str, str], None]) -> None:
    """Complain about each name that is neither a module nor a question, written quiz/question."""
    for name in about:
        slug, slash, question = name.partition("/")
        if slash:
            wanted, known_ids = question, _list_questions(known, slug)
            what = f"no question “{question}” in the quiz “{slug}”"
        else:
            wanted, known_ids = slug, tuple(known.find_outlines("module"))
            what = f"no module “{slug}”"
        if wanted not in known_ids:
            near = difflib.get_close_matches(wanted, known_ids, n=1)
            advice = f"; did you mean {near[0]}?" if near else ""
            complain(f"there is {what}", f"name a module, or a question as quiz/question{advice}")


def _list_questions(known: Known, quiz: str) -> tuple[str, ...]:
    outline = known.find_outlines("quiz").get(quiz)
    return outline.list_ids("question") if outline else ()
