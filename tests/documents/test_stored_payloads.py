"""What is stored of a small content tree, byte for byte: it changes only by a migration."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import select

from school.documents.service.publishing import publish_folder
from school.documents.tables import Edition, Release
from tests.catalogue import tree

STORED = Path(__file__).parent / "stored.json"


def test_the_small_tree_is_stored_as_ever(session, tmp_path, noon):
    outcome = publish_folder(session, "Ines Calder", tree.write(tmp_path, tree.WITH_WORDS), noon)
    assert not outcome.problems
    release = session.get_one(Release, outcome.release_id)
    editions = select(Edition).where(Edition.id.in_(release.editions)).order_by(Edition.path)
    stored = [
        {
            "kind": edition.kind,
            "slug": edition.slug,
            "path": edition.path,
            "sha256": edition.sha256,
            "payload": edition.payload,
        }
        for edition in session.scalars(editions)
    ]
    written = json.dumps(stored, indent=1, ensure_ascii=False) + "\n"
    assert written == STORED.read_text("utf-8")
