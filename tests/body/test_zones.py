"""Zones as charts name them."""

from __future__ import annotations

import pytest

from school.body.rules.zones import Zone, name_body_area


def test_a_region_is_essential_or_spillover_and_not_both():
    with pytest.raises(ValueError, match="not both"):
        Zone(frozenset({"hand.back"}), frozenset({"hand.back"}))


def test_a_zone_needs_an_essential_region():
    with pytest.raises(ValueError, match="essential"):
        Zone(frozenset(), frozenset({"hand.back"}))


def test_a_region_names_its_area():
    assert name_body_area("low_back.left") == "Low back"
