"""Which regions a search is about."""

from __future__ import annotations

import pytest

from school.catalogue.rules.query import read_query
from school.config import ROOT
from school.documents.service.folder import check_folder
from school.finder.rules.asked import PEOPLE_SAY, find_regions_meant


@pytest.fixture(scope="module")
def regions():
    (deck,) = (
        w.document
        for w in check_folder(ROOT / "content").documents
        if w.slug == "referral-patterns"
    )
    return deck.regions


def find_ids(typed: str, regions) -> tuple[str, ...] | None:
    query = read_query(typed)
    assert query
    regions_found = find_regions_meant(query.words, regions)
    return None if regions_found is None else tuple(region.id for region in regions_found)


@pytest.mark.parametrize("typed", ["where does it hurt", "pain", "it aches", "Where is my pain?"])
def test_who_asks_where_it_hurts_names_no_place(regions, typed):
    assert find_ids(typed, regions) == ()


@pytest.mark.parametrize(
    ("typed", "region", "not_region"),
    [
        ("shoulder pain", "shoulder.top", "scapula.body"),
        ("pain in my left shoulder", "shoulder.axilla", "arm.lateral"),
        ("lower back pain", "lumbar.paraspinal", "thigh.posterior_lower"),
        ("back of the head", "head.occiput", "head.temple"),
        ("temple", "head.temple", "head.eye"),
        ("jaw ache", "head.tmj", "head.ear"),
        ("toothache", "head.teeth_upper", "head.chin"),
        ("earache", "head.ear", "head.eye"),
        ("sore calf", "leg.posterior_upper", "leg.lateral"),
        ("outer elb", "elbow.lateral_epicondyle", "elbow.medial_epicondyle"),
        ("upper back", "thoracic.paraspinal_upper", "thigh.posterior_upper"),
    ],
)
def test_who_names_a_place_means_its_regions(regions, typed, region, not_region):
    region_ids = find_ids(typed, regions)
    assert region_ids is not None
    assert region in region_ids
    assert not_region not in region_ids


def test_who_types_no_word_asks_for_nothing(regions):
    assert find_regions_meant((), regions) is None


def test_a_headache_is_the_whole_head(regions):
    assert find_ids("headache", regions) == tuple(
        region.id for region in regions if region.id.startswith("head.")
    )


@pytest.mark.parametrize(
    "typed",
    ["supraspinatus", "ischemia pain", "trigger point", "confidence interval", "b", "point"],
)
def test_who_asks_for_something_else_is_offered_nothing(regions, typed):
    assert find_ids(typed, regions) is None


def test_what_people_say_leads_to_regions_that_there_are(regions):
    known = {region.id for region in regions}
    areas = {region.id.split(".")[0] for region in regions}
    assert {place for places in PEOPLE_SAY.values() for place in places} <= known | areas
