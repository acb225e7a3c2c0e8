"""What a WSGI server loads: the school as the environment configures it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from sqlalchemy.exc import OperationalError

from school import create_app
from school.config import read_config
from school.core.background import run_jobs_in_background
from school.readiness import find_start_fault
from school.web.logs import write_json_lines

write_json_lines()
app = create_app(read_config(os.environ))
# `school serve` has checked already; another server that loads this file has not. If the database
# does not answer, nothing can be checked: pages say 503 until it does, and /readyz says why.
with suppress(OperationalError):
    if fault := find_start_fault(app.extensions["database"]):
        sys.exit(fault)
run_jobs_in_background(
    app.extensions["database"], app.extensions["config"], app.extensions["clock"]
)
