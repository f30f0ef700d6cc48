"""From the file to `Settings`: every fault with its line and with what is allowed instead."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from spotintro.config.errors import ConfigError, ConfigUnreadable, SettingRejected
from spotintro.config.settings import FASTEST_WPM, SLOWEST_WPM, Settings
from spotintro.plain_text import single_line

if TYPE_CHECKING:
    from spotintro.config.faults import Fault

MAX_BYTES = 1_000_000
_FEWEST_TIMES, _MOST_ALLOWANCE_DAYS = 2, 36_500  # a voucher's; a test holds them together
_SYNTAX_ERROR = r"^(?P<what>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$"
_NEXT_STEP = "Correct this line; `spotintro config check` says whether all is well."


def load_settings(file: Path, *, cost_names: Callable[[], Collection[str]], must_exist: bool = False) -> Settings:
    """Read the settings of a file; the defaults where there is none.

    Args:
        file: TOML in UTF-8.
        cost_names: What `credits.costs` may name; asked for where there is a file. This room doesn't know the
            paid features.
        must_exist: The user named this file, so that its absence is a mistake.

    Raises:
        ConfigError: the first fault, in the order of the lines.
    """
    text = read_text(file, must_exist=must_exist)
    if text is None:
        return Settings()
    import tomllib

    faults = find_faults(file, text, cost_names=cost_names())
    if faults:
        raise faults[0]
    return msgspec.convert(tomllib.loads(text), Settings, strict=True)


def check_file(
    file: Path,
    *,
    cost_names: Collection[str],
    must_exist: bool = False,
) -> tuple[ConfigError, ...]:
    """Return every fault of the file, in the order of its lines; a file that can't be read is one."""
    try:
        text = read_text(file, must_exist=must_exist)
    except ConfigError as error:
        return (error,)
    if text is None:
        return ()
    return find_faults(file, text, cost_names=cost_names)


def find_faults(file: Path, text: str, *, cost_names: Collection[str]) -> tuple[ConfigError, ...]:
    try:
        document = parsed(file, text)
    except SettingRejected as fault:
        return (fault,)
    return placed(_found(document, cost_names), file, text)


def parsed(file: Path, text: str) -> dict[str, Any]:
    """Parse TOML.

    Raises:
        SettingRejected: it is none.
    """
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _syntax_fault(file, text, error) from error


def _found(document: Mapping[str, Any], cost_names: Collection[str]) -> list[Fault]:
    try:
        msgspec.convert(document, Settings, strict=True)
        found: list[Fault] = []
    except msgspec.ValidationError:
        from spotintro.config.faults import faults_in

        found = list(faults_in(document, Settings))
    beyond = (
        _unknown_costs(document, cost_names),
        _half_allowances(document),
        _cap_without_prices(document),
        _no_pace(document),
    )
    return [*found, *(fault for faults in beyond for fault in faults), *unprintable(document)]


def load_what_holds(file: Path, *, cost_names: Collection[str]) -> Settings | None:
    """Return the settings of a file without the values in which there is a fault; None where it can't be read."""
    import copy
    import tomllib

    try:
        document = tomllib.loads(read_text(file, must_exist=False) or "")
        rest = copy.deepcopy(document)
        for path, _ in _found(document, cost_names):
            _without(rest, path)
        return msgspec.convert(rest, Settings, strict=True)
    except (ConfigError, ValueError, RecursionError):  # each of them is a fault that is told
        return None


def _without(document: dict[str, Any], path: tuple[str, ...]) -> None:
    table: Any = document
    for name in path[:-1]:
        table = table.get(name) if isinstance(table, dict) else None
    if isinstance(table, dict):
        table.pop(path[-1], None)


def faults_at(file: Path, found: Iterable[Fault]) -> tuple[ConfigError, ...]:
    """Give each of these faults, which others found in the settings of a file, the line where it is."""
    return placed(found, file, read_text(file, must_exist=False) or "")


def placed(found: Iterable[Fault], file: Path, text: str) -> tuple[ConfigError, ...]:
    """Give each fault the line where it is, and put them in that order."""
    faults = list(found)
    if not faults:
        return ()
    from spotintro.config.locating import line_of

    placed = [
        SettingRejected(file, line_of(path, text), f"{_dotted(path)}: {message}" if path else message, _NEXT_STEP)
        for path, message in faults
    ]
    return tuple(sorted(placed, key=lambda fault: fault.line or 0))


