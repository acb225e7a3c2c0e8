"""What choices were called before they had ids: which old name belongs to which choice of today.

Before choices had ids, they were named by their places: "a", "b" and so on. Stored answers keep
those names, so anything that counts or marks them by a newer edition renames them first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from school.questions.choosing.choice import Choice
from school.questions.items import Response

Aliases = Mapping[str, Mapping[str, str]]  # item id → old name → id


@dataclass(frozen=True)
class Matching:
    """Which choices of an earlier edition of a question are which of a newer one."""

    ids: Mapping[str, str]  # by old name
    unmatched: tuple[Choice, ...]  # of the earlier edition


def is_named_by_place(choices: tuple[Choice, ...]) -> bool:
    """Whether these choices are from before ids, which have four characters or more."""
    return any(len(choice.id) == 1 for choice in choices)


def match_choices(earlier: tuple[Choice, ...], newer: tuple[Choice, ...]) -> Matching:
    """Match choices that say the same, then a single one left over in the same place in both."""
    ids_by_words = {choice.html: choice.id for choice in newer}
    ids: dict[str, str] = {}
    for choice in earlier:
        if choice.html in ids_by_words:
            ids[choice.id] = ids_by_words[choice.html]
    left = [place for place, choice in enumerate(earlier) if choice.id not in ids]
    free = [place for place, choice in enumerate(newer) if choice.id not in ids.values()]
    if len(left) == 1 and left == free:
        ids[earlier[left[0]].id] = newer[free[0]].id
    unmatched = tuple(choice for choice in earlier if choice.id not in ids)
    return Matching(ids, unmatched)


def rename_choices(answers: Mapping[str, Response], aliases: Aliases) -> dict[str, Response]:
    """The answers, by item id, with each choice under its id of today."""
    return {
        item_id: rename_in_answer(answer, aliases.get(item_id, {}))
        for item_id, answer in answers.items()
    }


def rename_in_answer(answer: Response, ids: Mapping[str, str]) -> Response:
    """One answer with each choice under its id of today. A name without an alias stays."""
    return tuple(ids.get(name, name) for name in answer)
