"""Which pattern an answer fits better than the one that was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from school.body.rules.atlas import Atlas, Painted
from school.body.rules.marking import credit_coverage, mark_zone, measure_coverage
from school.body.rules.strokes import paint_drawing, paint_regions
from school.cards.rules.answers import Given, Marked, named
from school.cards.rules.cards import Card, known_regions, same_zone, zone_of
from school.cards.rules.decks import Deck, Pattern

FITS = Fraction(1, 2)  # an answer that fits nothing well is no confusion but not knowing
CLEARLY_BETTER = Fraction(1, 5)  # than it fits the pattern that was asked for
LOOKED_AT = 3  # patterns that are marked in full: the rough measure may swap near neighbours


def confused_with(
    card: Card, given: Given, marked: Marked | None, deck: Deck, atlas: Atlas
) -> str | None:
    """The id of the other graded pattern that the answer means, or seems to mean; None where there is no such.

    zone: the pattern whose zone the answer fits best, if it fits it with a score of at least 0.5, and better by
    0.2 than the one asked for. Where several fit alike, one of the same muscle group comes first, then the order
    of the deck. name: the pattern that was named. Other kinds do not confuse two zones. None where nothing was
    tried. A pattern with the very zone that was asked for is never a confusion: an answer fits both alike.
    """
    if marked is None or card.pattern is None:
        return None
    if card.kind == "name":
        return _named(card.pattern, given, deck)
    return _fitted(card.pattern, given, marked, deck, atlas) if card.kind == "zone" else None


def _named(asked: Pattern, given: Given, deck: Deck) -> str | None:
    said = named(" ".join(given.muscles), deck)
    return said.id if said and said in deck.graded and said not in same_zone(deck, asked) else None


def _fitted(asked: Pattern, given: Given, marked: Marked, deck: Deck, atlas: Atlas) -> str | None:
    if given.drawing and given.draws:
        paint = paint_drawing(given.drawing, atlas)
    else:
        paint = paint_regions(known_regions(deck, given.regions), atlas)
    least = max(FITS, marked.score + CLEARLY_BETTER)
    scores = [
        (mark_zone(zone_of(other), paint, atlas).score, other)
        for other in _likely(asked, paint, deck, atlas)
    ]
    fitting = [
        (score, other.group == asked.group, other) for score, other in scores if score >= least
    ]
    return max(fitting, key=lambda fit: fit[:2])[2].id if fitting else None


def _likely(asked: Pattern, paint: Painted, deck: Deck, atlas: Atlas) -> list[Pattern]:
    """The few patterns that the answer fits best by the regions it covers, in the order of the deck where alike.

    The cells of an answer are counted once, for all patterns; marking it for each of them takes twenty times as long.
    """
    credits = {key: credit_coverage(share) for key, share in measure_coverage(paint, atlas).items()}
    in_all = sum(credits.values(), Fraction())
    rough = [(_rough(other, credits, in_all, atlas), other) for other in deck.graded]
    rough.sort(key=lambda fit: (-fit[0], fit[1].group != asked.group))
    return [other for _score, other in rough[:LOOKED_AT]]


def _rough(
    pattern: Pattern, credits: Mapping[str, Fraction], in_all: Fraction, atlas: Atlas
) -> Fraction:
    """The score of a zone by whole regions: regions that overlap, and skin between them, are left out of account."""
    hit = sum(
        (credits.get(atlas.find_studied_key(region), Fraction()) for region in pattern.primary),
        Fraction(),
    )
    fine = {atlas.find_studied_key(region) for region in (*pattern.primary, *pattern.spillover)}
    if pattern.crosses_midline:
        fine |= {f"{key[:-2]}.L" for key in fine if key.endswith(".R")}
    charted = sum((credits.get(key, Fraction()) for key in fine), Fraction())
    return 2 * hit / (2 * len(pattern.primary) + in_all - charted)
