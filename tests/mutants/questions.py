"""Wrong lines about questions: how each kind is shown, understood and marked."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

CHOOSING = "school/questions/choosing.py"
SEVERAL = "school/questions/several_choices.py"
ONE = "school/questions/one_choice.py"
NUMERIC = "school/questions/numeric.py"
SHORT = "school/questions/short_text.py"
ORDER = "school/questions/order.py"
UNITS = "school/questions/units.py"
TYPED = "school/questions/typed.py"
KINDS = ("tests/questions/test_kinds.py",)
READING_TESTS = ("tests/questions/test_reading.py",)
NUMERIC_TESTS = ("tests/questions/test_numeric.py",)
SHORT_TESTS = ("tests/questions/test_short_text.py",)

MUTANTS = (
    # The order in which choices are shown
    Mutant(
        "order-the-same-for-every-seed",
        ORDER,
        'f"{seed}:{item_id}:{choice_id}"',
        'f"{item_id}:{choice_id}"',
        KINDS,
    ),
    Mutant(
        "order-fixed-choices-move",
        ORDER,
        "(choice for choice in item.choices if not choice.fixed)",
        "iter(item.choices)",
        KINDS,
    ),
    Mutant(
        "order-shuffled-against-the-setting",
        ORDER,
        "if not shuffle:",
        "if shuffle is None:",
        KINDS,
    ),
    # Choices
    Mutant(
        "choices-a-part-is-the-whole",
        CHOOSING,
        "frozenset(response) == key(item)",
        "frozenset(response) <= key(item)",
        KINDS,
    ),
    Mutant(
        "choices-too-many-are-right",
        CHOOSING,
        "frozenset(response) == key(item)",
        "frozenset(response) >= key(item)",
        KINDS,
    ),
    Mutant(
        "choices-posted-places-from-nought",
        CHOOSING,
        "c.id for place, c in enumerate(arranged(item, seed, shuffle), start=1)",
        "c.id for place, c in enumerate(arranged(item, seed, shuffle))",
        KINDS,
    ),
    Mutant(
        "choices-shown-again-in-the-file-s-order",
        CHOOSING,
        "places = enumerate(arranged(item, seed, shuffle), start=1)",
        "places = enumerate(item.choices, start=1)",
        KINDS,
    ),
    Mutant(
        "choices-the-key-is-what-is-wrong",
        CHOOSING,
        "for choice in item.choices if choice.right)",
        "for choice in item.choices if not choice.right)",
        KINDS,
    ),
    Mutant(
        "several-wrong-ticks-cost-nothing",
        SEVERAL,
        "net = len(ticked & key) - len(ticked - key)",
        "net = len(ticked & key)",
        KINDS,
    ),
    Mutant(
        "several-below-zero",
        SEVERAL,
        "max(Fraction(0), Fraction(net, len(key)))",
        "Fraction(net, len(key))",
        KINDS,
    ),
    Mutant(
        "several-share-of-all-choices",
        SEVERAL,
        "Fraction(net, len(key))",
        "Fraction(net, len(item.choices))",
        KINDS,
    ),
    Mutant(
        "several-partial-against-the-setting",
        SEVERAL,
        'if item.partial == "off":',
        'if item.partial != "off":',
        KINDS,
    ),
    Mutant(
        "one-two-choices-pass-for-one",
        ONE,
        "if len(raw) > 1:",
        "if len(raw) > 2:",
        KINDS,
    ),
    # Numbers and words
    Mutant(
        "numeric-the-low-end-is-wrong",
        NUMERIC,
        "Decimal(answer.low) <= said.number",
        "Decimal(answer.low) < said.number",
        NUMERIC_TESTS,
    ),
    Mutant(
        "numeric-the-high-end-is-wrong",
        NUMERIC,
        "said.number <= Decimal(answer.high)",
        "said.number < Decimal(answer.high)",
        NUMERIC_TESTS,
    ),
    Mutant(
        "numeric-any-unit-is-right",
        NUMERIC,
        "right = in_range and not _other_unit(said, answer)",
        "right = in_range",
        NUMERIC_TESTS,
    ),
    Mutant(
        "numeric-a-unit-must-be-typed",
        NUMERIC,
        "return bool(said.unit and answer.unit) and not same_unit(",
        "return not same_unit(",
        NUMERIC_TESTS,
    ),
    Mutant(
        "numeric-decimal-commas-part-thousands",
        NUMERIC,
        'commas = "" if re.fullmatch',
        'commas = "." if not re.fullmatch',
        NUMERIC_TESTS,
    ),
    Mutant(
        "numeric-percent-of-percent",
        NUMERIC,
        'if found["percent"] and before != "%":',
        'if found["percent"]:',
        READING_TESTS,
    ),
    Mutant(
        "numeric-tolerance-of-a-negative-number",
        NUMERIC,
        "tolerance = abs(value) * tolerance / 100",
        "tolerance = value * tolerance / 100",
        READING_TESTS,
    ),
    Mutant(
        "numeric-binary-fractions",
        NUMERIC,
        'Decimal(digits.replace(",", commas))',
        'Decimal(float(digits.replace(",", commas)))',
        NUMERIC_TESTS,
    ),
    Mutant(
        "numeric-an-ordinal-is-a-number",
        NUMERIC,
        "bool(NUMERIC.match(text)) and not ORDINAL.match(text)",
        "bool(NUMERIC.match(text))",
        READING_TESTS,
    ),
    Mutant(
        "short-case-matters",
        SHORT,
        "if not unicodedata.combining(letter)).casefold()",
        "if not unicodedata.combining(letter))",
        SHORT_TESTS,
    ),
    Mutant(
        "short-accents-matter",
        SHORT,
        " if not unicodedata.combining(letter))",
        ")",
        SHORT_TESTS,
    ),
    Mutant(
        "short-apostrophes-part-words",
        SHORT,
        'APOSTROPHES.sub("",',
        'APOSTROPHES.sub(" ",',
        SHORT_TESTS,
    ),
    Mutant(
        "short-hyphens-matter",
        SHORT,
        'r"[\\W_]+", " "',
        'r"[^\\w-]+", " "',
        SHORT_TESTS,
    ),
    Mutant(
        "units-plurals-differ",
        UNITS,
        'if len(unit) > 3 and unit.endswith("s"):',
        'if len(unit) > 30 and unit.endswith("s"):',
        NUMERIC_TESTS,
    ),
    Mutant(
        "typed-of-any-length",
        TYPED,
        ".strip()[:LONGEST].rstrip()",
        ".strip()",
        KINDS,
    ),
)
