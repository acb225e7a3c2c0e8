"""What somebody may choose about studying a deck: how many new cards, which kinds, the day of an examination."""

from __future__ import annotations

from collections.abc import Callable

from wtforms import (
    DateField,
    Field,
    Form,
    IntegerField,
    SelectField,
    SelectMultipleField,
    ValidationError,
)
from wtforms.validators import InputRequired

from school.studying.rules.plans import LEAST_RETENTION, MOST_NEW_PER_DAY, MOST_RETENTION
from school.web.forms import SchoolForm


def _between(least: int, most: int, sentence: str) -> Callable[[Form, Field], None]:
    """Bounds for a whole number of any length; wtforms' own make a float of it, which is not always possible."""

    def check(_form: Form, field: Field) -> None:
        if field.data is None or not least <= field.data <= most:
            raise ValidationError(sentence.format(least=least, most=most))

    return check


class SettingsForm(SchoolForm):
    """How somebody studies a deck. The view gives `kinds` the kinds that the deck has."""

    new_per_day = IntegerField(
        "New cards a day",
        validators=[
            InputRequired("Write how many new cards a day you want."),
            _between(0, MOST_NEW_PER_DAY, "Write a whole number from {least} to {most}."),
        ],
    )
    retention = IntegerField(
        "Recall aimed at, in percent",
        validators=[
            InputRequired("Write how much you want to recall."),
            _between(
                round(LEAST_RETENTION * 100),
                round(MOST_RETENTION * 100),
                "Write a whole number from {least} to {most}: below, you would forget too much; above, you would do "
                "little else than review.",
            ),
        ],
    )
    kinds = SelectMultipleField(
        "What is asked", validators=[InputRequired("Choose at least one kind of card.")]
    )


class ExaminationForm(SchoolForm):
    """The day on which somebody wants to know the deck, or the cards of a quiz. The view gives `about` its choices."""

    about = SelectField(
        "What you want to know", validators=[InputRequired("Choose the deck or a quiz.")]
    )
    on_date = DateField("The day", validators=[InputRequired("Write the day as year-month-day.")])
