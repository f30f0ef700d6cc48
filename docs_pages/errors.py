"""Every error that a user may be told: its code and what is said, read from where the program says it.

That is where an error is made, or what tells of one without being raised: a host's run that failed, or an answer
of the running app. Where a function makes it of what it is given, its callers say the sentence.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import spotintro
from docs_pages.words import as_text, code, row
from spotintro.cli.failures import Failure, announced
from spotintro.errors import SpotIntroError
from spotintro.host.events import Failed
from spotintro.remote.messages import Answer

_VARIES = "…"
_RUNS_AT_IMPORT = "spotintro.store.migrations.env"
_TABLES: Mapping[str, str] = {
    "spotintro.store.failures": "SYSTEM_ERROR",
    "spotintro.store.postgres.failures": "SYSTEM_ERROR",
}
"""Modules that choose a sentence and its next step by what a database says, with the code of all of them."""
_Kind = type[SpotIntroError | Failure | Failed | Answer]


@dataclass(frozen=True, slots=True)
class _Maker:
    """A function of a module that makes an error of what it is given."""

    function: ast.FunctionDef
    call: ast.Call
    kind: _Kind

    def given(self, call: ast.Call, module: ModuleType, names: Mapping[str, str]) -> dict[str, str]:
        """Return the texts that a caller gives, by the names of the parameters."""
        parameters = [each.arg for each in self.function.args.args]
        nodes = dict(zip(parameters, call.args, strict=False)) | {
            each.arg or "": each.value for each in call.keywords
        }
        return {name: _text(node, module, names) for name, node in nodes.items()}


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """A sentence of an error; what differs from case to case is `…` in it."""

    code: str
    message: str
    next_step: str
    status: int
    """The exit code of a command that fails with it."""


def error_lines() -> Iterator[str]:
    """Tell each code with its exit code, and below it each sentence with what to do next."""
    yield "| code | exit | what is said | what to do next |"
    yield "|---|---|---|---|"
    before: tuple[str, int] | None = None
    for each in all_said():
        kind = (each.code, each.status)
        first = (code(each.code), str(each.status)) if kind != before else ("", "")
        yield row((*first, as_text(each.message), as_text(each.next_step)))
        before = kind


def all_said() -> list[Said]:
    """Return the sentences of every error in the program's source, by code and exit code."""
    found = {said for module in _modules() for said in _said_in(module)}
    told = {(said.code, said.status) for said in found if not _is_unknown(said.message)}
    found -= {
        said
        for said in found
        if _is_unknown(said.message) and not said.next_step and (said.code, said.status) in told
    }
    return sorted(found, key=lambda said: (said.code, said.status, said.message, said.next_step))


def _status_of(named: str) -> int:
    error = SpotIntroError("", "")
    error.code = named
    return announced(error).status


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(spotintro.__path__, "spotintro."):
        if found.name != _RUNS_AT_IMPORT:
            yield importlib.import_module(found.name)


def _said_in(module: ModuleType) -> Iterator[Said]:
    tree = ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))
    kinds = _kinds_named_in(tree, module)
    names = {name: str(each) for name, each in vars(module).items() if isinstance(each, str)}
    if module.__name__ in _TABLES:
        yield from _chosen_from(tree, _TABLES[module.__name__], module, names)
    makers = {maker.function.name: maker for maker in _makers_in(tree, kinds)}
    by_makers = {maker.call for maker in makers.values()}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name in kinds:
            yield from _by_its_own_constructor(node, kinds[node.name], module, names)
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node in by_makers:
            continue
        if node.func.id in kinds:
            kind = kinds[node.func.id]
            yield from _made_by(node, kind, kind, module, names)
        elif node.func.id in makers:
            maker = makers[node.func.id]
            for call in _each_way(node):
                given = maker.given(call, module, names)
                yield from _made_by(maker.call, maker.kind, maker.kind, module, {**names, **given})


def _chosen_from(tree: ast.Module, named: str, module: ModuleType, names: Mapping[str, str]) -> Iterator[Said]:
    """Tell the pairs of a sentence and its next step that stand in a module."""
    for node in ast.walk(tree):
        match node:
            case ast.Tuple(elts=[ast.Constant(value=str() as message), next_step]) if message.endswith("."):
                text = _text(ast.Constant(message), module, names)
                yield Said(named, text, _text(next_step, module, names), _status_of(named))


def _makers_in(tree: ast.Module, kinds: Mapping[str, _Kind]) -> Iterator[_Maker]:
    """Find the functions that return an error with the sentence that they are given."""
    for function in tree.body:
        if not isinstance(function, ast.FunctionDef):
            continue
        parameters = {each.arg for each in function.args.args}
        for node in ast.walk(function):
            match node:
                case ast.Return(value=ast.Call(func=ast.Name(id=name)) as call) if name in kinds:
                    words = {each.id for each in ast.walk(call) if isinstance(each, ast.Name)}
                    if "message" in parameters & words:
                        yield _Maker(function, call, kinds[name])


