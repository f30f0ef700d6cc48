"""What is wrong with a parsed document, in sentences. Loaded only when something is."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

import msgspec
from msgspec import inspect

from spotintro.config.personas.persona import SENTENCE_PATTERN
from spotintro.plain_text import single_line

Fault = tuple[tuple[str, ...], str]
"""The path of a setting in the document, and a sentence that says what is wrong with it."""


_MOVED: Final = {
    "writer.persona": "a persona has a file of its own now. Run `spotintro personas new mine`, put this text into"
    ' its “who”, and write persona = "mine" below [host].',
    "writer.max_words": "the persona and how much it talks say how long a text is. Write below [host]"
    ' chattiness = "brief", "normal" or "chatty".',
}
"""Settings that there were, and what to write now."""


def faults_in(document: Mapping[str, Any], kind: type[msgspec.Struct]) -> Iterator[Fault]:
    """Find each fault of a document that is to be of this kind, with what is allowed there."""
    root = inspect.type_info(kind)
    assert isinstance(root, inspect.StructType)
    yield from _in_table((), document, root, _places(root))
    missing = [field.encode_name for field in root.fields if field.required and field.encode_name not in document]
    for name in missing:
        yield (), f"“{name}” is missing."


def unknown_name(name: str, allowed: Collection[str], kind: str) -> str:
    shown = single_line(name, limit=60)
    near = difflib.get_close_matches(name[:100], list(allowed), n=1, cutoff=0.6)
    if near:
        return f"there is no {kind} “{shown}”. Did you mean “{near[0]}”?"
    return f"there is no {kind} “{shown}”. Allowed: {', '.join(sorted(allowed))}."


def _in_table(
    path: tuple[str, ...],
    table: Mapping[str, Any],
    struct: inspect.StructType,
    places: Mapping[str, list[str]],
) -> Iterator[Fault]:
    fields = {field.encode_name: field.type for field in struct.fields}
    for name, value in table.items():
        here = (*path, name)
        kind = fields.get(name)
        if kind is None:
            yield here, _unknown(name, path, fields, places)
            continue
        kind = _plain(kind)
        if isinstance(kind, inspect.StructType):
            if isinstance(value, dict):
                yield from _in_table(here, value, kind, places)
            else:
                yield here, f"this is a table; write [{'.'.join(here)}] and its settings below it."
        elif isinstance(kind, inspect.DictType):
            yield from _in_mapping(here, value, _plain(kind.value_type))
        elif isinstance(kind, inspect.VarTupleType):
            yield from _in_list(here, value, kind)
        elif not _accepts(kind, value):
            yield here, _allowed(kind)


def _in_mapping(path: tuple[str, ...], value: object, kind: inspect.Type) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield path, f"this is a table; write [{'.'.join(path)}] and name = value below it."
        return
    for name, each in value.items():
        if isinstance(kind, inspect.VarTupleType):
            yield from _in_list((*path, name), each, kind)
        elif not _accepts(kind, each):
            yield (*path, name), _allowed(kind)


def _in_list(path: tuple[str, ...], value: object, whole: inspect.VarTupleType) -> Iterator[Fault]:
    kind = _plain(whole.item_type)
    if isinstance(value, list) and whole.max_length is not None and len(value) > whole.max_length:
        yield path, f"this list may have {whole.max_length} values at the most."
    if not isinstance(value, list):
        around = f"[[{'.'.join(path)}]] above" if isinstance(kind, inspect.StructType) else "[ ] around"
        yield path, f"this is a list; write {around} its values."
        return
    for each in value:
        if not isinstance(kind, inspect.StructType):
            if not _accepts(kind, each):
                yield path, _allowed(kind)
        elif not isinstance(each, dict):
            yield path, f"this is a list of tables; write [[{'.'.join(path)}]] and its settings below it."
        else:
            yield from _in_table(path, each, kind, {})
            missing = [
                field.encode_name for field in kind.fields if field.required and field.encode_name not in each
            ]
            if missing:
                yield path, f"each of these tables needs {' and '.join(f'“{name}”' for name in missing)}."


def _unknown(
    name: str,
    path: tuple[str, ...],
    fields: Mapping[str, inspect.Type],
    places: Mapping[str, list[str]],
) -> str:
    elsewhere = [place for place in places.get(name, []) if place != ".".join(path)]
    if (moved := _MOVED.get(".".join((*path, name)))) is not None:
        return moved
    sentence = unknown_name(name, fields, "setting")
    if elsewhere and "Did you mean" not in sentence:
        return f"there is no such setting here; “{name}” belongs to [{'] or ['.join(elsewhere)}]."
    return sentence


def _places(struct: inspect.StructType, path: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """Map each name of a setting to the tables that have it."""
    places: dict[str, list[str]] = {}
    for field in struct.fields:
        kind = _plain(field.type)
        if isinstance(kind, inspect.StructType):
            for name, tables in _places(kind, (*path, field.encode_name)).items():
                places.setdefault(name, []).extend(tables)
        elif path:
            places.setdefault(field.encode_name, []).append(".".join(path))
    return places


def _plain(kind: inspect.Type) -> inspect.Type:
    while isinstance(kind, inspect.Metadata):
        kind = kind.type
    return kind


def _accepts(kind: inspect.Type, value: object) -> bool:
    """Return whether msgspec, which has the last word, would take this value."""
    try:
        msgspec.convert(value, _annotation(kind), strict=True)
    except msgspec.ValidationError:
        return False
    return True


def _annotation(kind: inspect.Type) -> Any:
    from typing import Annotated

    match kind:
        case inspect.EnumType():
            return kind.cls
        case inspect.BoolType():
            return bool
        case inspect.IntType():
            return Annotated[int, msgspec.Meta(ge=kind.ge, le=kind.le)]
        case inspect.FloatType():
            return Annotated[float, msgspec.Meta(ge=kind.ge, le=kind.le)]
        case inspect.StrType():
            return Annotated[
                str, msgspec.Meta(min_length=kind.min_length, max_length=kind.max_length, pattern=kind.pattern)
            ]
    raise AssertionError(f"no sentence for {kind!r}")


def _allowed(kind: inspect.Type) -> str:
    match kind:
        case inspect.EnumType():
            return f"it has to be one of {', '.join(f'“{member.value}”' for member in kind.cls)}."
        case inspect.BoolType():
            return "it has to be true or false, without quotes."
        case inspect.IntType():
            return f"it has to be a whole number {_bounds(kind.ge, kind.le)}, without quotes."
        case inspect.FloatType():
            return f"it has to be a number {_bounds(kind.ge, kind.le)}, without quotes."
        case inspect.StrType(pattern=str(pattern)) if pattern.startswith("^[0-9a-f"):
            digits = "".join(char for char in pattern.rpartition("{")[2] if char.isdigit())
            return f"each has to be a text in quotes of {digits} hexadecimal digits."
        case inspect.StrType(pattern=str(pattern)) if pattern.startswith("^(https"):
            return "it has to be an address in quotes that begins with “https://”; on this machine “http://127.0.0.1”."
        case inspect.StrType(pattern=str(pattern)) if pattern.startswith("^[A-Za-z0-9]*"):
            return "it has to be a text in quotes of letters and digits alone."
        case inspect.StrType(pattern=str(pattern)) if pattern.startswith("^[A-Z]{3}"):
            return "it has to be a currency's code of three capital letters in quotes, such as “EUR”."
        case inspect.StrType(pattern=str(pattern)) if pattern == SENTENCE_PATTERN:
            return (
                f"each has to be a text in quotes of {kind.min_length} to {kind.max_length} characters, without"
                " < > [ ] { } | * _ ` # and \\."
            )
        case inspect.StrType(pattern=str()):
            return "it has to be a language tag in quotes, such as “en”, “en-GB” or “de”."
        case inspect.StrType():
            shortest = f"{kind.min_length} to " if kind.min_length else "at most "
            return "it has to be a text in quotes" + (
                f" of {shortest}{kind.max_length} characters." if kind.max_length else "."
            )
    raise AssertionError(f"no sentence for {kind!r}")


def _bounds(lowest: float | None, highest: float | None) -> str:
    return f"from {lowest:,} to {highest:,}".replace(",", " ")
