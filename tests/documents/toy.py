"""A kind of document that no part of the school knows: rubrics for a practical check-off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from school.documents.rules.entries import Searchable, StudioLine
from school.documents.rules.kinds import DocumentKind, Folder
from school.documents.rules.reading.files import ContentFile
from school.documents.rules.reading.known import Known
from school.documents.rules.reading.outlines import Outline

RUBRIC = """\
format: rubric/1
id: pressing
title: A check-off of pressing
module: ischemia
steps: [Find the band, Sink in slowly]
"""


@dataclass(frozen=True)
class Rubric:
    """What is looked at in a practical check-off."""

    slug: str
    title: str
    module: str
    steps: tuple[str, ...]


def outline_rubric(file: ContentFile) -> Outline:
    return Outline(belongs_to=str(file.front["module"].value))


def read_rubric(file: ContentFile, known: Known) -> Rubric:
    settings = file.settings()
    settings.one_of("format", "rubric/1")
    rubric = Rubric(
        settings.id(), settings.text("title"), settings.text("module"), settings.texts("steps")
    )
    settings.refuse_unread()
    if rubric.module not in known.find_outlines("module"):
        settings.complain("module", f"there is no module “{rubric.module}”", "mend the id")
    return rubric


def search_rubric(rubric: Rubric) -> Iterator[Searchable]:
    yield Searchable(
        "rubric", f"/rubrics/{rubric.slug}", rubric.title, "Rubrics", "; ".join(rubric.steps)
    )


def list_rubric(rubric: Rubric) -> StudioLine:
    return StudioLine(rubric.title, counts=((len(rubric.steps), "step"),))


def judge_module(before: dict[str, Any], rubric: Rubric) -> tuple[str, str] | None:
    same = before["module"] == rubric.module
    return None if same else ("the rubric has another module now", "give it a new id")


RUBRICS = DocumentKind(
    name="rubric",
    document=Rubric,
    place=Folder("rubrics", (".yaml",)),
    read=read_rubric,
    outline=outline_rubric,
    plural="rubrics",
    search=search_rubric,
    studio=list_rubric,
    judge_change=judge_module,
)
