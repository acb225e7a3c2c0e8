"""How a person studies a deck: what they choose, the day they study for, cards set aside, fitted weights."""

from __future__ import annotations

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from school.cards.guard import deck_or_404
from school.cards.rules.cards import cards_of, kinds_in
from school.cards.rules.decks import Deck
from school.cards.rules.registry import CARD_KINDS
from school.catalogue.guard import catalogue
from school.core.refusals import Refusal
from school.memory.forms import ExaminationForm, SettingsForm
from school.memory.rules.overview import Overview, overview
from school.memory.rules.parameters import FEWEST_REVIEWS
from school.memory.service import optimising
from school.memory.views.blueprint import bp
from school.quizzes.rules.quiz import Quiz
from school.studying.rules.days import learning_day
from school.studying.rules.plans import Chosen, Examination, cards_for_quizzes
from school.studying.service import settings
from school.studying.service.known import known_in
from school.web.context import allow, database, now, session, who
from school.web.filters import counted, day, zone
from school.web.throttle import Throttle, Throttled


class TooManyFittings(Throttled):
    sentence = (
        "You have asked five times within an hour to have the model fitted. "
        "Please try again in {wait}."
    )


FITTINGS = Throttle(
    "fitting",
    most=5,
    within=timedelta(hours=1),
    refusal=TooManyFittings,
)
LONGEST_AHEAD = timedelta(days=730)
TOO_SOON = "This day is not ahead. Choose tomorrow or later, up to two years from now."


@bp.get("/cards/<deck>/settings")
@allow("cards:study")
def settings_of(deck: str) -> str:
    return _page(deck_or_404(deck), session())


@bp.post("/cards/<deck>/settings")
@allow("cards:study", expired_page=lambda deck: _choice_again(deck_or_404(deck)))
def choose(deck: str) -> ResponseReturnValue:
    found = deck_or_404(deck)
    form = _settings_form(found)
    if not form.accepted():
        return _page(found, session(), form=form), 422
    kinds, there = frozenset(form.kinds.data or ()), kinds_in(found)
    retention = (form.retention.data or 0) / 100
    chosen = Chosen(
        # What is as the deck has it goes on with the deck, should the deck change.
        new_per_day=None if form.new_per_day.data == found.new_per_day else form.new_per_day.data,
        retention=None if abs(retention - found.retention) < 0.001 else retention,
        kinds=None if kinds >= set(there) else kinds,
    )
    settings.choose(session(), who(), found, chosen)
    flash(
        "Saved. Cards that are scheduled keep their day; each goes the new way from its next review on.",
        "ok",
    )
    return redirect(url_for(".settings_of", deck=deck), 303)


@bp.post("/cards/<deck>/examination")
@allow("cards:study", expired_page=lambda deck: _examination_again(deck_or_404(deck)))
def set_examination(deck: str) -> ResponseReturnValue:
    found = deck_or_404(deck)
    form = _examination_form(found)
    if not form.accepted() or form.on_date.data is None:
        return _page(found, session(), examination_form=form), 422
    today = learning_day(now(), zone())
    if not today < form.on_date.data <= today + LONGEST_AHEAD:
        form.on_date.errors = [TOO_SOON]
        return _page(found, session(), examination_form=form), 422
    subject, _, slug = form.about.data.partition(":")
    settings.set_examination(session(), who(), Examination(subject, slug, form.on_date.data))
    title, cards = _about(found)[form.about.data]
    flash(f"{title}: {counted(cards, 'card')} will be ready for {day(form.on_date.data)}.", "ok")
    return redirect(url_for(".settings_of", deck=deck, _anchor="examination"), 303)


@bp.post("/cards/<deck>/examination/forget")
@allow("cards:study")
def forget_examination(deck: str) -> ResponseReturnValue:
    found = deck_or_404(deck)
    about = request.form.get("about", "")
    if about in _about(found):
        subject, _, slug = about.partition(":")
        settings.forget_examination(session(), who(), subject, slug)
    flash("The ordinary schedule goes on.", "ok")
    return redirect(url_for(".settings_of", deck=found.slug, _anchor="examination"), 303)


