"""A deck of referral patterns, `flashcards/<id>.yaml`."""

from __future__ import annotations

import difflib

from school.cards.rules.decks import Deck, DeckSource, Pattern, Region
from school.cards.rules.reading.about import judge_about
from school.documents.rules.reading.files import ContentFile
from school.documents.rules.reading.known import Known
from school.documents.rules.reading.settings import LOOSE_ID, Settings

LEAST_RETENTION, MOST_RETENTION = 0.7, 0.97
MOST_NEW_CARDS = 100


def read_deck_of_patterns(file: ContentFile, known: Known) -> Deck:
    """The deck; regions and sources that a pattern names must be in it."""
    settings = file.settings()
    settings.one_of("format", "deck/1")
    settings.text("id")  # compared with the file's name by the reader of the tree
    sources = tuple(
        _source(source_id, entry) for source_id, entry in settings.entries_by_id("sources").items()
    )
    entries = settings.entries("regions")
    regions = tuple(_region(entry) for entry in entries)
    places, named = {region.id for region in regions}, {source.id for source in sources}
    written = settings.entries("patterns")
    deck = Deck(
        slug=file.slug,
        title=settings.prose("title"),
        summary=settings.prose("summary", most=300),
        caution=settings.prose("caution"),
        retention=settings.number("retention", LEAST_RETENTION, MOST_RETENTION),
        new_per_day=settings.whole_number("new_per_day", 0, MOST_NEW_CARDS),
        regions=regions,
        patterns=tuple(_pattern(entry, places, named, known) for entry in written),
        sources=sources,
    )
    settings.refuse_unread()
    if settings.values.get("patterns") == []:
        settings.complain(
            "patterns", "the deck has no patterns", "docs/authoring.md shows what one needs"
        )
    _no_twins("id", [region.id for region in regions], entries)
    _no_twins("name", [pattern.name for pattern in deck.patterns], written)
    _on_the_map([region.id for region in regions], entries, known.body_map)
    return deck


def _source(source_id: str, entry: Settings) -> DeckSource:
    source = DeckSource(
        source_id,
        entry.prose("title"),
        entry.address("url"),
        entry.text("kind"),
        entry.text("note", ""),
    )
    entry.refuse_unread()
    return source


def _region(entry: Settings) -> Region:
    region = Region(
        entry.id(pattern=LOOSE_ID),
        entry.text("label"),
        entry.text("description", ""),
        entry.flag("paired", True),
    )
    entry.refuse_unread()
    return region


def _pattern(entry: Settings, places: set[str], sources: set[str], known: Known) -> Pattern:
    pattern = Pattern(
        id=entry.id(pattern=LOOSE_ID),
        name=entry.text("name"),
        muscle=entry.text("muscle"),
        group=entry.id("group", pattern=LOOSE_ID),
        primary=_among(entry, "primary", places, "region"),
        spillover=_among(entry, "spillover", places, "region", needed=False),
        crosses_midline=entry.flag("crosses_midline", False),
        evidence=entry.one_of("evidence", "found", "partial", "general"),
        trp_location=entry.text("trp_location", ""),
        action=entry.text("action", ""),
        innervation=entry.text("innervation", ""),
        mimics=entry.texts("mimics", needed=False),
        note=entry.text("note", ""),
        sources=_among(entry, "sources", sources, "source", needed=False),
        part=entry.text("part", ""),
        refer_first=entry.text("refer_first", ""),
        split=entry.one_of("primary_spillover_split", "source", "editorial", default="editorial"),
        point=entry.flag("point", True),
        about=entry.texts("about", needed=False),
    )
    entry.refuse_unread()
    _judge(pattern, entry)
    judge_about(known, pattern.about, lambda what, fix: entry.complain("about", what, fix))
    return pattern


def _judge(pattern: Pattern, entry: Settings) -> None:
    if pattern.evidence == "found" and not pattern.sources:
        entry.complain(
            "evidence",
            "evidence is found, but no source is named",
            "name the source, or write general",
        )
    if not pattern.primary:
        entry.complain(
            "primary", f"the pattern “{pattern.id}” has no main zone", "name at least one region"
        )
    for region in set(pattern.primary) & set(pattern.spillover):
        entry.complain(
            "spillover", f"the region “{region}” is both a main and a lesser zone", "keep it in one"
        )


def _among(
    entry: Settings, name: str, known: set[str], what: str, needed: bool = True
) -> tuple[str, ...]:
    found = entry.texts(name, needed)
    for index, each in enumerate(found):
        if each not in known:
            entry.complain(
                name,
                f"there is no {what} “{each}” in this deck",
                f"add the {what}, or mend the id",
                index,
            )
        elif each in found[:index]:
            entry.complain(name, f"the {what} “{each}” stands here twice", "keep one", index)
    return found


def _no_twins(what: str, given: list[str], entries: list[Settings]) -> None:
    """A region's id says which it is, and the name of a pattern is what its cards ask for."""
    seen: set[str] = set()
    for each, entry in zip(given, entries, strict=True):
        if each and each in seen:
            entry.complain(
                what, f"the {what} “{each}” is taken by an earlier entry", "give it one of its own"
            )
        seen.add(each)


def _on_the_map(ids: list[str], entries: list[Settings], body_map: frozenset[str]) -> None:
    """A region that the figure does not draw could neither be shown nor painted."""
    for each, entry in zip(ids, entries, strict=True):
        if body_map and each not in body_map:
            entry.complain(
                "id", f"the region “{each}” is not on the body map", _nearest(each, body_map)
            )


def _nearest(region: str, body_map: frozenset[str]) -> str:
    near = difflib.get_close_matches(region, sorted(body_map), n=1)
    return (
        f"did you mean {near[0]}?"
        if near
        else "draw it in body/regions.yaml of the school's own content"
    )
