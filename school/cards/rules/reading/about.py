"""What a card says that it is about: modules, and questions of quizzes."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable

from school.documents.rules.reading.known import Known


def judge_about(known: Known, about: Iterable[str], complain: Callable[[str, str], None]) -> None:
    """Complain about each name in an `about` that is neither a module nor a question, written quiz/question."""
    for name in about:
        slug, slash, question = name.partition("/")
        if slash:
            named, there = question, _questions_of(known, slug)
            what = f"no question “{question}” in the quiz “{slug}”"
        else:
            named, there = slug, tuple(known.outlines("module"))
            what = f"no module “{slug}”"
        if named not in there:
            near = difflib.get_close_matches(named, there, n=1)
            advice = f"; did you mean {near[0]}?" if near else ""
            complain(f"there is {what}", f"name a module, or a question as quiz/question{advice}")


def _questions_of(known: Known, quiz: str) -> tuple[str, ...]:
    outline = known.outlines("quiz").get(quiz)
    return outline.named("question") if outline else ()
