"""What a student should do next, from what they have finished and what their courses ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from school.catalogue.rules.documents import Catalogue, Module, Section
from school.core.links import Link
from school.quizzes.rules.attempts import attempts_left
from school.quizzes.rules.quiz import Quiz


@dataclass(frozen=True)
class Continue:
    """Where to read on."""

    module: Module
    section: Section
    minutes_left: int  # of the module, at 200 words a minute
    begun: bool

    @property
    def link(self) -> Link:
        return Link("catalogue.module", slug=self.module.slug, anchor=self.section.id)


@dataclass(frozen=True)
class NextQuiz:
    """A quiz whose module is read to the end and not yet passed, or one that is open."""

    quiz: Quiz
    module: Module
    open_attempt: int | None  # id of the attempt to go on with


def modules_to_study(catalogue: Catalogue, modules: Iterable[Module]) -> tuple[Module, ...]:
    """Of the modules that one's courses ask for, those that are taught now: each once, in teaching order."""
    wanted = {module.slug for module in modules}
    return tuple(module for slug, module in catalogue.modules.items() if slug in wanted)


def continue_here(
    modules: tuple[Module, ...], finished: Mapping[str, frozenset[str]]
) -> Continue | None:
    """The first unfinished section: of a module that was begun, or else of the first one not begun.

    None when everything is read.
    """
    unread = [module for module in modules if left(module, finished)]
    if not unread:
        return None
    begun = [module for module in unread if finished.get(module.slug)]
    module = begun[0] if begun else unread[0]
    sections = left(module, finished)
    return Continue(module, sections[0], sum(s.minutes for s in sections), begun=bool(begun))


def left(module: Module, finished: Mapping[str, frozenset[str]]) -> tuple[Section, ...]:
    """The sections of a module that are not finished."""
    done = finished.get(module.slug, frozenset())
    return tuple(section for section in module.sections if section.id not in done)


def next_quiz(
    catalogue: Catalogue,
    modules: tuple[Module, ...],
    finished: Mapping[str, frozenset[str]],
    passed: frozenset[str],
    open_attempts: Mapping[str, int],
    used: Mapping[str, int],
) -> NextQuiz | None:
    """The quiz to take now: an open one first, else the first whose module is read and not passed.

    `passed` holds quiz slugs, `open_attempts` maps a quiz slug to the id of its open attempt, `used` to the number
    of attempts started. A quiz with none left is not suggested.
    """
    ready = [
        (m, catalogue.of(Quiz)[m.quiz]) for m in modules if m.quiz and m.quiz in catalogue.of(Quiz)
    ]
    for module, quiz in ready:
        if quiz.slug in open_attempts:
            return NextQuiz(quiz, module, open_attempts[quiz.slug])
    for module, quiz in ready:
        may_start = attempts_left(quiz, used.get(quiz.slug, 0)) != 0
        if quiz.slug not in passed and may_start and not left(module, finished):
            return NextQuiz(quiz, module, None)
    return None
