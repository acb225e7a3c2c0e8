"""Wrong lines about questions: how each kind is shown, understood and marked."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

ASKING = "school/questions/choosing/asking.py"
CHOICE = "school/questions/choosing/choice.py"
MARKING = "school/questions/choosing/marking.py"
ORDER = "school/questions/choosing/order.py"
SEVERAL = "school/questions/several_choices/answering.py"
ONE = "school/questions/one_choice/answering.py"
NUMBERS_READ = "school/questions/numeric/reading.py"
NUMBERS = "school/questions/numeric/marking.py"
UNITS = "school/questions/numeric/units.py"
SHORT = "school/questions/short_text/wording.py"
TYPED = "school/questions/typed/answering.py"
STORED = "school/questions/stored.py"
KINDS = ("tests/questions/test_kinds.py",)
STORED_TESTS = ("tests/questions/test_stored.py",)
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
        "(choice for choice in choices if not choice.fixed)",
        "iter(choices)",
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
        MARKING,
        "frozenset(response) == ids_of_right(choices)",
        "frozenset(response) <= ids_of_right(choices)",
        KINDS,
    ),
    Mutant(
        "choices-too-many-are-right",
        MARKING,
        "frozenset(response) == ids_of_right(choices)",
        "frozenset(response) >= ids_of_right(choices)",
        KINDS,
    ),
    Mutant(
        "choices-posted-places-from-nought",
        ASKING,
        "choice.id for place, choice in enumerate(arranged, start=1)",
        "choice.id for place, choice in enumerate(arranged)",
        KINDS,
    ),
    Mutant(
        "choices-shown-again-in-the-file-s-order",
        ASKING,
        "places = enumerate(arrange_choices(item.id, choices, seed, shuffle), start=1)",
        "places = enumerate(choices, start=1)",
        KINDS,
    ),
    Mutant(
        "choices-the-key-is-what-is-wrong",
        CHOICE,
        "for choice in choices if choice.right)",
        "for choice in choices if not choice.right)",
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
        "Fraction(net, len(body.choices))",
        KINDS,
    ),
    Mutant(
        "several-partial-against-the-setting",
        SEVERAL,
        'if body.partial == "off":',
        'if body.partial != "off":',
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
        NUMBERS,
        "Decimal(answer.low) <= quantity.number",
        "Decimal(answer.low) < quantity.number",
        NUMERIC_TESTS,
    ),
    Mutant(
        "numeric-the-high-end-is-wrong",
        NUMBERS,
        "quantity.number <= Decimal(answer.high)",
        "quantity.number < Decimal(answer.high)",
        NUMERIC_TESTS,
    ),
    Mutant(
        "numeric-any-unit-is-right",
        NUMBERS,
        "right = in_range and not has_other_unit(quantity, answer)",
        "right = in_range",
        NUMERIC_TESTS,
    ),
    Mutant(
        "numeric-a-unit-must-be-typed",
        NUMBERS,
        "return bool(quantity.unit and answer.unit) and not same_unit(",
        "return not same_unit(",
        NUMERIC_TESTS,
    ),
    Mutant(
        "numeric-decimal-commas-part-thousands",
        NUMBERS,
        'commas = "" if re.fullmatch',
        'commas = "." if not re.fullmatch',
        NUMERIC_TESTS,
    ),
    Mutant(
        "numeric-percent-of-percent",
        NUMBERS_READ,
        'if written["percent"] and before != "%":',
        'if written["percent"]:',
        READING_TESTS,
    ),
    Mutant(
        "numeric-tolerance-of-a-negative-number",
        NUMBERS_READ,
        "tolerance = abs(value) * tolerance / 100",
        "tolerance = value * tolerance / 100",
        READING_TESTS,
    ),
    Mutant(
        "numeric-binary-fractions",
        NUMBERS,
        'Decimal(digits.replace(",", commas))',
        'Decimal(float(digits.replace(",", commas)))',
        NUMERIC_TESTS,
    ),
    Mutant(
        "numeric-an-ordinal-is-a-number",
        NUMBERS_READ,
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
    # What is stored
    Mutant(
        "stored-old-questions-lose-partial-credit",
        STORED,
        '"several-choices": ("choices", "partial"),',
        '"several-choices": ("choices",),',
        STORED_TESTS,
    ),
    Mutant(
        "stored-unchanged-content-gets-another-hash",
        STORED,
        "return {**flat, **FLAT_DEFAULTS, **body}",
        "return {**flat, **body}",
        STORED_TESTS,
    ),
)
