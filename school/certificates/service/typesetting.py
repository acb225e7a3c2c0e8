"""Setting a certificate in type: fields in, the bytes of a PDF out, the same bytes for the same fields and moment."""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from datetime import datetime
from functools import cache
from threading import Lock

import segno
import typst

from school.certificates.rules.printed import Printed
from school.config import ROOT

TEMPLATE = ROOT / "templates" / "certificates" / "certificate.typ"

# A compiler keeps its fonts and what it has set before, which makes the second sheet quick; it serves one at a time.
_ONE_AT_A_TIME = Lock()


def pdf_of(printed: Printed, now: datetime) -> bytes:
    """The certificate as a PDF/A. `now` is what the file says it was made at; no clock is read."""
    # What people typed goes in as data. Put into the source, it could be read as commands.
    inputs = {"certificate": json.dumps(asdict(printed)), "qr": _qr(printed.verify_url)}
    with _ONE_AT_A_TIME:
        pdf = _compiler().compile(format="pdf", sys_inputs=inputs, pdf_standards="a-2a", timestamp=now.replace(microsecond=0))
    assert isinstance(pdf, bytes)  # a list only where pages are separate files
    return pdf


@cache
def _compiler() -> typst.Compiler:
    # Only the fonts that come with the typesetter: the same sheet on every machine.
    return typst.Compiler(str(TEMPLATE), root=str(TEMPLATE.parent), ignore_system_fonts=True)


def _qr(url: str) -> str:
    svg = io.BytesIO()
    segno.make(url, error="m", micro=False).save(svg, kind="svg", border=0, dark="#1c2326", xmldecl=False)
    return svg.getvalue().decode()
