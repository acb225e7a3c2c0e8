"""With a replica, whoever has just written reads from the primary for a moment: by a cookie."""

from __future__ import annotations

from dataclasses import replace

import pytest

from school import create_app


@pytest.mark.databases("postgres")
@pytest.mark.parametrize(
    ("address", "name"),
    [("https://school.example", "__Host-wrote"), ("http://localhost:8000", "wrote")],
)
def test_the_cookie_belongs_to_this_host_alone_where_there_is_https(config, clock, address, name):
    with_replica = replace(config, base_url=address, database_read_url=config.database_url)
    app = create_app(with_replica, clock)
    answer = app.test_client().post("/sign-in", base_url=address)
    (cookie,) = [line for line in answer.headers.getlist("Set-Cookie") if "wrote" in line]
    assert cookie.startswith(f"{name}=1; ")
    assert ("Secure" in cookie) == address.startswith("https")
    assert "Path=/" in cookie
    app.extensions["database"].close()
