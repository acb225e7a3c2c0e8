"""Commands about cards: fitting the memory model to a student from a shell."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from school.cards.rules.decks import Deck
from school.config import Config
from school.core.commands import Caller, Effect
from school.core.identity import identity_of
from school.core.refusals import Refusal
from school.db import Database
from school.documents.service.shelf import Shelf
from school.errands import carry_out
from school.memory.service.fitting import Fitted, fit_to_reviews
from school.people.service.people import find_person_by_email

pass_config = click.make_pass_decorator(Config)


@click.group()
def cards() -> None:
    """Look after the cards."""


@cards.command("optimise")
@click.argument("email")
@click.argument("deck")
@pass_config
def fit_to_person(config: Config, email: str, deck: str) -> None:
    """Fit the memory model to the reviews of the person with EMAIL in DECK.

    The weights are used only if they predict better than those in use.
    """
    carry_out(config, "cards optimise", email=email, deck=deck)


def fit_and_report(caller: Caller, email: str, deck: str) -> None:
    """The errand of `school cards optimise`."""
    try:
        fitted = _fit_deck(caller.database, email, deck)
    except Refusal as refused:
        raise click.ClickException(str(refused.message)) from refused
    verdict = fitted.verdict
    caller.say(f"{fitted.reviews} reviews")
    caller.say(
        f"loss on all of them        {verdict.before:.4f} before, {verdict.after:.4f} fitted"
    )
    caller.say(
        f"loss on the newest fifth   {verdict.held_out_before:.4f} before, "
        f"{verdict.held_out_after:.4f} fitted"
    )
    caller.say(
        "used: the deck is now scheduled with the fitted weights"
        if fitted.taken
        else "not used: no better"
    )


def _fit_deck(database: Database, email: str, slug: str) -> Fitted:
    with database.reading() as session:
        person = find_person_by_email(session, email)
        deck = Shelf().find_release(session).of(Deck).get(slug)
    if person is None:
        raise click.ClickException(f"no one here has the address {email}")
    if deck is None:
        raise click.ClickException(f"there is no deck {slug}")
    who = identity_of(person.id, person.name, email, person.role)
    return fit_to_reviews(database, who, deck, datetime.now(UTC))


COMMANDS = (cards,)
EFFECTS = {"cards optimise": Effect.WRITES}
ERRANDS = {"cards optimise": fit_and_report}
