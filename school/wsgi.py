"""What a WSGI server loads: the school as the environment configures it."""

from __future__ import annotations

import os

from school import create_app
from school.config import read_config
from school.people.service.delivery import deliver_in_background
from school.web.logs import write_json_lines

write_json_lines()
app = create_app(read_config(os.environ))
deliver_in_background(app.extensions["database"], app.extensions["config"], app.extensions["clock"])
