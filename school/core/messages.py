"""A message: a sentence for a reader with named blanks, and the values that fill them.

Code that finds something to say returns a Message. Only the edge turns it into text, so that the
same message can one day be written in the reader's language: the sentence is the key to look up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

BLANK = re.compile(r"\{([a-z][a-z_]*)\}")


class WrongValues(Exception):
    """A sentence and its values do not fit each other: a mistake in the program."""


@dataclass(frozen=True, init=False)
class Message:
    """A sentence and its values. `str(message)` is the text in English.

    A whole number among the values is a quantity and is written as one: 1,000. A number that only
    names something, as a year or an entry does, is handed in as text.

    `plural_sentence` takes the place of `sentence` where the value `count` is not 1; "" says that
    the sentence has one form. Use `plural_message` to make such a message.
    """

    sentence: str
    plural_sentence: str
    values: tuple[tuple[str, Value], ...]  # a tuple, so that equal messages have one hash

    def __init__(self, sentence: str, plural_sentence: str = "", /, **values: Value) -> None:
        """Raises WrongValues unless the values are those that the blanks of the sentence name."""
        for form in filter(None, (sentence, plural_sentence)):
            _check_values(form, values)
        object.__setattr__(self, "sentence", sentence)
        object.__setattr__(self, "plural_sentence", plural_sentence)
        object.__setattr__(self, "values", tuple(sorted(values.items())))

    def __str__(self) -> str:
        values = dict(self.values)
        sentence = self.sentence
        if self.plural_sentence and values["count"] != 1:
            sentence = self.plural_sentence
        return BLANK.sub(lambda blank: _in_english(values[blank[1]]), sentence)


Value = str | int | Message


def plural_message(one: str, many: str, *, count: int, **values: Value) -> Message:
    """A message whose sentence depends on how many there are.

    Both sentences have the same blanks, of which one is `{count}`:
    `plural_message("{count} card waits.", "{count} cards wait.", count=3)`.
    """
    return Message(one, many, count=count, **values)


def list_blanks(sentence: str) -> frozenset[str]:
    """The names of the blanks in a sentence.

    Raises WrongValues for a brace that belongs to no blank: no sentence for readers needs one.
    """
    if re.search(r"[{}]", BLANK.sub("", sentence)):
        raise WrongValues(f"a brace that is no blank: {sentence}")
    return frozenset(BLANK.findall(sentence))


def _in_english(value: Value) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _check_values(sentence: str, values: dict[str, Value]) -> None:
    blanks = list_blanks(sentence)
    if blanks != set(values):
        wrong = ", ".join(sorted(blanks.symmetric_difference(values)))
        raise WrongValues(f"blanks and values differ in {wrong}: {sentence}")
