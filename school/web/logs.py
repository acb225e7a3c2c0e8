"""One line of JSON for each request and each failure, with an id that the error page shows too."""

from __future__ import annotations

import json
import logging
import secrets
import time

from flask import Response, g, request

from school.web.app import School
from school.web.context import who

log = logging.getLogger("school")


class JsonFormatter(logging.Formatter):
    """A log record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        line.update(getattr(record, "facts", {}))
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def write_json_lines() -> None:
    """Send the school's log to standard error as JSON; called by the commands that serve."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    log.handlers[:] = [handler]
    log.setLevel(logging.INFO)
    log.propagate = False


def path_without_secret() -> str:
    """The path of the request, without the secret of a one-time link: the log is read by others."""
    secret = (request.view_args or {}).get("secret")
    return request.path.replace(secret, "…") if secret else request.path


def register(app: School) -> None:
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.request_id = secrets.token_hex(8)
    g.began = time.perf_counter()


def _end(response: Response) -> Response:
    if log.isEnabledFor(logging.INFO) and "began" in g:
        facts = {
            "request_id": g.request_id,
            "method": request.method,
            "path": path_without_secret(),
            "status": response.status_code,
            "ms": round((time.perf_counter() - g.began) * 1000, 1),
            "person": who().id if "_login_user" in g else None,
        }
        log.info("request", extra={"facts": facts})
    return response
