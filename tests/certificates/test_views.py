"""What readers see of certificates, and what strangers may learn from a code."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from school.certificates.tables import Certificate
from school.credits.service.ledger import find_entry
from tests.cast import NOON, identity, token
from tests.certificates import acts as certificates
from tests.credits import acts
from tests.credits.acts import reverse_entry

pytestmark = pytest.mark.databases("sqlite")

REASON = "The name changed on the license"


@pytest.fixture
def write(app):
    return app.extensions["database"].writing


@pytest.fixture
def issued(write) -> Certificate:
    """Ana's certificate of the elective."""
    with write() as session:
        return certificates.finish_and_claim(session)


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return " ".join(response.get_data(as_text=True).split())


def test_somebody_without_one_is_told_what_to_do(ana, write):
    assert "Choose a course" in text(ana.get("/certificates"))
    with write() as session:
        acts.enroll(session)
    assert "See what is left" in text(ana.get("/certificates"))


def test_a_finished_course_without_a_certificate_can_ask_for_it(ana, write):
    with write() as session:
        acts.finish_course(session)
    assert "Issue the certificate" in text(ana.get("/certificates"))
    form = {"csrf_token": token(ana, "/certificates"), "course": "nmt-elective"}
    answers = [ana.post("/certificates", data=form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert "Neuromuscular Therapy elective" in text(ana.get(answers[0].headers["Location"]))


def test_an_unfinished_course_cannot(ana, write):
    with write() as session:
        acts.enroll(session)
    form = {"csrf_token": token(ana, "/account"), "course": "nmt-elective"}
    assert "not finished yet" in text(ana.post("/certificates", data=form), 409)
    assert ana.post("/certificates", data=form | {"course": "nothing"}).status_code == 404
    assert ana.post("/certificates", data={"course": "nmt-elective"}).status_code == 400


def test_its_owner_sees_it_and_what_it_rests_on(ana, issued):
    page = text(ana.get(f"/certificates/{issued.id}"))
    for part in (
        "1 clock hour",
        "Live, in person",
        "44 minutes",
        "valid",
        issued.code,
        'href="/hours/1"',
        "20 November 2026",
    ):
        assert part in page, part
    assert "Issue it again" not in page


def test_the_pdf_is_the_stored_one(ana, issued, write):
    response = ana.get(f"/certificates/{issued.id}.pdf")
    assert response.mimetype == "application/pdf"
    assert (
        response.headers["Content-Disposition"]
        == f'attachment; filename="certificate-{issued.code}.pdf"'
    )
    with write() as session:
        assert response.data == session.scalars(select(Certificate.pdf)).one()


def test_somebody_elses_certificate_is_not_there(ben, ines, issued):
    for browser in (ben, ines):
        for path in (
            f"/certificates/{issued.id}",
            f"/certificates/{issued.id}.pdf",
            f"/certificates/{10**30}",
        ):
            assert browser.get(path).status_code == 404


def test_an_officer_issues_it_again(olu, issued):
    page = f"/certificates/{issued.id}"
    form = {"csrf_token": token(olu, page), "reason": REASON}
    answer = olu.post(f"{page}/reissue", data=form)
    assert answer.status_code == 303
    assert "revision 2" in text(olu.get(answer.headers["Location"]))
    old = text(olu.get(page))
    assert "superseded" in old
    assert "Issue it again" not in old


def test_a_reissue_without_a_reason_comes_back_with_what_was_typed(olu, issued, write):
    page = f"/certificates/{issued.id}"
    answer = text(
        olu.post(f"{page}/reissue", data={"csrf_token": token(olu, page), "reason": "short"}), 422
    )
    assert ">\nshort" in answer or ">short" in answer or "> short" in answer
    assert "aria-invalid" in answer
    with write() as session:
        assert session.scalar(select(func.count()).select_from(Certificate)) == 1


def test_its_owner_cannot_issue_it_again(ana, issued):
    form = {"csrf_token": token(ana, "/account"), "reason": REASON}
    assert ana.post(f"/certificates/{issued.id}/reissue", data=form).status_code == 403


def test_anyone_with_the_code_sees_what_it_states(client, issued):
    response = client.get(f"/verify/{issued.code}")
    page = text(response)
    assert response.headers["X-Robots-Tag"] == "noindex"
    for part in (
        "This certificate is valid",
        "Ana Reyes",
        "1 clock hour",
        "NMT School",
        "Ada Whitfield",
    ):
        assert part in page, part


def test_a_code_shows_nothing_that_the_certificate_does_not(client, issued):
    page = text(client.get(f"/verify/{issued.code}"))
    assert "ana@school.example" not in page
    assert "/hours/" not in page
    assert f"/certificates/{issued.id}" not in page


def test_a_code_may_be_typed_carelessly(client, issued):
    assert "is valid" in text(
        client.get("/verify", query_string={"code": issued.code.lower().replace("-", " ")})
    )


def test_a_withdrawn_certificate_stays_visible_as_withdrawn(client, ana, issued, write):
    with write() as session:
        reverse_entry(session, identity("olu"), find_entry(session, 1), REASON, NOON)
    page = text(client.get(f"/verify/{issued.code}"))
    assert "This certificate was withdrawn" in page
    assert "valid" not in page
    assert REASON not in page, "why is nobody else's business"
    assert "withdrawn" in text(ana.get(f"/certificates/{issued.id}"))


@pytest.mark.parametrize(
    "typed", ["0000-0000-0000-0000", "nonsense", "%00", "x" * 2000, "<script>alert(1)</script>"]
)
def test_every_code_that_leads_nowhere_gets_the_same_page(client, issued, typed):
    def nowhere(path):
        response = client.get(path)
        return response.status_code, response.get_data(), sorted(_plain(response.headers))

    expected = nowhere("/verify/ZZZZ-ZZZZ-ZZZZ-ZZZZ")
    assert expected[0] == 404
    assert nowhere(f"/verify/{typed.replace('/', '%2F')}") == expected or "/" in typed
    response = client.get("/verify", query_string={"code": typed})
    assert (response.status_code, response.get_data()) == expected[:2]


def _plain(headers) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, value in headers
        if not re.match("x-request-id|set-cookie|date", name, re.I)
    ]


def test_certificates_need_the_same_few_statements_however_many_there_are(
    ana, client, issued, count_statements, write
):
    def statements():
        counts = []
        for browser, path in (
            (ana, "/certificates"),
            (ana, f"/certificates/{issued.id}"),
            (ana, f"/certificates/{issued.id}.pdf"),
            (client, f"/verify/{issued.code}"),
        ):
            browser.get(path)
            with count_statements() as n:
                browser.get(path)
            counts.append(n())
        return counts

    before = statements()
    assert max(before) <= 6
    with write() as session:
        certificates.finish_and_claim(session, "ben")
        last = session.get_one(Certificate, issued.id)
        for _ in range(5):
            certificates.reissue(session, last)
    assert statements() == before
