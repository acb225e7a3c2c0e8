"""A message is a sentence with named blanks and exactly the values that fill them."""

from __future__ import annotations

import pytest

from school.core.messages import Message, WrongValues, list_blanks, plural_message


def test_a_message_reads_as_its_sentence_with_the_values_in_the_blanks():
    message = Message("Write a whole number from {least} to {most}.", least=1, most=9)
    assert str(message) == "Write a whole number from 1 to 9."


def test_a_value_may_be_a_message_itself():
    wait = plural_message("{count} minute", "{count} minutes", count=3)
    assert str(Message("Try again in {wait}.", wait=wait)) == "Try again in 3 minutes."


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 cards wait."), (1, "1 card waits."), (2, "2 cards wait.")]
)
def test_the_count_decides_between_singular_and_plural(count, text):
    assert str(plural_message("{count} card waits.", "{count} cards wait.", count=count)) == text


def test_a_large_number_is_written_as_a_quantity_unless_it_comes_as_text():
    message = Message("Entry {entry} has {minutes} minutes.", entry="1204", minutes=1204)
    assert str(message) == "Entry 1204 has 1,204 minutes."


def test_a_value_with_braces_fills_no_other_blank():
    message = Message("{first} and {second}", first="{second}", second="{0.__class__}")
    assert str(message) == "{second} and {0.__class__}"


def test_equal_messages_are_one_key():
    messages = {Message("{a} {b}", a=1, b=2), Message("{a} {b}", b=2, a=1)}
    assert len(messages) == 1
    assert Message("{a}", a=1) not in messages


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("At most {most}.", {}),
        ("At most ten.", {"most": 10}),
        ("At most {most}.", {"least": 10}),
    ],
)
def test_missing_and_needless_values_are_mistakes(sentence, values):
    with pytest.raises(WrongValues):
        Message(sentence, **values)


def test_both_forms_of_a_plural_need_the_same_values():
    with pytest.raises(WrongValues):
        plural_message("one card", "{count} cards", count=1)


@pytest.mark.parametrize(
    "sentence", ["{}", "{0}", "{name!r}", "{name.lower}", "{name:>9}", "a {", "}"]
)
def test_a_blank_is_a_plain_name_in_braces(sentence):
    with pytest.raises(WrongValues):
        list_blanks(sentence)
