"""Issuing: once for a person and a course, frozen; withdrawn only by the ledger."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from school.certificates.rules.code import normalize_code
from school.certificates.service.finding import (
    find_certificate,
    find_certificate_by_code,
    list_certificates,
    read_pdf,
)
from school.certificates.service.issuing import CannotBeIssued, NotFinished
from school.certificates.service.waiting import issue_waiting
from school.certificates.tables import Certificate
from school.config import Config
from school.credits.service.awards import OwnHours, UnclearReason
from school.credits.service.corrections import correct_entry as correct_entry
from school.credits.service.corrections import reverse_entry as take_back
from school.credits.service.ledger import append_entry, find_entry
from school.db import Database
from school.documents.service.editions import store_release
from school.people.tables import AuditEntry, Person
from tests import make
from tests.cast import NOON, identity
from tests.certificates import acts as certificates
from tests.credits import acts, chain
from tests.credits.acts import reverse_entry

OLU = identity("olu")
REASON = "The name changed on the license"


def test_a_finished_course_brings_a_certificate(session):
    certificate = certificates.finish_and_claim(session)
    assert (certificate.person_id, certificate.course_slug, certificate.revision) == (
        1,
        "nmt-elective",
        1,
    )
    assert certificate.minutes == 60
    assert certificate.completed_on == date(2026, 11, 20)
    assert certificate.entries == [3, 1, 2], "in the order of their days"
    assert certificate.fields["name"] == "Ana Reyes"
    assert certificate.fields["verify_url"] == f"https://school.example/verify/{certificate.code}"
    assert normalize_code(certificate.code) == certificate.code


def test_the_stored_bytes_are_the_ones_that_the_hash_names(database):
    with database.writing() as session:
        certificate = certificates.finish_and_claim(session)
    with database.reading() as session:
        pdf = read_pdf(session, certificate)
    assert pdf.startswith(b"%PDF-")
    assert hashlib.sha256(pdf).hexdigest() == certificate.pdf_sha256


def test_an_unfinished_course_brings_none(session):
    acts.enroll(session)
    acts.pass_quiz(session, registrar=acts.registrar(session, certifying=True))
    assert certificates.find_last(session) is None
    with pytest.raises(NotFinished):
        certificates.claim(session)


def test_the_act_that_finishes_a_course_brings_its_certificate(session):
    acts.finish_course(session, certifying=True)
    first = certificates.find_last(session)
    assert first.entries == list(certificates.find_completion(session).entries)
    assert certificates.claim(session) is first
    assert session.scalars(select(Certificate.id)).all() == [first.id]


def test_what_is_missing_lets_the_certificate_wait_and_stops_nothing_else(session):
    unsigned = [make.draft("school", "school", replace(make.school_facts(), signatories=()))]
    signed = [draft for draft in make.drafts() if draft.kind != "school"]
    store_release(session, "Ines Calder", signed + unsigned, NOON)
    acts.finish_course(session, certifying=True)
    assert certificates.find_completion(session).minutes == 60
    assert certificates.find_last(session) is None
    with pytest.raises(CannotBeIssued) as refused:
        certificates.claim(session)
    lacking = "Missing: an administrator who signs, an instructor who signs."
    assert lacking in str(refused.value.message)
    assert issue_waiting(session, certificates.ISSUER, acts.library(session), NOON) == 0
    store_release(session, "Ines Calder", make.drafts(), NOON)
    later = NOON + timedelta(days=3)
    assert issue_waiting(session, certificates.ISSUER, acts.library(session), later) == 1
    certificate = certificates.find_last(session)
    assert (certificate.revision, certificate.issued_at) == (1, later)
    assert certificate.completed_on == date(2026, 11, 20), "the day of the hours, not of the paper"
    assert issue_waiting(session, certificates.ISSUER, acts.library(session), later) == 0


def finish_unrecorded(session) -> None:
    """As an older program left somebody: everything is earned, but no completion is recorded."""
    acts.enroll(session)
    for facts in [chain.entry(), chain.entry(family="trigger-points"), chain.class_entry(1, 44)]:
        append_entry(session, facts, NOON)


def test_whoever_was_finished_before_an_upgrade_gets_the_certificate_with_the_next_publication(
    session,
):
    finish_unrecorded(session)
    assert certificates.read_course_standing(session).completion is None
    assert issue_waiting(session, certificates.ISSUER, acts.library(session), NOON) == 1
    assert certificates.find_last(session).entries == list(
        certificates.find_completion(session).entries
    )
    assert issue_waiting(session, certificates.ISSUER, acts.library(session), NOON) == 0


def test_whoever_lacks_a_minute_or_a_part_is_not_settled(session):
    acts.enroll(session)
    for facts in [chain.entry(), chain.class_entry(1, 59)]:
        append_entry(session, facts, NOON)
    assert issue_waiting(session, certificates.ISSUER, acts.library(session), NOON) == 0
    assert certificates.find_last(session) is None


def test_a_certificate_that_a_correction_replaces_may_wait_for_what_is_missing(session):
    """Neither the one before nor another person's counts for the new completion."""
    certificates.finish_and_claim(session, "ana")
    certificates.finish_and_claim(session, "ben")
    unsigned = replace(make.school_facts(), signatories=())
    others = [draft for draft in make.drafts() if draft.kind != "school"]
    store_release(session, "Ines Calder", [*others, make.draft("school", "school", unsigned)], NOON)
    later = NOON + timedelta(days=3)
    registrar = acts.registrar(session, certifying=True)
    correct_entry(
        session, registrar, OLU, find_entry(session, 3), 50, "The sheet says 50 minutes", later
    )
    assert certificates.find_last(session).revision == 1
    store_release(session, "Ines Calder", make.drafts(), later)
    assert issue_waiting(session, certificates.ISSUER, acts.library(session), later) == 1
    assert certificates.find_last(session).revision == 2
    assert certificates.find_last(session, "ben").revision == 1


