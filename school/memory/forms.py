"""Forms for how a deck is studied: new cards a day, kinds of cards, the day of an examination."""

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


def _check_between(least: int, most: int, sentence: str) -> Callable[[Form, Field], None]:
    """Bounds for a whole number of any length.

    The validator of wtforms converts it to a float first, which fails for a very long one.
    """

    def check(_form: Form, field: Field) -> None:
        if field.data is None or not least <= field.data <= most:
            raise ValidationError(sentence.format(least=least, most=most))

    return check


class SettingsForm(SchoolForm):
    """How a person studies a deck. The view fills `kinds` with the deck's kinds of cards."""

    new_per_day = IntegerField(
        "New cards a day",
        validators=[
            InputRequired("Enter how many new cards a day you want."),
            _check_between(0, MOST_NEW_PER_DAY, "Enter a whole number from {least} to {most}."),
        ],
    )
    retention = IntegerField(
        "Target recall, in percent",
        validators=[
            InputRequired("Enter how much you want to recall."),
            _check_between(
                round(LEAST_RETENTION * 100),
                round(MOST_RETENTION * 100),
                "Enter a whole number from {least} to {most}. Any lower, and you would forget too "
                "much. Any higher, and you would do little but review.",
            ),
        ],
    )
    kinds = SelectMultipleField(
        "Kinds of cards", validators=[InputRequired("Choose at least one kind of card.")]
    )


class ExaminationForm(SchoolForm):
    """The day by which a person wants to know the deck, or the cards of a quiz.

    The view fills `about` with its choices.
    """

    about = SelectField(
        "What you want to know", validators=[InputRequired("Choose the deck or a quiz.")]
    )
    on_date = DateField("The day", validators=[InputRequired("Enter the day as year-month-day.")])
