"""An RSGI request as the environ of a WSGI application (PEP 3333)."""

from __future__ import annotations

import io
import sys
from typing import Any, Protocol

from school.serving.bodies import Body

WITHOUT_PREFIX = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
SAME_FOR_ALL: dict[str, Any] = {
    "SCRIPT_NAME": "",
    "wsgi.version": (1, 0),
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
    # The body ends where the input ends; werkzeug needs no other sign.
    "wsgi.input_terminated": True,
}


class Headers(Protocol):
    def get(self, key: str, default: Any = None) -> Any: ...
    def items(self) -> list[tuple[str, str]]: ...


class Scope(Protocol):
    """What RSGI tells of a request, as far as it is used here."""

    http_version: str
    server: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str

    @property
    def headers(self) -> Headers: ...


def build_environ(scope: Scope, body: Body) -> dict[str, Any]:
    """The environ of `scope`, whose body has been read whole.

    A body that was too large is announced with its length and comes empty, so that the application
    refuses it by its length.
    """
    host, _, port = scope.server.rpartition(":")
    environ = SAME_FOR_ALL | {
        "REQUEST_METHOD": scope.method,
        # PEP 3333 wants the bytes of the path as if they were Latin-1.
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": address_of_client(scope.client),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(body.content),
        "wsgi.errors": sys.stderr,
    }
    add_headers(environ, scope.headers)
    return environ


def add_headers(environ: dict[str, Any], headers: Headers) -> None:
    """Add each header under its name in the environ. A repeated one is joined with the first.

    A name with an underscore is dropped: `X_Forwarded_For` would otherwise pass for
    `X-Forwarded-For`, which only a proxy may set.
    """
    for name, value in headers.items():
        if "_" in name:
            continue
        key = WITHOUT_PREFIX.get(name) or "HTTP_" + name.upper().replace("-", "_")
        if key not in environ:
            environ[key] = value
        else:
            environ[key] += ("; " if name == "cookie" else ",") + value


def address_of_client(client: str) -> str:
    """The address without its port: `127.0.0.1:4242` and `[::1]:4242` alike."""
    return client.rpartition(":")[0].strip("[]")