def read_text(file: Path, *, must_exist: bool, limit: int = MAX_BYTES) -> str | None:
    """Read a file of settings, at most `limit` bytes; None where there is none.

    Raises:
        ConfigUnreadable: it is no such file.
    """
    try:
        with file.open("rb") as stream:
            content = stream.read(limit + 1)
    except FileNotFoundError as error:
        if not must_exist:
            return None
        raise ConfigUnreadable(
            file,
            None,
            "There is no such file.",
            "Correct its name, or make it: `spotintro config init --config FILE`.",
        ) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "This is no file name"
        raise ConfigUnreadable(
            file, None, f"The config file can't be read: {reason}.", "Look at its name and its permissions."
        ) from error
    if len(content) > limit:
        raise ConfigUnreadable(
            file,
            None,
            f"The config file is larger than {limit // 1000} kB.",
            "Name the right file with --config.",
        )
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ConfigUnreadable(
            file, line, "The config file is not UTF-8 text.", "Save it as UTF-8 with your editor."
        ) from error


def _syntax_fault(file: Path, text: str, error: Exception) -> SettingRejected:
    import re

    last = text.count("\n") + 1
    match = re.match(_SYNTAX_ERROR, str(error), re.DOTALL)
    if match is None:
        # Limits of the parser itself (nesting, digits of a number) come without a place.
        what = "nested too deeply" if isinstance(error, RecursionError) else "a value can't be read"
        return SettingRejected(file, _densest_line(text), f"This is not TOML: {what}.", _NEXT_STEP)
    line = min(int(match["line"]), last) if match["line"] else last
    what = single_line(match["what"]).rstrip(".")
    where = f" (column {match['column']})" if match["column"] else " (the file ends too early)"
    return SettingRejected(file, line, f"This is not TOML: {what}{where}.", _NEXT_STEP)


def _densest_line(text: str) -> int:
    lines = text.split("\n")
    return max(range(len(lines)), key=lambda index: len(lines[index])) + 1


def _unknown_costs(document: Mapping[str, Any], cost_names: Collection[str]) -> Iterator[Fault]:
    section = document.get("credits")
    costs = section.get("costs") if isinstance(section, dict) else None
    for name in costs if isinstance(costs, dict) else ():
        if name not in cost_names:
            from spotintro.config.faults import unknown_name

            yield ("credits", "costs", name), unknown_name(name, cost_names, "paid feature")


def _half_allowances(document: Mapping[str, Any]) -> Iterator[Fault]:
    """Find packages whose `every_days` and `times` don't go together: no rule for a single setting can say it."""
    section = document.get("credits")
    packages = section.get("packages") if isinstance(section, dict) else None
    for package in packages if isinstance(packages, list) else ():
        if not isinstance(package, dict):
            continue
        every_days, times = package.get("every_days", 0), package.get("times", 0)
        if not isinstance(every_days, int) or not isinstance(times, int) or every_days == times == 0:
            continue
        if every_days < 1 or times < _FEWEST_TIMES or every_days * (times - 1) > _MOST_ALLOWANCE_DAYS:
            bounds = f"from 1 and from {_FEWEST_TIMES}, for {_MOST_ALLOWANCE_DAYS} days in all at the most"
            yield ("credits", "packages"), f"“every_days” and “times” belong together: {bounds}."


def _cap_without_prices(document: Mapping[str, Any]) -> Iterator[Fault]:
    """Find a daily cap that can't be kept, since a price is missing that it is counted by."""
    table: Any = document
    for name in ("writer", "openai"):
        table = table.get(name) if isinstance(table, dict) else None
    if not isinstance(table, dict) or not table.get("daily_cap"):
        return
    missing = [name for name in ("input_price", "output_price") if not table.get(name)]
    if missing:
        yield ("writer", "openai", "daily_cap"), f"a cap needs the prices as well: set {' and '.join(missing)}."


def _no_pace(document: Mapping[str, Any]) -> Iterator[Fault]:
    """Find a pace between none, which leaves it to the persona, and the slowest that a voice has."""
    section = document.get("voice")
    rate = section.get("rate_wpm") if isinstance(section, dict) else None
    if isinstance(rate, int) and 0 < rate < SLOWEST_WPM:
        yield ("voice", "rate_wpm"), f"it has to be from {SLOWEST_WPM} to {FASTEST_WPM}, or 0: the persona's."


def unprintable(document: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[Fault]:
    """Find texts with characters that steer a terminal or hide in it.

    Settings end up on the screen and in prompts.
    """
    for name, value in document.items():
        here = (*path, name)
        for each in value if isinstance(value, list) else (value,):
            if isinstance(each, dict):
                yield from unprintable(each, here)
            elif isinstance(each, str) and not all(map(_printable, each)):
                yield here, "this text holds a control or invisible character."


def _printable(char: str) -> bool:
    import unicodedata

    return char in "\n\u200c\u200d" or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def _dotted(path: tuple[str, ...]) -> str:
    return ".".join(single_line(key, limit=60) for key in path)
