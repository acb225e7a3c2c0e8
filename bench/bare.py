"""A bare Flask page of a given size: the floor that the school's pages are compared with."""

from __future__ import annotations

import os

from flask import Flask

app = Flask("bare")
BODY = "x" * int(os.environ.get("BARE_SIZE", "30000"))


@app.get("/")
def page() -> str:
    return BODY