def _each_way(call: ast.Call) -> Iterator[ast.Call]:
    """Yield a call for each way in which its conditions may go."""
    given: list[ast.expr | ast.keyword] = [*call.args, *call.keywords]
    choices = next((each for each in given if _condition_in(each) is not None), None)
    if choices is None:
        yield call
        return
    condition = _condition_in(choices)
    assert condition is not None
    for way in (condition.body, condition.orelse):
        args = [way if each is choices else each for each in call.args]
        keywords = [ast.keyword(each.arg, way) if each is choices else each for each in call.keywords]
        yield from _each_way(ast.Call(call.func, args, keywords))


def _condition_in(given: ast.expr | ast.keyword) -> ast.IfExp | None:
    value = given.value if isinstance(given, ast.keyword) else given
    return value if isinstance(value, ast.IfExp) else None


def _kinds_named_in(tree: ast.Module, module: ModuleType) -> dict[str, _Kind]:
    """Return the errors that a module makes or imports, wherever in it the import stands."""
    objects = dict(vars(module))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("spotintro"):
            there = importlib.import_module(node.module or "")
            objects |= {each.asname or each.name: getattr(there, each.name, None) for each in node.names}
    return {
        name: each
        for name, each in objects.items()
        if isinstance(each, type) and issubclass(each, SpotIntroError | Failure | Failed | Answer)
    }


def _by_its_own_constructor(
    node: ast.ClassDef, kind: _Kind, module: ModuleType, names: Mapping[str, str]
) -> Iterator[Said]:
    """Tell what a class says that writes its sentence itself: its call of `super().__init__`."""
    if not issubclass(kind, SpotIntroError) or kind is SpotIntroError:
        return
    above = next(each for each in kind.__mro__[1:] if "__init__" in vars(each))
    own = _defaults_of(kind)
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "super().__init__":
            yield from _made_by(call, kind, above, module, {**names, **own}, of_its_own=True)


def _made_by(
    call: ast.Call,
    kind: _Kind,
    constructor: type,
    module: ModuleType,
    names: Mapping[str, str],
    *,
    of_its_own: bool = False,
) -> Iterator[Said]:
    for way in _each_way(call):
        yield from _said_by(way, kind, constructor, module, names, of_its_own=of_its_own)


def _said_by(
    call: ast.Call,
    kind: _Kind,
    constructor: type,
    module: ModuleType,
    names: Mapping[str, str],
    *,
    of_its_own: bool,
) -> Iterator[Said]:
    parameters = inspect.signature(constructor).parameters
    nodes = dict(zip(parameters, call.args, strict=False)) | {each.arg or "": each.value for each in call.keywords}
    given = _defaults_of(constructor) | {name: _text(node, module, names) for name, node in nodes.items()}
    if not {"message", "next_step"} <= set(given):
        return
    named = given["code"] if "code" in given else _code_of(kind)
    message = given["message"]
    if _is_unknown(message):
        if of_its_own and "message" in inspect.signature(kind).parameters:
            return  # who makes it says it
        # Of a class that tells of errors, and is none, the docstring says nothing of them.
        is_error = issubclass(kind, SpotIntroError)
        message = (kind.__doc__ or "").strip().partition("\n")[0] if is_error else _VARIES
    if not _is_unknown(named):
        status = _number(nodes.get("status"), module)
        yield Said(named, message, given["next_step"], _status_of(named) if status is None else status)


def _defaults_of(constructor: type) -> dict[str, str]:
    parameters = inspect.signature(constructor).parameters
    return {name: each.default for name, each in parameters.items() if isinstance(each.default, str)}


def _code_of(kind: _Kind) -> str:
    assert issubclass(kind, SpotIntroError)
    error = kind.__new__(kind)  # whatever its own constructor asks for
    SpotIntroError.__init__(error, "", "")
    return error.code


def _is_unknown(text: str) -> bool:
    return not text.strip(_VARIES + " .")


def _number(node: ast.expr | None, module: ModuleType) -> int | None:
    match node:
        case ast.Constant(value=int() as number):
            return number
        case ast.Name(id=name):
            found = vars(module).get(name)
            return found if isinstance(found, int) else None
    return None


def _text(node: ast.expr, module: ModuleType, names: Mapping[str, str]) -> str:
    """Return the text that an expression makes, with `…` for what is known only when it is made."""
    match node:
        case ast.Constant(value=str() as text):
            return re.sub(r"\{\w*\}", _VARIES, text)
        case ast.JoinedStr(values=parts):
            return "".join(_text(part, module, names) for part in parts)
        case ast.FormattedValue(value=value):
            return _text(value, module, names)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _text(left, module, names) + _text(right, module, names)
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.Attribute(value=ast.Name(id=name), attr=attribute):
            found = getattr(vars(module).get(name), attribute, _VARIES)
            return str(found) if isinstance(found, str) else _VARIES
    return _VARIES
