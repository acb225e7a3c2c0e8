"""How an act is refused: exceptions named as facts. Services raise them; errors.py turns them into pages."""

from __future__ import annotations

from datetime import timedelta


class Refusal(Exception):
    """Something cannot be done. The text is a sentence for the reader: what happened and what to do."""

    status = 409

    @property
    def sentence(self) -> str:
        return str(self) or (self.__doc__ or "").strip()


class NotFound(Refusal):
    """There is no such page, or it is not yours to see."""

    status = 404


class Forbidden(Refusal):
    """You may see this, but not change it."""

    status = 403


class SignInFirst(Refusal):
    """Please sign in first."""

    status = 401


class FormExpired(Refusal):
    """This form had grown too old. Nothing was changed. Please send it again."""

    status = 400


class Invalid(Refusal):
    """What was sent could not be understood."""

    status = 422


class TooManyTries(Refusal):
    """Too many tries. Please wait a while."""

    status = 429


class TooOften(Refusal):
    """Something costly was asked for too often. The text says when to try again."""

    status = 429

    def __init__(self, sentence: str, wait: timedelta) -> None:
        super().__init__(sentence)
        self.wait = wait
