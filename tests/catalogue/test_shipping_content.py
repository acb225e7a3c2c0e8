"""The content that the school ships is in order."""

from __future__ import annotations

from school.config import ROOT
from school.documents.service.folder import check


def test_the_shipped_content_has_no_problems():
    content = check(ROOT / "content")
    assert not content.problems, "\n" + "\n".join(str(problem) for problem in content.problems)
    assert content.count("module") == content.count("quiz") == 9


def test_every_shipped_picture_is_shown_somewhere():
    content = check(ROOT / "content")
    text = str([written.document for written in content.documents if written.kind == "module"])
    assert [path for path, figure in content.figures.items() if figure.url not in text] == []
