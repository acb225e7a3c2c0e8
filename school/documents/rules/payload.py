"""Documents as JSON and back: the shape of an edition's payload is the shape of its dataclass."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from school.questions.items import Body, Item
from school.questions.stored import find_body_class, upgrade_item

T = TypeVar("T")


def to_payload(value: Any) -> Any:
    """A document, or a part of one, as JSON values (dict, list, str, int, float, bool, None)."""
    if is_dataclass(value) and not isinstance(value, type):
        tag = {"kind": value.kind} if isinstance(value, Body) else {}
        return tag | {field.name: to_payload(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [to_payload(part) for part in value]
    if isinstance(value, dict):
        return {key: to_payload(part) for key, part in value.items()}
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"a document cannot hold a {type(value).__name__}")


def from_payload(kind: type[T], data: Any) -> T:
    """The document of class `kind` that `to_payload` made `data` from.

    A field that the payload does not have takes the class's default, so that old editions stay readable;
    raises KeyError where there is none.
    """
    document: T = _read(kind, data)
    return document


def _read(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _read(_branch(get_args(kind), data), data)
    if origin is tuple:
        return tuple(_read(get_args(kind)[0], part) for part in data)
    if origin is dict:
        return {key: _read(get_args(kind)[1], part) for key, part in data.items()}
    if kind is Body:  # its tag says which class it is
        kind = find_body_class(data["kind"])
    elif kind is Item:
        data = upgrade_item(data)
    if origin is Literal or not hasattr(kind, "__dataclass_fields__"):
        return data
    hints = _hints(kind)
    known = {name: _read(hint, data[name]) for name, hint in hints.items() if name in data}
    missing = [f.name for f in fields(kind) if f.name not in known and not _has_default(f)]
    if missing:
        raise KeyError(f"{kind.__name__} lacks {', '.join(missing)}")
    return kind(**known)


def _branch(options: tuple[Any, ...], data: Any) -> Any:
    """The one of several types that JSON `data` can only be."""
    if data is None:
        return NoneType
    wanted = [o for o in options if o is not NoneType and is_dataclass(o) == isinstance(data, dict)]
    return wanted[0]


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _has_default(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING
