"""The chain: any single change of a ledger is found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from school.credits.rules.ledger import (
    FORMATS,
    NEWEST_FORMAT,
    BadFacts,
    Entry,
    Fault,
    Head,
    encode_entry,
    find_faults,
    find_followed_seq,
    hash_entry,
    judge_facts,
)
from tests.cast import NOON
from tests.credits.chain import entry, link_entries

moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
texts = st.text(st.characters(blacklist_categories=["Cs"]), max_size=12)
numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
any_entry = st.builds(
    entry,
    person_id=st.integers(1, 5),
    family=texts,
    title=texts,
    minutes=st.integers(1, 600),
    once_key=texts,
    earned_at=moments,
    recorded_at=moments,
    attempt_id=st.none() | st.integers(1, 99),
    reason=texts,
    format=st.sampled_from([1, 2]),
    evidence=st.dictionaries(
        texts, st.integers() | texts | st.floats(allow_nan=False, allow_infinity=False), max_size=3
    ),
)
ledgers = st.lists(any_entry, min_size=1, max_size=6).map(link_entries)


def list_faults(entries: Iterable[Entry], noted: Head | None = None) -> list[Fault]:
    return list(find_faults(entries, noted))


@given(ledgers)
def test_a_whole_ledger_has_no_fault(chain):
    assert list_faults(chain) == []
    assert list_faults(chain, Head(chain[-1].seq, chain[-1].hash)) == []


CHANGES = {
    "person_id": st.integers(1, 9),
    "book": st.sampled_from(["elective", "ce"]),
    "course_slug": texts,
    "kind": st.sampled_from(["quiz", "classroom", "correction", "reversal"]),
    "delivery": st.sampled_from(["live", "self-study"]),
    "family": texts,
    "title": texts,
    "minutes": st.integers(-600, 600),
    "once_key": texts,
    "earned_at": moments,
    "earned_on": st.dates(),
    "zone": texts,
    "recorded_at": moments,
    "recorded_by_id": st.none() | st.integers(1, 9),
    "attempt_id": st.none() | st.integers(1, 99),
    "edition_id": st.none() | st.integers(1, 99),
    "reverses_id": st.none() | st.integers(1, 9),
    "follows_id": st.none() | st.integers(1, 9),
    "clock_minutes": st.none() | st.integers(1, 600),
    "format": st.integers(0, 3),
    "reason": texts,
    "evidence": st.dictionaries(texts, st.integers(), max_size=2),
    "prev_hash": texts,
    "hash": texts,
    "seq": st.integers(1, 9),
}


def test_every_field_is_tried():
    assert CHANGES.keys() == Entry.__dataclass_fields__.keys()


@given(ledgers, st.data())
def test_any_single_change_is_found(chain, data):
    at = data.draw(st.integers(0, len(chain) - 1))
    name = data.draw(st.sampled_from(sorted(CHANGES)))
    changed = replace(chain[at], **{name: data.draw(CHANGES[name])})
    assume(getattr(changed, name) != getattr(chain[at], name))
    assert list_faults([*chain[:at], changed, *chain[at + 1 :]])


@given(ledgers, st.data())
def test_any_single_removal_is_found(chain, data):
    noted = Head(chain[-1].seq, chain[-1].hash)
    at = data.draw(st.integers(0, len(chain) - 1))
    rest = [*chain[:at], *chain[at + 1 :]]
    assert list_faults(rest, noted)
    if at < len(chain) - 1:
        assert list_faults(rest), "only a cut tail needs the noted head"


@given(ledgers, st.data())
def test_any_swap_is_found(chain, data):
    assume(len(chain) > 1)
    first, second = sorted(
        data.draw(st.sets(st.integers(0, len(chain) - 1), min_size=2, max_size=2))
    )
    chain[first], chain[second] = chain[second], chain[first]
    assert list_faults(chain)
    renumbered = [replace(link, seq=seq) for seq, link in enumerate(chain, 1)]
    assert list_faults(renumbered)


@given(ledgers, any_entry, st.data())
def test_any_insertion_before_the_end_is_found(chain, forged, data):
    at = data.draw(st.integers(0, len(chain) - 1))
    forged = replace(forged, seq=at + 1, prev_hash=chain[at - 1].hash if at else "")
    forged = replace(forged, hash=hash_entry(forged))
    assume(forged.hash != chain[at].hash)
    assert list_faults([*chain[:at], forged, *chain[at:]])


@given(ledgers, any_entry)
def test_a_ledger_computed_anew_is_told_by_the_noted_head(chain, another_entry):
    noted = Head(chain[-1].seq, chain[-1].hash)
    forged = link_entries([another_entry, *chain[1:]])
    assume(forged[0].hash != chain[0].hash)
    assert list_faults(forged) == []
    assert [fault.what for fault in list_faults(forged, noted)] == [
        "is not the entry that was noted"
    ]


def test_an_entry_rewritten_and_sealed_anew_breaks_the_chain_behind_it():
    """Whoever can rewrite a row can also compute its hash, but the next entry names the old one."""
    chain = link_entries([entry(1), entry(2), entry(3)])
    rewritten = replace(chain[1], minutes=999)
    chain[1] = replace(rewritten, hash=hash_entry(rewritten))
    assert [str(fault) for fault in list_faults(chain)] == [
        "entry 3: does not follow the entry before it"
    ]


def test_a_fault_says_where_and_what():
    chain = link_entries([entry(1), entry(2), entry(3)])
    chain[1] = replace(chain[1], minutes=999)
    assert [str(fault) for fault in list_faults(chain)] == [
        "entry 2: does not say what it said when it was written"
    ]


def test_the_same_instant_in_another_zone_is_the_same_entry():
    elsewhere = replace(entry(), earned_at=NOON.astimezone(ZoneInfo("Asia/Tokyo")))
    assert encode_entry(elsewhere) == encode_entry(entry())


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_json_does_not_know_is_never_hashed(number):
    """Another program could not read the bytes, so it could not check the hash."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        encode_entry(entry(evidence={"percent": number}))


def test_what_is_hashed_never_changes_its_form():
    """Ledgers in the world rest on these bytes."""
    eight = NOON.replace(microsecond=0)
    sealed = encode_entry(
        entry(format=1, reason="é", earned_at=eight + timedelta(microseconds=5), recorded_at=eight)
    )
    assert sealed == (
        b'{"attempt_id":null,"book":"elective","course_slug":"nmt-elective",'
        b'"delivery":"self-study","earned_at":"2026-11-20T20:00:00.000005Z",'
        b'"earned_on":"2026-11-20","edition_id":null,'
        b'"evidence":{"percent":90,"worksheet":{"ncbtmb_minutes":8.0}},'
        b'"family":"ischemia","kind":"quiz","minutes":8,'
        b'"once_key":"quiz:1:ischemia","person_id":1,"prev_hash":"","reason":"\\u00e9",'
        b'"recorded_at":"2026-11-20T20:00:00.000000Z","recorded_by_id":null,'
        b'"reverses_id":null,"seq":1,"title":"Ischemia","zone":"America/Los_Angeles"}'
    )


def test_what_format_2_hashes_never_changes_its_form():
    sealed = encode_entry(entry(evidence={}, follows_id=7, clock_minutes=50))
    assert sealed == (
        b'{"attempt_id":null,"book":"elective","clock_minutes":50,"course_slug":"nmt-elective",'
        b'"delivery":"self-study","earned_at":"2026-11-20T20:00:00.271828Z",'
        b'"earned_on":"2026-11-20","edition_id":null,"evidence":{},"family":"ischemia",'
        b'"follows_id":7,"format":2,"kind":"quiz","minutes":8,'
        b'"once_key":"quiz:1:ischemia","person_id":1,"prev_hash":"","reason":"",'
        b'"recorded_at":"2026-11-20T20:00:00.271828Z","recorded_by_id":null,'
        b'"reverses_id":null,"seq":1,"title":"Ischemia","zone":"America/Los_Angeles"}'
    )


