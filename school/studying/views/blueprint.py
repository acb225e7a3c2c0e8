"""The blueprint that the pages of cards hang on."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("studying", __name__)
