"""What the application reads of a request, and what a client cannot make it believe."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from school.serving.bodies import Body, Memory
from school.serving.environ import address_of_client, build_environ
from school.serving.limits import Limits


class Headers(list[tuple[str, str]]):
    def items(self) -> list[tuple[str, str]]:
        return list(self)

    def get(self, key: str, default: Any = None) -> Any:
        return dict(self).get(key, default)


def environ_of(*headers: tuple[str, str], **facts: str) -> dict[str, Any]:
    scope = SimpleNamespace(
        http_version="1.1",
        server="127.0.0.1:8000",
        client="127.0.0.1:4242",
        scheme="http",
        method="GET",
        path="/",
        query_string="",
        headers=Headers(headers),
    )
    scope.__dict__.update(facts)
    return build_environ(scope, Body(0, Limits(), Memory(0)))


def test_the_facts_of_a_request_stand_under_their_names():
    environ = environ_of(
        ("host", "school.example"),
        ("content-type", "text/plain"),
        ("content-length", "3"),
        path="/modules/ischemia",
        query_string="q=a%20b",
    )
    assert environ["PATH_INFO"] == "/modules/ischemia"
    assert environ["QUERY_STRING"] == "q=a%20b"
    assert environ["HTTP_HOST"] == "school.example"
    assert environ["CONTENT_TYPE"] == "text/plain"
    assert environ["CONTENT_LENGTH"] == "3"
    assert environ["SERVER_PROTOCOL"] == "HTTP/1.1"
    assert (environ["SERVER_NAME"], environ["SERVER_PORT"]) == ("127.0.0.1", "8000")
    assert environ["REMOTE_ADDR"] == "127.0.0.1"


def test_a_path_with_an_accent_reaches_the_application_as_its_bytes():
    assert environ_of(path="/söka")["PATH_INFO"].encode("latin-1").decode() == "/söka"


def test_a_name_with_an_underscore_does_not_pass_for_the_one_with_a_hyphen():
    environ = environ_of(("x_forwarded_for", "203.0.113.9"), ("x-forwarded-for", "192.0.2.1"))
    assert environ["HTTP_X_FORWARDED_FOR"] == "192.0.2.1"


def test_repeated_headers_are_joined():
    environ = environ_of(
        ("cookie", "a=1"), ("cookie", "b=2"), ("accept", "text/html"), ("accept", "text/plain")
    )
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["HTTP_ACCEPT"] == "text/html,text/plain"


def test_an_address_loses_its_port():
    assert address_of_client("192.0.2.1:4242") == "192.0.2.1"
    assert address_of_client("[2001:db8::1]:4242") == "2001:db8::1"
