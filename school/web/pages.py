"""The pages of the school: each feature brings a function that adds its own to an application."""

from __future__ import annotations

from collections.abc import Callable

from school.core.registry import Registry
from school.web.app import School

PAGES: Registry[Callable[[School], None]] = Registry("set of pages")
