"""The commands that can be done now, and what does each: for a click, which has no key, and for the palette."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol, runtime_checkable

from textual.actions import parse

from spotintro.credits.features import OFFERED
from spotintro.session.standing import Phase
from spotintro.tui.commands import COMMANDS, Command, Scope

if TYPE_CHECKING:
    from textual.app import App
    from textual.dom import DOMNode
    from textual.screen import Screen

    from spotintro.session.standing import Standing
    from spotintro.tui.widgets.key_bar import KeyBar

_OF_WHAT_PLAYS: Final = frozenset(
    {
        *(step.terms.key_name for step in OFFERED),
        *("introduce_next", "play_pause", "next", "previous", "like", "shuffle", "repeat"),
        *("back", "forward", "louder", "quieter"),
    }
)

_NOT_IN_DEMO: Final = ("sign_in", "writer", "demo")


@runtime_checkable
class _Commanded(Protocol):
    SCOPES: ClassVar[tuple[Scope, ...]]


def in_reach(app: App[Any], screen: Screen[Any], bar_of_app: KeyBar) -> Iterator[tuple[Command, DOMNode]]:
    """Yield each command that does something now, with the node whose action it is: a page's before the app's.

    Args:
        app: Whose commands work on every screen.
        screen: The screen that is seen, or that lies below the palette.
        bar_of_app: The bar that knows which of the app's commands can do something.
    """
    nodes: list[DOMNode] = [*([screen.focused] if screen.focused is not None else []), screen]
    bar = getattr(screen, "key_bar", bar_of_app)
    for node, offering in [*((node, bar) for node in nodes), (app, bar_of_app)]:
        scopes = node.SCOPES if isinstance(node, _Commanded) else ()
        for command in COMMANDS:
            if command.scope in scopes and offering.offers(command.id):
                namespace, name, parameters = parse(command.action)
                target = app if namespace == "app" else node
                if target.check_action(name, parameters):
                    yield command, node


def without_use(standing: Standing, *, refused: bool, busy: bool, demo: bool) -> frozenset[str]:
    """Return the app's commands that can do nothing as it stands, and so aren't offered; their keys say why.

    Args:
        standing: How the session stands.
        refused: Whether a step waits for credits.
        busy: Whether the host is at work.
        demo: Whether this is the demo, in which there is nothing to set up.
    """
    nothing_plays = standing.looked and standing.playback is None
    found = set(_OF_WHAT_PLAYS) if nothing_plays else set()
    if nothing_plays and standing.on_air.phase is Phase.IDLE:
        found.add("facts")  # else the page still has those of the last intro
    if not busy and standing.looked and standing.auto_question is None and standing.consent is None:
        found.add("stop")
    if standing.replay is None:
        found.add("replay")
    if not refused:
        found.add("retry")
    if demo:
        found.update(_NOT_IN_DEMO)
    return frozenset(found)
