"""What somebody who searches wants of the pain finder."""

from __future__ import annotations

import pytest

from school.catalogue.rules.query import read_query
from school.config import ROOT
from school.documents.service.folder import check
from school.finder.rules.asked import PEOPLE_SAY, regions_meant


@pytest.fixture(scope="module")
def regions():
    (deck,) = (
        w.document for w in check(ROOT / "content").documents if w.slug == "referral-patterns"
    )
    return deck.regions


def meant(typed: str, regions) -> tuple[str, ...] | None:
    query = read_query(typed)
    assert query
    found = regions_meant(query.words, regions)
    return None if found is None else tuple(region.id for region in found)


@pytest.mark.parametrize("typed", ["where does it hurt", "pain", "it aches", "Where is my pain?"])
def test_who_asks_where_it_hurts_names_no_place(regions, typed):
    assert meant(typed, regions) == ()


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
    found = meant(typed, regions)
    assert found is not None
    assert region in found
    assert not_region not in found


def test_who_types_no_word_asks_for_nothing(regions):
    assert regions_meant((), regions) is None


def test_a_headache_is_the_whole_head(regions):
    assert meant("headache", regions) == tuple(
        region.id for region in regions if region.id.startswith("head.")
    )


@pytest.mark.parametrize(
    "typed",
    ["supraspinatus", "ischemia pain", "trigger point", "confidence interval", "b", "point"],
)
def test_who_asks_for_something_else_is_offered_nothing(regions, typed):
    assert meant(typed, regions) is None


def test_what_people_say_leads_to_regions_that_there_are(regions):
    known = {region.id for region in regions}
    areas = {region.id.split(".")[0] for region in regions}
    assert {place for places in PEOPLE_SAY.values() for place in places} <= known | areas
