"""Reads the bibliography, `sources.yaml`, and who the school is, `school.yaml`."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from school.catalogue.rules.documents import Provider, SchoolFacts, Signatory
from school.catalogue.rules.sources import Source
from school.documents.rules.reading.files import ContentFile
from school.documents.rules.reading.known import Known
from school.documents.rules.reading.outlines import Outline
from school.documents.rules.reading.settings import ID, Settings
from school.markup.page import EXPERT_REVIEW

THIS_CENTURY_ENDS = 2100
EARLIEST = 1500


def outline_sources(file: ContentFile) -> Outline:
    """Return the sources, which texts cite by their ids. Their problems are noted here, once."""
    settings = file.settings()
    settings.one_of("format", "sources/1")
    entries = settings.entries_by_id("sources")
    settings.refuse_unread()
    sources = {source_id: _read_source(source_id, entry) for source_id, entry in entries.items()}
    return Outline(citable=sources)


def read_sources(file: ContentFile, known: Known) -> dict[str, Source]:
    """Return the sources by id, in the order of the file."""
    return dict(known.find_outlines(file.kind)[file.slug].citable)


def _read_source(source_id: str, entry: Settings) -> Source:
    if not ID.fullmatch(source_id) or source_id == EXPERT_REVIEW:
        fix = "write the first author and the year, as in sikdar-2009"
        entry.problems.add(entry.line, f"“{source_id}” cannot be the id of a source", fix)
    source = Source(
        id=source_id,
        authors=entry.prose("authors"),
        title=entry.prose("title"),
        where=entry.text("where"),
        year=entry.whole_number("year", EARLIEST, THIS_CENTURY_ENDS),
        doi=entry.text("doi", ""),
        url=entry.address("url"),
        seen=entry.one_of("seen", "page", "title"),
    )
    if source.doi and not source.doi.startswith("10."):
        fix = "write it from 10. on, without https://doi.org/"
        entry.complain("doi", f"“{source.doi}” is not a DOI", fix)
    if not (source.doi or source.url):
        entry.problems.add(entry.line, "nobody can find this source", "add doi: or url:")
    entry.refuse_unread()
    return source


def read_school(file: ContentFile, _known: Known) -> SchoolFacts:
    """Return what certificates say about the school."""
    settings = file.settings()
    settings.one_of("format", "school/1")
    facts = SchoolFacts(
        name=settings.text("name"),
        place=settings.text("place"),
        email=settings.text("contact"),
        zone=settings.text("time_zone"),
        signatories=tuple(_read_signatory(entry) for entry in settings.entries("signatories")),
        providers=tuple(
            _read_provider(entry) for entry in settings.entries("providers", needed=False)
        ),
    )
    if facts.zone and not _is_zone(facts.zone):
        fix = "write one as America/Los_Angeles"
        settings.complain("time_zone", f"there is no time zone {facts.zone}", fix)
    if facts.email and "@" not in facts.email:
        what = f"“{facts.email}” is not an email address"
        settings.complain("contact", what, "write one as office@school.example")
    settings.refuse_unread()
    return facts


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, not a name at all, or the name of a folder
        return False
    return True


def _read_signatory(entry: Settings) -> Signatory:
    signatory = Signatory(entry.text("name"), entry.text("role"))
    entry.refuse_unread()
    return signatory


def _read_provider(entry: Settings) -> Provider:
    provider = Provider(entry.text("body"), entry.text("number"))
    entry.refuse_unread()
    return provider
