"""How an act is refused: exceptions named as facts.

Services raise them, and web/errors.py makes pages of them.

A refusal states its `sentence`, with blanks for the values that it gets when it is raised:

    class TooLong(Invalid):
        sentence = "At most {most} characters fit here."

    raise TooLong(most=200)

It inherits from one of the kinds below. The kind says what went wrong in general, and web/errors.py
has the one table from kinds to HTTP numbers.
"""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from school.core.messages import Message, Value


class Refusal(Exception):
    """Something cannot be done. Only kinds inherit from it directly.

    `sentence` tells the reader what happened and what to do.
    """

    sentence: ClassVar[str]

    def __init__(self, **values: Value) -> None:
        """Raises WrongValues unless the values are those that the blanks of the sentence name."""
        self.message = Message(self.sentence, **values)
        super().__init__(str(self.message))


class Conflict(Refusal):
    """How things stand now does not allow it."""

    sentence = "That could not be done."


class NotFound(Refusal):
    """It is not there, or not the reader's to see: both read alike."""

    sentence = "This page does not exist, or you do not have access to it."


class Forbidden(Refusal):
    """The reader may see it, but not change it."""

    sentence = "You can look at this, but you can't change it."


class SignInFirst(Refusal):
    """Nobody is signed in."""

    sentence = "Please sign in first."


class FormExpired(Refusal):
    """The form's token does not belong to this browser's session any more."""

    sentence = "This form has expired. Nothing was changed. Please send it again."


class Invalid(Refusal):
    """What was sent could not be understood, or breaks a rule."""

    sentence = "The school could not read what was sent."


class TooOften(Refusal):
    """The reader asked for something too often. `wait` is how long to wait, if that is known."""

    sentence = "Too many requests. Please wait a while."
    wait: timedelta | None = None


class Unavailable(Refusal):
    """The school cannot serve this at present."""

    sentence = "The school can't show this right now."


class TooManyTries(TooOften):
    """Somebody tried too often to sign in, or asked for too many mails."""

    sentence = "Too many attempts. Please wait a while."
