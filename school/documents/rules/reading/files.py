"""A file of the content tree that holds a document, read as far as possible without the others."""

from __future__ import annotations

from dataclasses import dataclass

from school.documents.rules.reading.settings import Settings
from school.markup.front import Located, read_yaml
from school.markup.problems import Problems
from school.markup.structure import Document, read_document


@dataclass(frozen=True)
class ContentFile:
    """One file: its place, its text, its settings, and its structure where it is Markdown."""

    path: str  # below the tree's top
    kind: str
    slug: str
    text: str
    problems: Problems
    front: dict[str, Located]
    document: Document  # empty for a file that is all settings

    def settings(self) -> Settings:
        """Return the file's settings, which are asked for one by one."""
        return Settings.of_file(self.front, self.problems)


def parse_file(path: str, kind: str, slug: str, text: str, problems: Problems) -> ContentFile:
    """Return the file with its settings and structure. What cannot be read becomes a problem."""
    if path.endswith(".yaml"):
        document = Document("")
        front = read_yaml(text, problems)
    else:
        document = read_document(path, text, problems)
        front = document.front
    if not front and not problems.items:
        problems.add(1, "the file has no settings", "docs/authoring.md shows what it needs")
    return ContentFile(path, kind, slug, text, problems, front, document)
