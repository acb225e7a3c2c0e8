"""Pages on how a person studies a deck: pace, examination day, cards set aside, fitted weights."""

from __future__ import annotations

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from school.cards.guard import deck_or_404
from school.cards.rules.cards import count_cards_by_kind, index_cards
from school.cards.rules.decks import Deck
from school.cards.rules.registry import CARD_KINDS
from school.catalogue.guard import current_catalogue
from school.core.refusals import Refusal
from school.memory.forms import ExaminationForm, SettingsForm
from school.memory.rules.overview import DeckOverview, compile_overview
from school.memory.rules.parameters import FEWEST_REVIEWS
from school.memory.service import fitting
from school.memory.views.blueprint import bp
from school.quizzes.rules.quiz import Quiz
from school.studying.rules.days import learning_day
from school.studying.rules.plans import DeckChoice, Examination, count_cards_by_quiz
from school.studying.service import settings
from school.studying.service.records import read_deck_records
from school.web.context import allow, database, now, session, who
from school.web.filters import counted, day, zone
from school.web.limits import FITTINGS
from school.web.throttle import count_act

LONGEST_AHEAD = timedelta(days=730)
TOO_SOON = "Choose a future date: tomorrow or later, up to two years from now."


@bp.get("/cards/<deck>/settings")
@allow("cards:study")
def settings_of(deck: str) -> str:
    return _show_page(deck_or_404(deck), session())


@bp.post("/cards/<deck>/settings")
@allow("cards:study", expired_page=lambda deck: _show_choice_again(deck_or_404(deck)))
def choose(deck: str) -> ResponseReturnValue:
    studied_deck = deck_or_404(deck)
    form = _make_settings_form(studied_deck)
    if not form.accepted():
        return _show_page(studied_deck, session(), form=form), 422
    kinds = frozenset(form.kinds.data or ())
    retention = (form.retention.data or 0) / 100
    choice = DeckChoice(
        # A value equal to the deck's own isn't stored, so it follows the deck if the deck changes.
        new_per_day=None
        if form.new_per_day.data == studied_deck.new_per_day
        else form.new_per_day.data,
        retention=None if abs(retention - studied_deck.retention) < 0.001 else retention,
        kinds=None if kinds >= set(count_cards_by_kind(studied_deck)) else kinds,
    )
    settings.save_choice(session(), who(), studied_deck, choice)
    flash(
        "Saved. Scheduled cards keep their day; the change applies from each card’s next review.",
        "ok",
    )
    return redirect(url_for(".settings_of", deck=deck), 303)


@bp.post("/cards/<deck>/examination")
@allow("cards:study", expired_page=lambda deck: _show_examination_again(deck_or_404(deck)))
def set_examination(deck: str) -> ResponseReturnValue:
    studied_deck = deck_or_404(deck)
    form = _make_examination_form(studied_deck)
    if not form.accepted() or form.on_date.data is None:
        return _show_page(studied_deck, session(), examination_form=form), 422
    today = learning_day(now(), zone())
    if not today < form.on_date.data <= today + LONGEST_AHEAD:
        form.on_date.errors = [TOO_SOON]
        return _show_page(studied_deck, session(), examination_form=form), 422
    subject, _, slug = form.about.data.partition(":")
    settings.set_examination(session(), who(), Examination(subject, slug, form.on_date.data))
    title, cards = _list_subjects(studied_deck)[form.about.data]
    flash(f"{title}: {counted(cards, 'card')} will be ready for {day(form.on_date.data)}.", "ok")
    return redirect(url_for(".settings_of", deck=deck, _anchor="examination"), 303)


@bp.post("/cards/<deck>/examination/forget")
@allow("cards:study")
def forget_examination(deck: str) -> ResponseReturnValue:
    studied_deck = deck_or_404(deck)
    about = request.form.get("about", "")
    if about in _list_subjects(studied_deck):
        subject, _, slug = about.partition(":")
        settings.forget_examination(session(), who(), subject, slug)
    flash("The regular schedule continues.", "ok")
    return redirect(url_for(".settings_of", deck=studied_deck.slug, _anchor="examination"), 303)


