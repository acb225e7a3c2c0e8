"""The blueprint for the pages of this feature."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("admissions", __name__)
