"""The red flags of the pain finder: they name what there is."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from school.finder.rules.flags import DOORS, FLAGS, find_flags_for

CONTENT = Path(__file__).resolve().parents[2] / "content"


def deck_regions() -> list[str]:
    deck = yaml.safe_load(
        (CONTENT / "flashcards/referral-patterns.yaml").read_text(encoding="utf-8")
    )
    return [region["id"] for region in deck["regions"]]


def areas() -> set[str]:
    return {region.split(".")[0] for region in deck_regions()}


def test_each_flag_names_areas_of_the_body_map():
    named = set().union(*(flag.areas for flag in FLAGS))
    assert named <= areas()


def test_each_source_is_in_the_bibliography():
    sources = yaml.safe_load((CONTENT / "sources.yaml").read_text(encoding="utf-8"))["sources"]
    assert {id for flag in FLAGS for id in flag.sources} <= set(sources)


@pytest.mark.parametrize("learn", sorted({flag.learn for flag in FLAGS if flag.learn}))
def test_each_flag_leads_to_a_section_that_cites_its_sources(learn):
    module, anchor = learn.split("#")
    text = (CONTENT / f"modules/{module}.md").read_text(encoding="utf-8")
    section = next(part for part in text.split("\n## ") if f"{{#{anchor}}}" in part.splitlines()[0])
    for flag in FLAGS:
        if flag.learn == learn:
            assert all(f"[^{source}]" in section for source in flag.sources), flag


def test_every_area_has_something_that_cannot_wait_and_something_to_ask_a_physician():
    for area in areas():
        doors = find_flags_for([f"{area}.anywhere"])
        assert "first" in doors, area
        assert "emergency" in doors, area


def test_the_most_urgent_door_comes_first_and_other_areas_stay_out():
    doors = find_flags_for(["head.temple"])
    assert list(doors) == [door for door in DOORS if door in doors]
    said = [flag for those in doors.values() for flag in those]
    assert all("head" in flag.areas or not flag.areas for flag in said)
    assert not any("calf" in flag.says for flag in said)


def test_where_nothing_hurts_nothing_is_asked():
    assert find_flags_for([]) == {}
