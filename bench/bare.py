"""Bare Flask pages of a given size, with which the school's pages are compared.

`/` answers with a constant string. `/built` builds a page of that size with a looping Jinja
template, as any page that shows data must.
"""

from __future__ import annotations

import os

from flask import Flask, render_template_string

app = Flask("bare")
SIZE = int(os.environ.get("BARE_SIZE", "30000"))
BODY = "x" * SIZE
ROW = "<tr><td>{{ row.name }}</td><td>{{ row.count }}</td><td>{{ row.text }}</td></tr>\n"
PAGE = "{% for row in rows %}" + ROW + "{% endfor %}"
ROWS = [{"name": f"Person {n}", "count": n, "text": "t" * 40} for n in range(max(1, SIZE // 90))]


@app.get("/")
def page() -> str:
    return BODY


@app.get("/built")
def built() -> str:
    return render_template_string(PAGE, rows=ROWS)
