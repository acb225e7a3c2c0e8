"""The sentences of a feature stand together, and each gets the values that its blanks name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from school.core.messages import list_blanks

ROOT = Path(__file__).resolve().parent.parent.parent
MODULES = sorted((ROOT / "school").glob("*/rules/sentences.py"))


def read_sentences(path: Path) -> dict[str, str]:
    """The sentences of a module by their names."""
    module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    return {name: text for name, text in vars(module).items() if name.isupper()}


def find_messages() -> Iterator[tuple[str, str, set[str]]]:
    """Each message that is made of a sentence of its feature.

    Where that is, the sentence, and the names of the values that it gets.
    """
    for path in MODULES:
        sentences = read_sentences(path)
        for module in sorted(path.parent.parent.rglob("*.py")):
            for name, call in find_calls(module):
                where = f"{module.relative_to(ROOT)}:{call.lineno}"
                values = {keyword.arg or "**" for keyword in call.keywords}
                yield where, sentences[name], values


def find_calls(module: Path) -> Iterator[tuple[str, ast.Call]]:
    """The calls `Message(sentences.NAME, …)` in a module, each with its name."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        match node:
            case ast.Call(
                func=ast.Name("Message"),
                args=[ast.Attribute(value=ast.Name("sentences"), attr=name)],
            ):
                yield name, node


def test_there_are_sentences():
    assert len(MODULES) >= 3
    assert len(list(find_messages())) > 15


def test_a_sentence_or_phrase_is_text_with_plain_blanks():
    for path in MODULES:
        for name, sentence in read_sentences(path).items():
            assert sentence == " ".join(sentence.split()), f"odd spaces in {name}"
            assert sentence.endswith(".") or not sentence[0].isupper(), f"{name} has no end"
            list_blanks(sentence)


def test_a_message_gets_the_values_of_its_blanks():
    faults = [
        f"{where} gives {sorted(values)}: {sentence}"
        for where, sentence, values in find_messages()
        if values != list_blanks(sentence)
    ]
    assert not faults, "\n".join(faults)


def test_every_sentence_is_used():
    for path in MODULES:
        modules = path.parent.parent.rglob("*.py")
        text = "".join(module.read_text("utf-8") for module in modules)
        unused = [name for name in read_sentences(path) if f"sentences.{name}" not in text]
        assert not unused, f"{path.relative_to(ROOT)}: {unused}"
