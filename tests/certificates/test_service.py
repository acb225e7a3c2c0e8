"""Issuing: once for a person and a course, frozen; withdrawn by the ledger alone; again only for a reason."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from school.certificates.rules.code import normalise_code
from school.certificates.service.finding import (
    certificate_by_code,
    certificate_by_id,
    certificates_of,
    pdf_bytes,
)
from school.certificates.service.issuing import (
    CannotBeIssued,
    Issuer,
    NotFinished,
    issue,
    issue_if_finished,
    reissue,
)
from school.certificates.tables import Certificate
from school.config import Config
from school.credits.service.awards import OwnHours, UnclearReason
from school.credits.service.corrections import correct, reverse
from school.credits.service.ledger import entry
from school.db import Database
from school.people.tables import AuditEntry, Person
from tests.cast import NOON, identity
from tests.certificates import acts as certificates
from tests.credits import acts

OLU = identity("olu")
REASON = "The name changed on the license"


def test_a_finished_course_brings_a_certificate(session):
    certificate = certificates.certify(session)
    assert (certificate.person_id, certificate.course_slug, certificate.revision) == (1, "nmt-elective", 1)
    assert certificate.minutes == 60
    assert certificate.completed_on == date(2026, 11, 20)
    assert certificate.entries == [3, 1, 2], "in the order of their days"
    assert certificate.fields["name"] == "Ana Reyes"
    assert certificate.fields["verify_url"] == f"https://school.example/verify/{certificate.code}"
    assert normalise_code(certificate.code) == certificate.code


def test_the_stored_bytes_are_the_ones_that_the_hash_names(database):
    with database.writing() as session:
        certificate = certificates.certify(session)
    with database.reading() as session:
        pdf = pdf_bytes(session, certificate)
    assert pdf.startswith(b"%PDF-")
    assert hashlib.sha256(pdf).hexdigest() == certificate.pdf_sha256


def test_an_unfinished_course_brings_none(session):
    acts.enrol(session)
    acts.pass_quiz(session)
    unfinished = certificates.standing(session)
    assert issue_if_finished(session, 1, unfinished, certificates.issuer(session), NOON) is None
    with pytest.raises(NotFinished):
        issue(session, 1, unfinished, certificates.issuer(session), NOON)


def test_it_is_issued_once(session):
    first = certificates.certify(session)
    again = issue_if_finished(session, 1, certificates.standing(session), certificates.issuer(session), NOON)
    assert again is first
    assert session.scalars(select(Certificate.id)).all() == [first.id]


def test_what_is_missing_stops_the_certificate_and_not_the_hand_in(session):
    acts.finish(session)
    nobody_signs = Issuer(replace(acts.catalogue(session).school, signatories=()), certificates.BASE_URL)
    assert issue_if_finished(session, 1, certificates.standing(session), nobody_signs, NOON) is None
    with pytest.raises(CannotBeIssued) as refused:
        issue(session, 1, certificates.standing(session), nobody_signs, NOON)
    assert refused.value.what == ("an administrator who signs", "an instructor who signs")
    assert "an instructor who signs" in refused.value.sentence
    later = issue(session, 1, certificates.standing(session), certificates.issuer(session), NOON)
    assert later.revision == 1


def test_a_reversal_withdraws_without_a_write(database):
    with database.writing() as session:
        certificate = certificates.certify(session)
        held = certificate_by_id(session, certificate.id)
        assert held.status == "valid"
        reverse(session, OLU, entry(session, 1), REASON, NOON)
    with database.reading() as session:
        assert certificate_by_id(session, certificate.id).status == "withdrawn"
        assert certificate_by_code(session, certificate.code).status == "withdrawn"
        assert [held.status for held in certificates_of(session, 1)] == ["withdrawn"]
        assert pdf_bytes(session, certificate).startswith(b"%PDF-")


def test_taking_back_hours_that_came_later_withdraws_nothing(session):
    certificate = certificates.certify(session)
    extra = acts.attend(session, 30, held_on=date(2026, 11, 20))
    reverse(session, OLU, extra, REASON, NOON)
    assert certificate_by_id(session, certificate.id).status == "valid"


def test_somebody_elses_reversal_withdraws_nothing(session):
    anas = certificates.certify(session, "ana")
    bens = certificates.certify(session, "ben")
    reverse(session, OLU, entry(session, bens.entries[0]), REASON, NOON)
    assert certificate_by_id(session, anas.id).status == "valid"
    assert certificate_by_id(session, bens.id).status == "withdrawn"


def test_a_new_name_is_printed_on_a_new_revision_and_the_old_one_is_kept(session):
    first = certificates.certify(session)
    session.execute(update(Person).where(Person.id == 1).values(name="Ana Reyes-Lindqvist"))
    later = NOON + timedelta(days=30)
    issuer = certificates.issuer(session)
    second = reissue(session, OLU, first, certificates.standing(session), issuer, REASON, later)
    assert (second.revision, second.fields["revision"]) == (2, 2)
    assert (first.fields["name"], second.fields["name"]) == ("Ana Reyes", "Ana Reyes-Lindqvist")
    assert second.code != first.code
    assert second.completed_on == first.completed_on
    assert [(h.certificate.revision, h.status) for h in certificates_of(session, 1)] == [
        (2, "valid"),
        (1, "superseded"),
    ]
    assert issue(session, 1, certificates.standing(session), issuer, later) is second
    audited = session.scalars(select(AuditEntry).where(AuditEntry.act == "certificate:reissue")).one()
    assert (audited.thing, audited.detail["reason"]) == ("person/1", REASON)


def test_a_reissue_sent_twice_makes_one_revision(session):
    first = certificates.certify(session)
    issuer = certificates.issuer(session)
    second = reissue(session, OLU, first, certificates.standing(session), issuer, REASON, NOON)
    assert reissue(session, OLU, first, certificates.standing(session), issuer, REASON, NOON) is second


def test_a_corrected_entry_is_certified_by_a_reissue(session):
    first = certificates.certify(session)
    correct(session, OLU, entry(session, 3), 50, "The sheet says 50 minutes", NOON)
    assert certificate_by_id(session, first.id).status == "withdrawn"
    second = reissue(session, OLU, first, certificates.standing(session), certificates.issuer(session), REASON, NOON)
    assert certificate_by_id(session, second.id).status == "valid"
    assert certificate_by_id(session, first.id).status == "superseded"


def test_what_no_longer_holds_is_not_issued_again(session):
    first = certificates.certify(session)
    reverse(session, OLU, entry(session, 1), REASON, NOON)
    with pytest.raises(NotFinished):
        reissue(session, OLU, first, certificates.standing(session), certificates.issuer(session), REASON, NOON)


def test_a_reissue_needs_a_reason_and_somebody_else(session):
    first = certificates.certify(session)
    given = certificates.standing(session), certificates.issuer(session)
    with pytest.raises(UnclearReason):
        reissue(session, OLU, first, *given, "because", NOON)
    with pytest.raises(OwnHours):
        reissue(session, identity("ana"), first, *given, REASON, NOON)


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
        certificates.certify(session)
    with pytest.raises(DBAPIError, match="never changed or removed"), database.writing() as session:
        tamper(session)


def test_eight_at_once_issue_one(config: Config):
    database = Database(config)
    with database.writing() as session:
        acts.finish(session)
    start, issued = threading.Barrier(8), []

    def work() -> None:
        start.wait()
        with database.writing() as session:
            standing, issuer = certificates.standing(session), certificates.issuer(session)
            issued.append(issue(session, 1, standing, issuer, NOON).id)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(issued) == 8
    assert len(set(issued)) == 1
    database.close()


def test_a_code_is_found_however_it_is_typed(session):
    code = certificates.certify(session).code
    for typed in (code, code.lower(), code.replace("-", " "), f" {code.replace('-', '')} "):
        assert certificate_by_code(session, typed).certificate.code == code
    assert certificate_by_code(session, "0000-0000-0000-0000") is None
    assert certificate_by_code(session, "nonsense") is None
