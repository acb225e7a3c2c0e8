"""A deck of referral patterns, `flashcards/<id>.yaml`."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from school.cards.rules.decks import Deck, DeckSource, Pattern, Region
from school.cards.rules.reading.about import judge_about
from school.documents.rules.reading.files import ContentFile
from school.documents.rules.reading.known import Known
from school.documents.rules.reading.settings import LOOSE_ID, Settings

LEAST_RETENTION, MOST_RETENTION = 0.7, 0.97
MOST_NEW_CARDS = 100


@dataclass(frozen=True)
class _Ids:
    """What the deck's patterns may name."""

    regions: set[str]
    sources: set[str]


def read_deck_of_patterns(file: ContentFile, known: Known) -> Deck:
    """The deck. It must have every region and source that a pattern names."""
    settings = file.settings()
    settings.one_of("format", "deck/1")
    settings.text("id")  # compared with the file's name by the reader of the tree
    sources = tuple(
        _read_source(source_id, entry)
        for source_id, entry in settings.entries_by_id("sources").items()
    )
    region_entries, pattern_entries = settings.entries("regions"), settings.entries("patterns")
    regions = tuple(_read_region(entry) for entry in region_entries)
    ids = _Ids({region.id for region in regions}, {source.id for source in sources})
    deck = Deck(
        slug=file.slug,
        title=settings.prose("title"),
        summary=settings.prose("summary", most=300),
        caution=settings.prose("caution"),
        retention=settings.number("retention", LEAST_RETENTION, MOST_RETENTION),
        new_per_day=settings.whole_number("new_per_day", 0, MOST_NEW_CARDS),
        regions=regions,
        patterns=tuple(_read_pattern(entry, ids, known) for entry in pattern_entries),
        sources=sources,
    )
    settings.refuse_unread()
    if settings.values.get("patterns") == []:
        fix = "docs/authoring.md shows what one needs"
        settings.complain("patterns", "the deck has no patterns", fix)
    _refuse_twins("id", [region.id for region in regions], region_entries)
    _refuse_twins("name", [pattern.name for pattern in deck.patterns], pattern_entries)
    _refuse_unmapped(regions, region_entries, known.body_map)
    return deck


def _read_source(source_id: str, entry: Settings) -> DeckSource:
    source = DeckSource(
        source_id,
        entry.prose("title"),
        entry.address("url"),
        entry.text("kind"),
        entry.text("note", ""),
    )
    entry.refuse_unread()
    return source


def _read_region(entry: Settings) -> Region:
    region = Region(
        entry.id(pattern=LOOSE_ID),
        entry.text("label"),
        entry.text("description", ""),
        entry.flag("paired", True),
    )
    entry.refuse_unread()
    return region


def _read_pattern(entry: Settings, ids: _Ids, known: Known) -> Pattern:
    pattern = Pattern(
        id=entry.id(pattern=LOOSE_ID),
        name=entry.text("name"),
        muscle=entry.text("muscle"),
        group=entry.id("group", pattern=LOOSE_ID),
        primary=_read_ids(entry, "primary", ids.regions, "region"),
        spillover=_read_ids(entry, "spillover", ids.regions, "region", needed=False),
        crosses_midline=entry.flag("crosses_midline", False),
        evidence=entry.one_of("evidence", "found", "partial", "general"),
        trp_location=entry.text("trp_location", ""),
        action=entry.text("action", ""),
        innervation=entry.text("innervation", ""),
        mimics=entry.texts("mimics", needed=False),
        note=entry.text("note", ""),
        sources=_read_ids(entry, "sources", ids.sources, "source", needed=False),
        part=entry.text("part", ""),
        refer_first=entry.text("refer_first", ""),
        split=entry.one_of("primary_spillover_split", "source", "editorial", default="editorial"),
        point=entry.flag("point", True),
        about=entry.texts("about", needed=False),
    )
    entry.refuse_unread()
    _judge_pattern(pattern, entry)
    judge_about(known, pattern.about, lambda what, fix: entry.complain("about", what, fix))
    return pattern


def _judge_pattern(pattern: Pattern, entry: Settings) -> None:
    if pattern.evidence == "found" and not pattern.sources:
        what = "evidence is found, but no source is named"
        entry.complain("evidence", what, "name the source, or write general")
    if not pattern.primary:
        what = f"the pattern “{pattern.id}” has no main zone"
        entry.complain("primary", what, "name at least one region")
    for region in set(pattern.primary) & set(pattern.spillover):
        what = f"the region “{region}” is both a main and a lesser zone"
        entry.complain("spillover", what, "keep it in one")


def _read_ids(
    entry: Settings, name: str, known_ids: set[str], noun: str, needed: bool = True
) -> tuple[str, ...]:
    """The ids under `name`, each of which must be known and different from the others."""
    ids = entry.texts(name, needed)
    for index, id in enumerate(ids):
        if id not in known_ids:
            what = f"there is no {noun} “{id}” in this deck"
            entry.complain(name, what, f"add the {noun}, or mend the id", index)
        elif id in ids[:index]:
            entry.complain(name, f"the {noun} “{id}” stands here twice", "keep one", index)
    return ids


def _refuse_twins(noun: str, values: list[str], entries: list[Settings]) -> None:
    """A region's id says which it is, and a pattern's name is what its cards ask for."""
    taken: set[str] = set()
    for value, entry in zip(values, entries, strict=True):
        if value and value in taken:
            what = f"the {noun} “{value}” is taken by an earlier entry"
            entry.complain(noun, what, "give it one of its own")
        taken.add(value)


def _refuse_unmapped(
    regions: tuple[Region, ...], entries: list[Settings], body_map: frozenset[str]
) -> None:
    """A region that is not drawn on the figure could neither be shown nor painted."""
    for region, entry in zip(regions, entries, strict=True):
        if body_map and region.id not in body_map:
            what = f"the region “{region.id}” is not on the body map"
            entry.complain("id", what, _suggest_region(region.id, body_map))


def _suggest_region(region: str, body_map: frozenset[str]) -> str:
    near = difflib.get_close_matches(region, sorted(body_map), n=1)
    if near:
        return f"did you mean {near[0]}?"
    return "draw it in body/regions.yaml of the school's own content"