def test_each_format_covers_all_that_an_entry_says():
    """The newest one leaves out the hash alone, so that no field can be changed unseen."""
    every_field = set(Entry.__dataclass_fields__) - {"hash"}
    assert set(FORMATS[NEWEST_FORMAT]) == every_field


@dataclass(frozen=True, kw_only=True)
class EntryOfTomorrow(Entry):
    """An entry with a field that only a later program knows."""

    topic: str = ""


def test_a_ledger_that_learns_a_field_keeps_its_old_entries_whole():
    formats = {**FORMATS, 3: (*FORMATS[NEWEST_FORMAT], "topic")}
    old = link_entries([entry(1), entry(2, format=1, once_key="another")])
    facts = asdict(entry(3, format=3, once_key="a third", prev_hash=old[-1].hash))
    new = EntryOfTomorrow(**facts, topic="ethics")
    new = replace(new, hash=hash_entry(new, formats))
    assert list(find_faults([*old, new], formats=formats)) == []
    forged = replace(new, topic="anatomy")
    assert [fault.seq for fault in find_faults([*old, forged], formats=formats)] == [3]
    assert [str(fault) for fault in list_faults([*old, new])] == [
        "entry 3: has format 3, which this program does not know"
    ]


def test_no_number_that_json_does_not_know_is_hashed():
    with pytest.raises(ValueError, match="not JSON compliant"):
        encode_entry(entry(evidence={"percent": float("nan")}))


GRANT = entry()
BAD_FACTS = {
    "an unknown kind": {"kind": "gift"},
    "an unknown book": {"book": "diary"},
    "an unknown delivery": {"delivery": "by post"},
    "no minutes": {"minutes": 0},
    "a grant of fewer than no minutes": {"minutes": -8},
    "a reversal of minutes above zero": {"kind": "reversal", "reverses_id": 1},
    "a reversal of nothing": {"kind": "reversal", "minutes": -8},
    "a grant that reverses": {"reverses_id": 1},
    "a grant that follows": {"follows_id": 1},
    "a correction of nothing": {"kind": "correction"},
    "a restoration of nothing": {"kind": "restoration"},
    "a transfer of nothing": {"kind": "transfer"},
    "no time that was spent": {"clock_minutes": 0},
}


@pytest.mark.parametrize("what", BAD_FACTS)
def test_facts_that_their_kind_does_not_allow_are_refused(what):
    with pytest.raises(BadFacts):
        judge_facts(replace(GRANT, **BAD_FACTS[what]))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"kind": "classroom", "delivery": "live"},
        {"kind": "workshop", "delivery": "live", "clock_minutes": 480},
        {"kind": "check-off", "delivery": "live"},
        {"kind": "reversal", "minutes": -8, "reverses_id": 1},
        {"kind": "correction", "follows_id": 1},
        {"kind": "restoration", "follows_id": 1},
        {"kind": "transfer", "follows_id": 1, "book": "ce"},
    ],
)
def test_facts_of_every_kind_can_be_written(changes):
    judge_facts(replace(GRANT, **changes))


@pytest.mark.parametrize(("field", "value"), [("follows_id", 1), ("clock_minutes", 50)])
def test_a_field_that_format_1_does_not_hash_is_empty_in_it(field, value):
    """Or anybody could fill it in, and no hash would tell."""
    chain = link_entries([entry(1, format=1)])
    filled = [replace(chain[0], **{field: value})]
    assert [str(fault) for fault in list_faults(filled)] == [
        f"entry 1: has a {field}, which its format does not cover"
    ]


def test_an_entry_names_what_it_follows_and_one_of_format_1_in_its_evidence():
    assert find_followed_seq(entry(3, kind="correction", follows_id=1)) == 1
    assert find_followed_seq(entry(3, kind="correction", format=1, evidence={"corrects": 2})) == 2
    assert find_followed_seq(entry(3)) is None