def test_somebody_waits_though_another_has_the_certificate_of_the_course(session):
    acts.finish_course(session, "ben")
    certificates.finish_and_claim(session, "ana")
    assert issue_waiting(session, certificates.ISSUER, acts.library(session), NOON) == 1
    assert certificates.find_last(session, "ben").revision == 1


def test_a_certificate_bears_the_local_day_on_which_it_is_issued(session):
    """Eight in the evening in Los Angeles is the next morning in Greenwich."""
    evening = NOON.replace(hour=4) + timedelta(days=1)
    assert certificates.finish_and_claim(session, now=evening).fields["issued_on"] == "2026-11-20"


def test_a_course_that_is_finished_without_what_was_taken_back_is_certified_anew(session):
    """An hour more was recorded before the course was finished; the rest is enough without it."""
    acts.enroll(session)
    surplus = acts.add_class_time(session, 60, held_on=date(2026, 11, 18))
    acts.finish_course(session, certifying=True)
    first = certificates.find_last(session)
    assert surplus.seq in first.entries
    registrar = acts.registrar(session, certifying=True)
    (completion,) = take_back(session, registrar, OLU, surplus, REASON, NOON).completions
    assert completion.number == 2
    assert certificates.find_last(session).entries == list(completion.entries)
    assert certificates.find_last(session).revision == 2


def test_what_does_not_stand_any_more_does_not_wait(session):
    acts.finish_course(session)
    reverse_entry(session, OLU, find_entry(session, 1), REASON, NOON)
    assert issue_waiting(session, certificates.ISSUER, acts.library(session), NOON) == 0
    assert certificates.find_last(session) is None


def test_a_reversal_withdraws_without_a_write(database):
    with database.writing() as session:
        certificate = certificates.finish_and_claim(session)
        held = find_certificate(session, certificate.id)
        assert held.status == "valid"
        reverse_entry(session, OLU, find_entry(session, 1), REASON, NOON)
    with database.reading() as session:
        assert find_certificate(session, certificate.id).status == "withdrawn"
        assert find_certificate_by_code(session, certificate.code).status == "withdrawn"
        assert [held.status for held in list_certificates(session, 1)] == ["withdrawn"]
        assert read_pdf(session, certificate).startswith(b"%PDF-")


def test_taking_back_hours_that_came_later_withdraws_nothing(session):
    certificate = certificates.finish_and_claim(session)
    extra = acts.add_class_time(session, 30, held_on=date(2026, 11, 20))
    reverse_entry(session, OLU, extra, REASON, NOON)
    assert find_certificate(session, certificate.id).status == "valid"


def test_somebody_elses_reversal_withdraws_nothing(session):
    anas = certificates.finish_and_claim(session, "ana")
    bens = certificates.finish_and_claim(session, "ben")
    reverse_entry(session, OLU, find_entry(session, bens.entries[0]), REASON, NOON)
    assert find_certificate(session, anas.id).status == "valid"
    assert find_certificate(session, bens.id).status == "withdrawn"


def test_a_new_name_is_printed_on_a_new_revision_and_the_old_one_is_kept(session):
    first = certificates.finish_and_claim(session)
    session.execute(update(Person).where(Person.id == 1).values(name="Ana Reyes-Lindqvist"))
    later = NOON + timedelta(days=30)
    second = certificates.reissue(session, first, reason=REASON, now=later)
    assert (second.revision, second.fields["revision"]) == (2, 2)
    assert (first.fields["name"], second.fields["name"]) == ("Ana Reyes", "Ana Reyes-Lindqvist")
    assert second.code != first.code
    assert second.completed_on == first.completed_on
    assert [(h.certificate.revision, h.status) for h in list_certificates(session, 1)] == [
        (2, "valid"),
        (1, "superseded"),
    ]
    assert certificates.claim(session, now=later) is second
    audited = session.scalars(
        select(AuditEntry).where(AuditEntry.act == "certificate:reissue")
    ).one()
    assert (audited.thing, audited.detail["reason"]) == ("person/1", REASON)


