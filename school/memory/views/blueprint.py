"""The blueprint that the pages about memory hang on."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("memory", __name__)
