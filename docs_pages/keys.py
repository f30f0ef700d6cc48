"""Every key, with the name that the settings call its command by."""

from __future__ import annotations

from collections.abc import Iterator

from docs_pages.words import as_text, code, row
from spotintro.tui.commands import COMMANDS, Scope
from spotintro.tui.keymap import lay_over

_WHERE = {
    Scope.APP: "Everywhere",
    Scope.MAIN: "On the main screen",
    Scope.CONSENT: "While something is asked on the main screen",
    Scope.PAGE: "On every other page",
    Scope.FACTS: "On the page of facts, and while it is asked whether to look facts up",
    Scope.INTROS: "On the page of what was said",
    Scope.SUPPORT: "On the support page",
    Scope.DEMO_DESK: "On the support page of the demo",
    Scope.ACCOUNT: "On the account page",
    Scope.SIGN_IN: "On the sign-in page",
    Scope.WRITER: "On the page of the AI writer",
    Scope.DEVICES: "In the list of devices",
    Scope.FIELD: "In a field",
}


def key_lines() -> Iterator[str]:
    """Tell the keys of each place in a table, in the order of the key bar."""
    keymap = lay_over({})
    for scope in Scope:
        assert scope in _WHERE, f"{scope} has to be told in words"
    for number, (scope, where) in enumerate(_WHERE.items()):
        if number:
            yield ""
        yield from (f"### {where}", "", "| key | does | its name in `[screen.keys]` |", "|---|---|---|")
        for command in COMMANDS:
            if command.scope is scope:
                keys = " ".join(map(code, keymap.all_written(command.id).split()))
                yield row((keys, as_text(command.does), code(command.id)))
