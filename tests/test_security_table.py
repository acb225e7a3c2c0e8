"""docs/security.md names files that are there, every chapter, and few deviations."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
MOST_DEVIATIONS = 8


def test_every_file_that_it_names_is_there():
    paths = set(re.findall(r"`((?:school|tests|docs)/[^`]+|[a-z]+\.(?:lock|toml))`", TEXT))
    assert len(paths) > 30
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []


def test_every_chapter_has_a_row():
    table = TEXT.split("\n## ")[0]
    named = {int(number) for number in re.findall(r"V(\d+)", table)}
    assert named == set(range(1, 18))


def test_there_are_few_deviations_and_each_has_its_requirement():
    deviations = re.findall(r"^\d+\. \*\*(.*)", TEXT, re.M)
    assert 0 < len(deviations) <= MOST_DEVIATIONS
    assert all(re.match(r"\d+\.\d+\.\d+", deviation) for deviation in deviations)
