"""The administrator's pages: everybody, one person, the audit log."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.people.forms import InviteForm, RoleForm
from school.people.guard import person_or_404
from school.people.service import administration
from school.people.service.audit import ENTRIES_A_PAGE, read_audit_page
from school.people.service.joining import AddressTaken
from school.people.service.people import PEOPLE_A_PAGE, list_names, list_sign_ins, read_people_page
from school.people.tables import Person
from school.people.views import reader
from school.people.views.blueprint import bp
from school.web.context import allow, guard, now, session, who
from school.web.pagination import Page, page_number

ACT = "people:administer"


@bp.get("/people")
@allow(ACT)
def people() -> ResponseReturnValue:
    return _render_people(InviteForm())


@bp.post("/people")
@allow(ACT, expired_page=people)
def send_invitation() -> ResponseReturnValue:
    form = InviteForm()
    if not form.accepted():
        return _render_people(form), 422
    email, name, site = form.email.data or "", form.name.data or "", reader.get_site()
    try:
        person = administration.invite_person(
            session(), who(), email, name, form.role.data, site, now()
        )
    except AddressTaken as taken:
        form.email.errors = [str(taken.message)]
        return _render_people(form), 422
    return _return_to_person(
        person, f"{person.name} is invited. The link is on its way to {person.email}."
    )


@bp.get("/people/<int:person_id>")
@allow(ACT)
def person(person_id: int) -> ResponseReturnValue:
    return _render_person(_find_person(person_id))


@bp.post("/people/<int:person_id>/role")
@allow(ACT, expired_page=lambda person_id: _render_person(_find_person(person_id), RoleForm()))
def set_role(person_id: int) -> ResponseReturnValue:
    person, form = _find_person(person_id), RoleForm()
    if not form.accepted():
        return _render_person(person, form), 422
    administration.change_role(session(), who(), person, form.role.data, now())
    return _return_to_person(
        person, f"{person.name} is now {person.role}, and has to sign in again."
    )


@bp.post("/people/<int:person_id>/disable")
@allow(ACT)
def disable_person(person_id: int) -> ResponseReturnValue:
    person = _find_person(person_id)
    administration.disable_account(session(), who(), person, now())
    return _return_to_person(
        person, f"{person.name} cannot sign in any more. Nothing of theirs was deleted."
    )


@bp.post("/people/<int:person_id>/enable")
@allow(ACT)
def enable_person(person_id: int) -> ResponseReturnValue:
    person = _find_person(person_id)
    administration.enable_account(session(), who(), person, now())
    return _return_to_person(person, f"{person.name} can sign in again.")


@bp.post("/people/<int:person_id>/invite-again")
@allow(ACT)
def invite_again(person_id: int) -> ResponseReturnValue:
    person = _find_person(person_id)
    administration.resend_invitation(session(), who(), person, reader.get_site(), now())
    return _return_to_person(person, f"A new link is on its way to {person.email}.")


@bp.get("/people/audit")
@allow("audit:see")
def audit_log() -> ResponseReturnValue:
    number = page_number()
    log = read_audit_page(session(), number)
    page = Page(number, ENTRIES_A_PAGE, log.total)
    return render_template("people/audit.html", entries=log.entries, page=page)


def _find_person(person_id: int) -> Person:
    return guard(ACT, person_or_404(person_id))


def _return_to_person(person: Person, sentence: str) -> ResponseReturnValue:
    flash(sentence, "ok")
    return redirect(url_for("people.person", person_id=person.id), 303)


def _render_people(form: InviteForm) -> str:
    search, number = request.args.get("q", "").strip()[:100], page_number()
    matches = read_people_page(session(), search, number)
    page = Page(number, PEOPLE_A_PAGE, matches.total)
    return render_template(
        "people/people.html", people=matches.people, page=page, search=search, form=form
    )


def _render_person(person: Person, form: RoleForm | None = None) -> str:
    return render_template(
        "people/person.html",
        person=person,
        form=form or RoleForm(formdata=None, role=person.role),
        names=list_names(session(), person.id),
        devices=list_sign_ins(session(), person.id, now()),
        entries=read_audit_page(session(), 1, f"person/{person.id}").entries,
    )
