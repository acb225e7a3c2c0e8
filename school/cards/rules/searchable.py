"""What the search finds of a deck. Entries are stored, with their addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from school.cards.rules.decks import Deck, Pattern
from school.documents.rules.entries import Searchable


def search_deck(deck: Deck) -> Iterator[Searchable]:
    """The deck with the questions of its cards in words, and then each of its patterns."""
    questions = " ".join(card.question for card in deck.cards)
    yield Searchable(
        "deck", f"/cards/{deck.slug}", deck.title, "Cards", f"{deck.summary} {questions}"
    )
    labels = {region.id: region.label for region in deck.regions}
    for pattern in deck.patterns:
        url = f"/cards/{deck.slug}/patterns/{pattern.id}"
        yield Searchable("pattern", url, pattern.name, deck.title, _write_chart(pattern, labels))


def _write_chart(pattern: Pattern, labels: Mapping[str, str]) -> str:
    lines = {
        "Main zone": [labels[region] for region in pattern.primary],
        "Less often also": [labels[region] for region in pattern.spillover],
        "Can be mistaken for": pattern.mimics,
        "Trigger point": [pattern.trp_location],
        "Action": [pattern.action],
        "Nerve supply": [pattern.innervation],
        "Note": [pattern.note],
    }
    sentences = []
    for title, words in lines.items():
        if any(words):
            sentences.append(f"{title}: {'; '.join(words)}.")
    return " ".join(sentences)
