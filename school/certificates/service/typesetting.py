"""Typesetting a certificate: fields in, PDF out; the same bytes for the same fields and moment."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from threading import Lock
from typing import Any

import segno
import typst

from school.config import ROOT

TEMPLATE = ROOT / "templates" / "certificates" / "certificate.typ"

# A compiler keeps its fonts and earlier results, which makes the second sheet quick. It can only
# be used by one thread at a time.
_ONE_AT_A_TIME = Lock()


def typeset_pdf(fields: Mapping[str, Any], now: datetime) -> bytes:
    """The certificate as a PDF/A. `now` is the time of creation written in the file.

    `fields` are those of `Printed`, as a certificate stores them. The same fields and moment give
    the same bytes, even years later. A letter that the typeface lacks prints as a box, and the file
    is then a plain PDF.
    """
    # What people typed is passed as data. In the source it could be read as commands.
    inputs = {"certificate": json.dumps(dict(fields)), "qr": _draw_qr_code(fields["verify_url"])}
    made_at = now.replace(microsecond=0)  # a PDF counts whole seconds
    with _ONE_AT_A_TIME:
        try:
            return _check_bytes(
                _make_compiler().compile(sys_inputs=inputs, timestamp=made_at, pdf_standards="a-2a")
            )
        except typst.TypstError:
            return _check_bytes(_make_compiler().compile(sys_inputs=inputs, timestamp=made_at))


def _check_bytes(compiled: object) -> bytes:
    if not isinstance(compiled, bytes):
        raise TypeError(f"the typesetter gave {type(compiled).__name__} instead of one file")
    return compiled


@cache
def _make_compiler() -> typst.Compiler:
    # Only the fonts that come with the typesetter: the same sheet on every machine.
    return typst.Compiler(str(TEMPLATE), root=str(TEMPLATE.parent), ignore_system_fonts=True)


def _draw_qr_code(url: str) -> str:
    svg = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        svg, kind="svg", border=0, dark="#1c2326", xmldecl=False
    )
    return svg.getvalue().decode()
