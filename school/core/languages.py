"""The languages that the school speaks: codes as browsers know them (BCP 47)."""

from __future__ import annotations

ENGLISH = "en"
