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
IDS = "school/questions/choosing/ids.py"
WRITING = "school/questions/choosing/writing.py"
CHOICES_READ = "school/questions/choosing/reading.py"
STORED = "school/questions/stored.py"
KINDS = ("tests/questions/test_kinds.py",)
ID_TESTS = ("tests/questions/test_choice_ids.py",)
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
        "[choice for choice in choices if not choice.fixed]",
        "list(choices)",
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
        "frozenset(response) == list_right_ids(choices)",
        "frozenset(response) <= list_right_ids(choices)",
        KINDS,
    ),
    Mutant(
        "choices-too-many-are-right",
        MARKING,
        "frozenset(response) == list_right_ids(choices)",
        "frozenset(response) >= list_right_ids(choices)",
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
        "return bool(quantity.unit and answer.unit) and not is_same_unit(",
        "return not is_same_unit(",
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
    # Ids of choices
    Mutant(
        "ids-of-three-signs",
        IDS,
        "SHORTEST = 4",
        "SHORTEST = 3",
        ID_TESTS,
    ),
    Mutant(
        "ids-that-others-have",
        IDS,
        "if not is_shared and beginning not in taken:",
        "if not is_shared:",
        ID_TESTS,
    ),
    Mutant(
        "ids-without-the-question",
        IDS,
        'f"{question_id}:{words}"',
        'f"{words}"',
        ID_TESTS,
    ),
    Mutant(
        "ids-behind-the-first-line-of-the-words",
        WRITING,
        "lines[choice.last_line - 1] = _add_id(lines[choice.last_line - 1], choice.new)",
        "lines[choice.line - 1] = _add_id(lines[choice.line - 1], choice.new)",
        ID_TESTS,
    ),
    Mutant(
        "ids-missing-is-no-problem",
        CHOICES_READ,
        "        if not line.id:\n",
        "        if line.id is None:\n",
        ID_TESTS,
    ),
    Mutant(
        "ids-twice-is-no-problem",
        CHOICES_READ,
        "elif line.id in lines_by_id:",
        "elif line.id == lines_by_id:",
        ID_TESTS,
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
