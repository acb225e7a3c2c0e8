"""The school behind a server that waits two seconds for a body, so that tests need not wait ten."""

from __future__ import annotations

from school.serving.application import Server
from school.serving.limits import Limits
from school.wsgi import app as application

SECONDS_FOR_A_BODY = 2.0

app = Server(application, 2, Limits(seconds_for_a_body=SECONDS_FOR_A_BODY))
