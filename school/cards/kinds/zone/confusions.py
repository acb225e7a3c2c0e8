"""Which pattern a painted answer fits better than the one that was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from school.body.rules.atlas import Atlas, Painted
from school.body.rules.marking import credit_coverage, mark_zone, measure_coverage
from school.cards.rules.answers import Mark
from school.cards.rules.cards import Card, zone_of
from school.cards.rules.decks import Deck, Pattern

FITS = Fraction(1, 2)  # an answer that fits nothing well is no confusion but not knowing
CLEARLY_BETTER = Fraction(1, 5)  # than it fits the pattern that was asked for
LOOKED_AT = 3  # patterns that are marked in full: the rough measure may swap near neighbours


def confusion(card: Card, mark: Mark, deck: Deck, atlas: Atlas) -> str | None:
    """The id of the other graded pattern that a marked answer seems to mean; None where there is
    no such.

    The pattern whose zone the answer fits best, if it fits it with a score of at least 0.5, and
    better by 0.2 than the one asked for. Where several fit alike, one of the same muscle group
    comes first, then the order of the deck. A pattern with the very zone that was asked for is
    never a confusion: an answer fits both alike. The mark brings the painted cells, so that none
    is painted twice.
    """
    asked = card.pattern
    if asked is None or mark.painted is None:
        return None
    least = max(FITS, mark.score + CLEARLY_BETTER)
    best: tuple[Fraction, bool] | None = None
    means = None
    for pattern in _likely(asked, mark.painted, deck, atlas):
        score = mark_zone(zone_of(pattern), mark.painted, atlas).score
        fit = (score, pattern.group == asked.group)
        if score >= least and (best is None or fit > best):
            best, means = fit, pattern.id
    return means


def _likely(asked: Pattern, paint: Painted, deck: Deck, atlas: Atlas) -> list[Pattern]:
    """The few patterns that the answer fits best by the regions it covers, in the order of the
    deck where alike.

    The cells of an answer are counted once, for all patterns; marking it for each of them takes
    twenty times as long.
    """
    credits = {key: credit_coverage(share) for key, share in measure_coverage(paint, atlas).items()}
    in_all = sum(credits.values(), Fraction())
    rough = [(_rough(other, credits, in_all, atlas), other) for other in deck.graded]
    rough.sort(key=lambda fit: (-fit[0], fit[1].group != asked.group))
    return [other for _score, other in rough[:LOOKED_AT]]


def _rough(
    pattern: Pattern, credits: Mapping[str, Fraction], in_all: Fraction, atlas: Atlas
) -> Fraction:
    """The score of a zone by whole regions: regions that overlap, and skin between them, are left
    out of account.
    """
    hit = sum(
        (credits.get(atlas.find_studied_key(region), Fraction()) for region in pattern.primary),
        Fraction(),
    )
    fine = {atlas.find_studied_key(region) for region in (*pattern.primary, *pattern.spillover)}
    if pattern.crosses_midline:
        fine |= {f"{key[:-2]}.L" for key in fine if key.endswith(".R")}
    charted = sum((credits.get(key, Fraction()) for key in fine), Fraction())
    return 2 * hit / (2 * len(pattern.primary) + in_all - charted)
