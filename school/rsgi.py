"""What the server's workers load: the school, behind a server that reads requests whole."""

from __future__ import annotations

from school.serving.application import Server
from school.serving.limits import Limits
from school.wsgi import app as application

app = Server(application, application.extensions["config"].threads, Limits())
