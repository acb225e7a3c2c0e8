"""The content that the school ships is in order."""

from __future__ import annotations

from school.config import ROOT
from school.documents.service.folder import check_folder


def test_the_shipped_content_has_no_problems():
    content = check_folder(ROOT / "content")
    assert not content.problems, "\n" + "\n".join(str(problem) for problem in content.problems)
    assert content.count_documents("module") == content.count_documents("quiz") == 9


def test_every_shipped_picture_is_shown_somewhere():
    content = check_folder(ROOT / "content")
    text = str([written.document for written in content.documents if written.kind == "module"])
    assert [path for path, figure in content.figures.items() if figure.url not in text] == []
