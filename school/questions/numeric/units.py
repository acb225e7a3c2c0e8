"""Units of measurement as people type them: many spellings, one unit."""

from __future__ import annotations

import unicodedata

# A pattern for a unit as it is typed.
UNIT = r"[^\W\d_][^\s\d+±\[\],;]{0,19}[²³23]?|[%°][^\W\d_]?"

# Singular spellings; a final s is dropped from longer words before looking here.
SPELLINGS = {
    "sec": "s",
    "second": "s",
    "mins": "min",
    "minute": "min",
    "hr": "h",
    "hrs": "h",
    "hour": "h",
    "day": "d",
    "percent": "%",
    "mg": "mg",
    "gram": "g",
    "kgs": "kg",
    "kilo": "kg",
    "kilogram": "kg",
    "lbs": "lb",
    "pound": "lb",
    "inche": "in",
    "inch": "in",
    "millimeter": "mm",
    "millimetre": "mm",
    "centimeter": "cm",
    "centimetre": "cm",
    "meter": "m",
    "metre": "m",
    "milliliter": "ml",
    "millilitre": "ml",
    "degree": "°",
    "deg": "°",
    "newton": "n",
    "kg/cm^2": "kg/cm2",
}


def is_same_unit(first: str, second: str) -> bool:
    """Whether two spellings mean the same unit. Case and plural endings do not matter."""
    return _normalize_unit(first) == _normalize_unit(second)


def _normalize_unit(unit: str) -> str:
    unit = "".join(unicodedata.normalize("NFKC", unit).casefold().split()).rstrip(".")
    if len(unit) > 3 and unit.endswith("s"):
        unit = unit[:-1]
    return SPELLINGS.get(unit, unit)