def test_a_reissue_sent_twice_makes_one_revision(session):
    first = certificates.finish_and_claim(session)
    second = certificates.reissue(session, first)
    assert certificates.reissue(session, first) is second


def test_a_correction_that_leaves_the_course_finished_brings_the_next_revision(session):
    first = certificates.finish_and_claim(session)
    registrar = acts.registrar(session, certifying=True)
    corrected = correct_entry(
        session, registrar, OLU, find_entry(session, 3), 50, "The sheet says 50 minutes", NOON
    )
    second = certificates.find_last(session)
    assert [completion.number for completion in corrected.completions] == [2]
    assert (second.revision, second.entries) == (2, list(corrected.completions[0].entries))
    assert find_certificate(session, second.id).status == "valid"
    assert find_certificate(session, first.id).status == "superseded"


def test_a_correction_that_leaves_it_unfinished_withdraws(session):
    first = certificates.finish_and_claim(session)
    registrar = acts.registrar(session, certifying=True)
    corrected = correct_entry(
        session, registrar, OLU, find_entry(session, 3), 20, "The sheet says 20 minutes", NOON
    )
    assert corrected.completions == ()
    assert certificates.find_last(session) is first
    assert find_certificate(session, first.id).status == "withdrawn"


def test_hours_that_come_after_the_completion_change_no_certificate(session):
    first = certificates.finish_and_claim(session)
    registrar = acts.registrar(session, certifying=True)
    later = acts.grant_class_time(session, 30, registrar=registrar, held_on=date(2026, 11, 20))
    assert later.completions == ()
    assert certificates.find_last(session) is first
    assert find_certificate(session, first.id).status == "valid"


def test_what_no_longer_holds_is_not_issued_again(session):
    first = certificates.finish_and_claim(session)
    reverse_entry(session, OLU, find_entry(session, 1), REASON, NOON)
    with pytest.raises(NotFinished):
        certificates.reissue(session, first)


def test_a_certificate_is_issued_again_whatever_became_of_the_course(session):
    """The course asks for twice the hours, then is retired; what was earned stays earned."""
    first = certificates.finish_and_claim(session)
    harder = make.course(minutes=120, title="Twice as long")
    store_release(session, "Ines Calder", make.drafts(course=harder), NOON)
    second = certificates.reissue(session, first)
    assert (second.minutes, second.fields["title"]) == (60, "Neuromuscular Therapy elective")
    taught = [draft for draft in make.drafts() if draft.slug != "nmt-elective"]
    store_release(session, "Ines Calder", taught, NOON)
    third = certificates.reissue(session, second)
    assert (third.revision, third.fields["hours"], third.edition_id) == (
        3,
        first.fields["hours"],
        first.edition_id,
    )


def test_a_reissue_needs_a_reason_and_somebody_else(session):
    first = certificates.finish_and_claim(session)
    with pytest.raises(UnclearReason):
        certificates.reissue(session, first, reason="because")
    with pytest.raises(OwnHours):
        certificates.reissue(session, first, name="ana")


@pytest.mark.parametrize(
    "tamper",
    [
        lambda s: s.execute(update(Certificate).values(minutes=999)),
        lambda s: s.execute(update(Certificate).values(fields={"name": "Somebody"})),
        lambda s: s.execute(delete(Certificate)),
        lambda s: s.bulk_update_mappings(Certificate, [{"id": 1, "minutes": 999}]),
    ],
)
def test_a_certificate_is_never_changed_or_removed(database, tamper):
    with database.writing() as session:
        certificates.finish_and_claim(session)
    with pytest.raises(DBAPIError, match="never changed or removed"), database.writing() as session:
        tamper(session)


def test_eight_at_once_issue_one(config: Config):
    database = Database(config)
    with database.writing() as session:
        acts.finish_course(session)
    start, issued = threading.Barrier(8), []

    def work() -> None:
        start.wait()
        with database.writing() as session:
            issued.append(certificates.claim(session).id)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(issued) == 8
    assert len(set(issued)) == 1
    database.close()


def test_a_code_is_found_however_it_is_typed(session):
    code = certificates.finish_and_claim(session).code
    for typed in (code, code.lower(), code.replace("-", " "), f" {code.replace('-', '')} "):
        assert find_certificate_by_code(session, typed).certificate.code == code
    assert find_certificate_by_code(session, "0000-0000-0000-0000") is None
    assert find_certificate_by_code(session, "nonsense") is None
