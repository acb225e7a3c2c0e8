"""Which pattern a painted answer fits better than the one that was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from school.body.rules.atlas import Atlas, Painted
from school.body.rules.marking import credit_coverage, mark_zone, measure_coverage
from school.cards.rules.answers import Mark
from school.cards.rules.cards import Card, make_zone
from school.cards.rules.decks import Deck, Pattern

FITS = Fraction(1, 2)  # an answer that fits nothing well is no confusion, but a guess
CLEARLY_BETTER = Fraction(1, 5)  # than it fits the pattern that was asked for
LOOKED_AT = 3  # patterns that are marked in full, because the estimate may swap close ones


def find_painted_instead(card: Card, mark: Mark, deck: Deck, atlas: Atlas) -> str | None:
    """The id of the other graded pattern that a marked answer seems to mean, or None.

    It is the pattern whose zone the answer fits best, if the score there is at least 0.5, and
    better by 0.2 than for the pattern that was asked. If several fit equally well, one of the same
    muscle group comes first, then the order of the deck decides. A pattern with the same zone as
    the one that was asked is never a confusion, because an answer fits both equally. The mark
    holds the painted cells, so that the drawing is not painted twice.
    """
    pattern_asked = card.pattern
    if pattern_asked is None or mark.painted is None:
        return None
    least = max(FITS, mark.score + CLEARLY_BETTER)
    best: tuple[Fraction, bool] | None = None
    means = None
    for pattern in _list_likely_patterns(pattern_asked, mark.painted, deck, atlas):
        score = mark_zone(make_zone(pattern), mark.painted, atlas).score
        fit = (score, pattern.group == pattern_asked.group)
        if score >= least and (best is None or fit > best):
            best, means = fit, pattern.id
    return means


def _list_likely_patterns(
    pattern_asked: Pattern, paint: Painted, deck: Deck, atlas: Atlas
) -> list[Pattern]:
    """The few patterns that the answer fits best, judged by the regions it covers.

    Equally good ones are in the order of the deck. The cells of an answer are counted once for all
    patterns, because marking it for each of them takes twenty times as long.
    """
    credits = {key: credit_coverage(share) for key, share in measure_coverage(paint, atlas).items()}
    in_all = sum(credits.values(), Fraction())

    def rank(pattern: Pattern) -> tuple[Fraction, bool]:
        return -_estimate_score(
            pattern, credits, in_all, atlas
        ), pattern.group != pattern_asked.group

    return sorted(deck.graded, key=rank)[:LOOKED_AT]


def _estimate_score(
    pattern: Pattern, credits: Mapping[str, Fraction], in_all: Fraction, atlas: Atlas
) -> Fraction:
    """The score of a pattern's zone by whole regions.

    It ignores that regions may overlap, and that there is skin between them.
    """
    main = [atlas.find_studied_key(region) for region in pattern.primary]
    fine = {*main, *(atlas.find_studied_key(region) for region in pattern.spillover)}
    if pattern.crosses_midline:
        fine |= {f"{key[:-2]}.L" for key in fine if key.endswith(".R")}
    hit = sum((credits.get(key, Fraction()) for key in main), Fraction())
    charted = sum((credits.get(key, Fraction()) for key in fine), Fraction())
    return 2 * hit / (2 * len(pattern.primary) + in_all - charted)
