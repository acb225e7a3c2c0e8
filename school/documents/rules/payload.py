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
    """Return a document, or a part of one, as JSON values.

    These are dict, list, str, int, float, bool and None. Raises TypeError for anything else.
    """
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
    """Return the document of class `kind` that `to_payload` made `data` from.

    A field that the payload lacks takes the class's default, so that old editions stay readable.
    Raises KeyError if the field has no default.
    """
    document: T = _read_value(kind, data)
    return document


def _read_value(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _read_value(_choose_type(get_args(kind), data), data)
    if origin is tuple:
        return tuple(_read_value(get_args(kind)[0], part) for part in data)
    if origin is dict:
        return {key: _read_value(get_args(kind)[1], part) for key, part in data.items()}
    if kind is Body:  # its tag says which class it is
        kind = find_body_class(data["kind"])
    elif kind is Item:
        data = upgrade_item(data)
    if origin is Literal or not hasattr(kind, "__dataclass_fields__"):
        return data
    return _read_dataclass(kind, data)


def _read_dataclass(kind: Any, data: Any) -> Any:
    types = _read_field_types(kind)
    values, missing = {}, []
    for field in fields(kind):
        if field.name in data:
            values[field.name] = _read_value(types[field.name], data[field.name])
        elif not _has_default(field):
            missing.append(field.name)
    if missing:
        raise KeyError(f"{kind.__name__} lacks {', '.join(missing)}")
    return kind(**values)


def _choose_type(options: tuple[Any, ...], data: Any) -> Any:
    """Return the only one of several types that JSON `data` can be."""
    if data is None:
        return NoneType
    for option in options:
        if option is not NoneType and is_dataclass(option) == isinstance(data, dict):
            return option
    raise TypeError(f"none of {options} can be read from a {type(data).__name__}")


@cache
def _read_field_types(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _has_default(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING
