"""Reads the whole content tree: every document, and every problem of every file.

Files refer to each other, so reading has two rounds: first what there is, then what it says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from school.documents.rules.kinds import DOCUMENT_KINDS, Folder, SingleFile, list_link_targets
from school.documents.rules.reading.figures import Figure, read_figure
from school.documents.rules.reading.files import ContentFile, parse_file
from school.documents.rules.reading.ids import Claim, refuse_twins
from school.documents.rules.reading.known import Known
from school.documents.rules.reading.names import Misplaced, Place, find_place
from school.markup.limits import decode_text
from school.markup.problems import Problem, Problems


@dataclass(frozen=True)
class Written:
    """A document and the file that holds it."""

    kind: str
    slug: str
    path: str
    source: str
    document: Any  # what an edition's payload is made of


@dataclass(frozen=True)
class Content:
    """What a content tree holds. It may be published only if there are no problems."""

    documents: tuple[Written, ...]
    figures: dict[str, Figure]  # by path below the tree's top
    problems: tuple[Problem, ...]
    top: str = "content"  # name of the tree's top folder, as problems show it

    def count_documents(self, kind: str) -> int:
        """Return how many documents of a kind there are."""
        return sum(written.kind == kind for written in self.documents)


def read_content(
    files: Mapping[str, bytes], top: str = "content", body_map: frozenset[str] = frozenset()
) -> Content:
    """Read the files of a tree, given by their paths below its top folder.

    `top` is the name of that folder, which problems put before paths. `body_map` holds the ids of
    the regions that the figure draws: a deck may name no others. Never raises, whatever the files
    hold.
    """
    return _Reading(files, top, Known(list_link_targets(), body_map=body_map)).read_tree()


class _Reading:
    """One reading of a tree."""

    def __init__(self, files: Mapping[str, bytes], top: str, known: Known) -> None:
        self.top = top
        self.bodies = files
        self.collectors: list[Problems] = []
        self.known = known
        self.files: list[ContentFile] = []

    def read_tree(self) -> Content:
        for path in sorted(self.bodies):
            self.open_file(path)
        self.report_missing_files()
        self.collect_names()
        # Documents that read other documents come last.
        order = sorted(self.files, key=lambda file: DOCUMENT_KINDS[file.kind].reads_others)
        documents = tuple(self.read_document(file) for file in order)
        problems: list[Problem] = []
        for collector in self.collectors:
            problems += collector.items
        problems.sort(key=lambda problem: (problem.path, problem.line))
        return Content(documents, self.known.figures, tuple(problems), self.top)

    def collect_problems(self, path: str) -> Problems:
        """Return a new collector for the problems of one file."""
        self.collectors.append(Problems(f"{self.top}/{path}"))
        return self.collectors[-1]

    def open_file(self, path: str) -> None:
        """Read one file as far as possible without the others."""
        place = find_place(path)
        if place is None:
            return
        problems = self.collect_problems(path)
        if isinstance(place, Misplaced):
            problems.add(1, place.what, place.fix)
        elif place.kind == "figure":
            if figure := read_figure(self.bodies[path], problems):
                self.known.figures[path] = figure
        else:
            self.open_document(path, place, problems)

    def open_document(self, path: str, place: Place, problems: Problems) -> None:
        text = decode_text(self.bodies[path], problems)
        file = parse_file(path, place.kind, place.slug, text, problems)
        _judge_id(file)
        self.files.append(file)

    def report_missing_files(self) -> None:
        for kind in DOCUMENT_KINDS.values():
            place = kind.place
            if isinstance(place, SingleFile) and place.needed and place.name not in self.bodies:
                problems = self.collect_problems(place.name)
                fix = f"write it; docs/authoring.md shows {place.name}"
                problems.add(1, "the file is missing", fix)

    def collect_names(self) -> None:
        """Note everything that another file may name, and refuse ids that are used twice."""
        claims: list[Claim] = []
        for file in self.files:
            kind = DOCUMENT_KINDS[file.kind]
            self.known.add_outline(file.kind, file.slug, kind.outline(file))
            claims.extend(kind.claims(file))
        refuse_twins(claims)

    def read_document(self, file: ContentFile) -> Written:
        """Return the document in the file. Reading it notes what is still wrong."""
        document = DOCUMENT_KINDS[file.kind].read(file, self.known)
        self.known.add_document(file.kind, file.slug, document)
        return Written(file.kind, file.slug, file.path, file.text, document)


def _judge_id(file: ContentFile) -> None:
    """Note a problem if the file's setting `id` differs from its name."""
    place = DOCUMENT_KINDS[file.kind].place
    if not (isinstance(place, Folder) and place.with_id):
        return
    written = file.front.get("id")
    if written and written.value != file.slug:
        what = f"the id “{written.value}” and the file's name “{file.slug}” differ"
        fix = "give both the same word; a published id never changes"
        file.problems.add(written.line, what, fix)
