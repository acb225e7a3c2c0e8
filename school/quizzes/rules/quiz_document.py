"""The kind of document that a graded quiz is."""

from __future__ import annotations

from collections.abc import Iterable

from school.documents.rules.entries import StudioLine
from school.documents.rules.kinds import DocumentKind, DocumentPage, Folder
from school.questions.items import Item
from school.quizzes.rules.quiz import Quiz
from school.quizzes.rules.reading import claim_quiz, outline_quiz, read_quiz


def _list_items(quiz: Quiz) -> Iterable[Item]:
    return quiz.items


def _describe_in_studio(quiz: Quiz) -> StudioLine:
    return StudioLine(quiz.title, counts=((len(quiz.items), "question"),))


QUIZ = DocumentKind(
    name="quiz",
    document=Quiz,
    place=Folder("quizzes"),
    read=read_quiz,
    outline=outline_quiz,
    claims=claim_quiz,
    plural="quizzes",
    rank=20,
    page=DocumentPage("quizzes.quiz", "slug", "/quizzes/{slug}"),
    items=_list_items,
    studio=_describe_in_studio,
)
