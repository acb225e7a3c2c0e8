"""What a WSGI server loads: the school as the environment configures it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from sqlalchemy.exc import OperationalError

from school import create_app
from school.config import read_config
from school.core.background import run_jobs_in_background
from school.errand_server import answer_errands
from school.locks import InUse
from school.one_writer import become_the_worker
from school.readiness import find_start_fault
from school.web.logs import write_json_lines

write_json_lines()
app = create_app(read_config(os.environ))
try:
    become_the_worker(app.extensions["database"], app.extensions["config"])
except InUse as refused:
    sys.exit(str(refused))
# `school serve` has looked already; another server that loads this file has not. Where the database
# does not answer, nothing can be known: pages say 503 until it does, and /readyz says why.
with suppress(OperationalError):
    if fault := find_start_fault(app.extensions["database"]):
        sys.exit(fault)
answer_errands(app.extensions["database"], app.extensions["config"])
run_jobs_in_background(
    app.extensions["database"], app.extensions["config"], app.extensions["clock"]
)
