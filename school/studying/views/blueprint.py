"""The blueprint for the pages of this feature."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("studying", __name__)
