"""What a student should do next, based on what they have finished and what their courses need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from school.catalogue.rules.documents import Catalogue, Module, Section
from school.core.links import Link
from school.quizzes.rules.attempts import count_attempts_left
from school.quizzes.rules.quiz import Quiz


@dataclass(frozen=True)
class Continue:
    """Where to continue reading."""

    module: Module
    section: Section
    minutes_left: int  # of the module, at 200 words per minute
    begun: bool

    @property
    def link(self) -> Link:
        return Link("catalogue.module", slug=self.module.slug, anchor=self.section.id)


@dataclass(frozen=True)
class NextQuiz:
    """A quiz with an open attempt, or one not passed yet whose module is finished."""

    quiz: Quiz
    module: Module
    open_attempt: int | None  # id of the attempt to continue


def list_modules_to_study(catalogue: Catalogue, modules: Iterable[Module]) -> tuple[Module, ...]:
    """Return those of the modules that are taught now, each once, in teaching order."""
    wanted = {module.slug for module in modules}
    return tuple(module for slug, module in catalogue.modules.items() if slug in wanted)


def find_reading(
    modules: tuple[Module, ...], finished: Mapping[str, frozenset[str]]
) -> Continue | None:
    """Return the first unfinished section of a module already begun, or else of the first new one.

    None if everything is finished.
    """
    unread = [module for module in modules if list_unfinished(module, finished)]
    if not unread:
        return None
    begun = [module for module in unread if finished.get(module.slug)]
    module = begun[0] if begun else unread[0]
    sections = list_unfinished(module, finished)
    minutes = sum(section.minutes for section in sections)
    return Continue(module, sections[0], minutes, begun=bool(begun))


def list_unfinished(module: Module, finished: Mapping[str, frozenset[str]]) -> tuple[Section, ...]:
    """Return the sections of a module that are not finished."""
    done = finished.get(module.slug, frozenset())
    return tuple(section for section in module.sections if section.id not in done)


def choose_quiz(
    catalogue: Catalogue,
    modules: tuple[Module, ...],
    finished: Mapping[str, frozenset[str]],
    passed: frozenset[str],
    open_attempts: Mapping[str, int],
    used: Mapping[str, int],
) -> NextQuiz | None:
    """Return the quiz to take now, one with an open attempt first.

    Otherwise it is the first quiz not passed yet whose module is finished. `passed` holds quiz
    slugs. `open_attempts` maps a quiz slug to the id of its open attempt, and `used` to the number
    of attempts started. A quiz with no attempts left is not suggested.
    """
    quizzes = catalogue.of(Quiz)
    candidates = []
    for module in modules:
        if module.quiz and module.quiz in quizzes:
            candidates.append((module, quizzes[module.quiz]))
    for module, quiz in candidates:
        if quiz.slug in open_attempts:
            return NextQuiz(quiz, module, open_attempts[quiz.slug])
    for module, quiz in candidates:
        may_start = count_attempts_left(quiz, used.get(quiz.slug, 0)) != 0
        if quiz.slug not in passed and may_start and not list_unfinished(module, finished):
            return NextQuiz(quiz, module, None)
    return None