# Fitting takes seconds. Nobody should wait that long for the write lock.
@bp.post("/cards/<deck>/optimise")
@allow("cards:study", door="own")
def optimise(deck: str) -> ResponseReturnValue:
    """Fit the model, or go back to its own weights if that button was pressed."""
    studied_deck = deck_or_404(deck)
    if request.form.get("forget"):
        with database().writing() as transaction:
            fitting.forget_weights(transaction, who(), studied_deck)
        flash("The deck uses the average model again.", "ok")
        return redirect(url_for(".settings_of", deck=deck, _anchor="weights"), 303)
    count_act(FITTINGS)
    fitted, refusal = None, None
    try:
        fitted = fitting.fit_to_reviews(database(), who(), studied_deck, now())
    except (fitting.NoOptimiser, fitting.TooFewReviews) as error:
        refusal = error
    with database().reading(own_writes=True) as transaction:
        return _show_page(
            studied_deck, transaction, refusal=refusal, fitted=fitted
        ), 422 if refusal else 200


def _show_page(
    deck: Deck,
    transaction: Session,
    *,
    form: SettingsForm | None = None,
    examination_form: ExaminationForm | None = None,
    refusal: Refusal | None = None,
    fitted: fitting.Fitted | None = None,
) -> str:
    overview: DeckOverview = compile_overview(
        index_cards(deck), read_deck_records(transaction, who().id, deck), zone(), now()
    )
    form = form or _make_settings_form(deck, overview)
    examination_form = examination_form or _make_examination_form(deck, fresh=True)
    return render_template(
        "memory/settings.html",
        deck=deck,
        overview=overview,
        form=form,
        kinds=[
            (kind, CARD_KINDS[kind].word, kind in (form.kinds.data or ()))
            for kind in count_cards_by_kind(deck)
        ],
        examination_form=examination_form,
        names={key: title for key, (title, _cards) in _list_subjects(deck).items()},
        without_cards=_list_quizzes_without_cards(deck),
        reviews=fitting.count_reviews(transaction, who(), deck),
        fewest=FEWEST_REVIEWS,
        installed=fitting.can_fit(),
        expired=form.expired or examination_form.expired,
        refusal=refusal,
        fitted=fitted,
    )


def _show_choice_again(deck: Deck) -> str:
    return _show_page(deck, session(), form=_make_settings_form(deck))


def _show_examination_again(deck: Deck) -> str:
    return _show_page(deck, session(), examination_form=_make_examination_form(deck))


def _make_settings_form(deck: Deck, overview: DeckOverview | None = None) -> SettingsForm:
    """The form as it was sent; with `overview`, filled from the current settings."""
    form = SettingsForm() if overview is None else SettingsForm(formdata=None)
    form.kinds.choices = [(kind, CARD_KINDS[kind].word) for kind in count_cards_by_kind(deck)]
    if overview is not None:
        form.new_per_day.data = overview.plan.new_per_day
        form.retention.data = round(overview.plan.retention * 100)
        form.kinds.data = list(overview.plan.kinds or count_cards_by_kind(deck))
    return form


def _make_examination_form(deck: Deck, *, fresh: bool = False) -> ExaminationForm:
    form = ExaminationForm(formdata=None) if fresh else ExaminationForm()
    form.about.choices = [
        (key, f"{title} ({counted(cards, 'card')})")
        for key, (title, cards) in _list_subjects(deck).items()
    ]
    return form


def _list_subjects(deck: Deck) -> dict[str, tuple[str, int]]:
    """What an examination can be about: the deck, and quizzes that have cards. With card counts."""
    cards = index_cards(deck)
    counts = count_cards_by_quiz(cards.values(), deck)
    quizzes = current_catalogue().of(Quiz)
    return {f"deck:{deck.slug}": ("The whole deck", len(cards))} | {
        f"quiz:{slug}": (quizzes[slug].title, counts[slug]) for slug in quizzes if slug in counts
    }


def _list_quizzes_without_cards(deck: Deck) -> list[str]:
    """The quizzes without cards in the deck. A day for one of them would change nothing here."""
    return [
        quiz.title
        for slug, quiz in current_catalogue().of(Quiz).items()
        if slug not in deck.quizzes
    ]