# Fitting takes seconds, and nobody must wait for the write lock meanwhile.
@bp.post("/cards/<deck>/optimise")
@allow("cards:study", door="own")
def optimise(deck: str) -> ResponseReturnValue:
    """Fit the model, or go back to its own weights where the button says so."""
    found = deck_or_404(deck)
    if request.form.get("forget"):
        with database().writing() as transaction:
            optimising.forget_weights(transaction, who(), found)
        flash("The deck is scheduled by the model’s own weights again.", "ok")
        return redirect(url_for(".settings_of", deck=deck, _anchor="weights"), 303)
    FITTINGS.count(f"person {who().id}", now())
    fitted, refused = None, None
    try:
        fitted = optimising.optimise(database(), who(), found, now())
    except (optimising.NoOptimiser, optimising.TooFewReviews) as refusal:
        refused = refusal
    with database().reading(own_writes=True) as transaction:
        return _page(found, transaction, refused=refused, fitted=fitted), 422 if refused else 200


def _page(
    found: Deck,
    transaction: Session,
    *,
    form: SettingsForm | None = None,
    examination_form: ExaminationForm | None = None,
    refused: Refusal | None = None,
    fitted: optimising.Fitted | None = None,
) -> str:
    seen: Overview = overview(
        cards_of(found), known_in(transaction, who().id, found), zone(), now()
    )
    form = form or _settings_form(found, seen)
    examination_form = examination_form or _examination_form(found, fresh=True)
    return render_template(
        "memory/settings.html",
        deck=found,
        seen=seen,
        form=form,
        kinds=[
            (kind, CARD_KINDS[kind].word, kind in (form.kinds.data or ()))
            for kind in kinds_in(found)
        ],
        examination_form=examination_form,
        names={key: title for key, (title, _cards) in _about(found).items()},
        without_cards=_without_cards(found),
        reviews=optimising.reviews_of(transaction, who(), found),
        fewest=FEWEST_REVIEWS,
        installed=optimising.is_installed(),
        expired=form.expired or examination_form.expired,
        refused=refused,
        fitted=fitted,
    )


def _choice_again(found: Deck) -> str:
    return _page(found, session(), form=_settings_form(found))


def _examination_again(found: Deck) -> str:
    return _page(found, session(), examination_form=_examination_form(found))


def _settings_form(found: Deck, seen: Overview | None = None) -> SettingsForm:
    """The form as it was sent; with `seen` as things are."""
    form = SettingsForm() if seen is None else SettingsForm(formdata=None)
    form.kinds.choices = [(kind, CARD_KINDS[kind].word) for kind in kinds_in(found)]
    if seen is not None:
        form.new_per_day.data = seen.plan.new_per_day
        form.retention.data = round(seen.plan.retention * 100)
        form.kinds.data = list(seen.plan.kinds or kinds_in(found))
    return form


def _examination_form(found: Deck, *, fresh: bool = False) -> ExaminationForm:
    form = ExaminationForm(formdata=None) if fresh else ExaminationForm()
    form.about.choices = [
        (key, f"{title} ({counted(cards, 'card')})")
        for key, (title, cards) in _about(found).items()
    ]
    return form


def _about(found: Deck) -> dict[str, tuple[str, int]]:
    """What an examination can be about, and how many cards that is: the deck, and quizzes that cards go with."""
    cards = cards_of(found)
    counts = cards_for_quizzes(cards.values(), found)
    quizzes = catalogue().of(Quiz)
    return {f"deck:{found.slug}": ("The whole deck", len(cards))} | {
        f"quiz:{slug}": (quizzes[slug].title, counts[slug]) for slug in quizzes if slug in counts
    }


def _without_cards(found: Deck) -> list[str]:
    """The quizzes that nothing of the deck goes with: a day for them would change nothing here."""
    return [quiz.title for slug, quiz in catalogue().of(Quiz).items() if slug not in found.quizzes]
