"""What the feature `web` brings to the school."""

from __future__ import annotations

from school.core import policy


def register() -> None:
    policy.permit("health:see", policy.anyone)
    policy.permit("static:get", policy.anyone)
