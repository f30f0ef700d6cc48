"""Every command can be done by the mouse alone and by the keys alone, and either does the very same."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

import pytest
from textual.actions import parse

from spotintro.config import Package, Settings
from spotintro.config.settings import CreditSettings
from spotintro.host.events import Quote
from spotintro.tui.app import SpotIntroApp
from spotintro.tui.commands import COMMANDS, Command, Scope
from tests.fakes.facts import research_of
from tests.fakes.tui_parts import FakeParts, playing
from tests.store.requests import intro
from tests.tui.running import Running, running, whole_intro
from tests.tui.test_mouse import choose_in_palette, command, tap, targets
from tests.tui.test_retry import refused

if TYPE_CHECKING:
    from textual.dom import DOMNode

WIDE = (100, 40)
_ACTIONS = {each.action for each in COMMANDS} - {"command_palette"}


class Recording(SpotIntroApp):
    """Writes down what commands would do, once it is told to, and does nothing of it: the state stays."""

    recorded: list[tuple[str, DOMNode]] | None = None

    async def run_action(
        self,
        action: Any,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        if self.recorded is not None and action in _ACTIONS:
            node = self if default_namespace is None else default_namespace
            _, name, parameters = parse(action)
            if not node.check_action(name, parameters):
                return False
            self.recorded.append((action, node))
            return True
        return await super().run_action(action, default_namespace, namespaces)


Arrange = Callable[[Running], Awaitable[None]]


def keys(*pressed: str, until: str) -> Arrange:
    async def arrange(here: Running) -> None:
        await here.press(*pressed)
        await here.until_seen(until)

    return arrange


async def at_work(here: Running) -> None:
    run = await here.introduced()
    run.put(*whole_intro()[:1])
    await here.until(lambda: here.main.key_bar.offers("stop"))


async def said(here: Running) -> None:
    run = await here.introduced()
    run.put(*whole_intro())
    run.end()
    await here.until(lambda: here.main.key_bar.offers("replay"))


async def signing_out(here: Running) -> None:
    await here.press("u", "o")
    await here.until_seen("Sign out?")


def whole_page(page: str, *, until: str = "") -> Arrange:
    """Show a page with all its keys, also those that need a state of their own."""

    async def arrange(here: Running) -> None:
        await here.app.action_show(page)
        await here.until(lambda: here.app.screen.id == page)
        await here.until_seen(until)
        await here.pilot.pause()
        here.app.screen.key_bar.hide()  # type: ignore[attr-defined]

    return arrange


async def refusal(here: Running) -> None:
    await refused(here)


async def consent(here: Running) -> None:
    here.parts.the_host.disclosure = "The title goes to a server."
    await here.press("i")
    await here.until_seen("May the AI writer know what plays?")


async def facts(here: Running) -> None:
    await here.until_logged("Facts worth hearing?")


async def nothing(_here: Running) -> None: ...


_STATES: dict[Scope, Arrange] = {
    Scope.APP: nothing,
    Scope.FACTS: facts,
    Scope.CONSENT: consent,
    Scope.PAGE: keys("?", until="‹ back"),
    Scope.SUPPORT: whole_page("support", until="credits available"),
    Scope.DEMO_DESK: whole_page("support", until="credits available"),
    Scope.ACCOUNT: keys("u", until="Your account"),
    Scope.INTROS: keys("Y", until="1 of 1"),
    Scope.SIGN_IN: whole_page("sign_in"),
    Scope.WRITER: whole_page("writer"),
    Scope.DEVICES: keys("d", until="▸ ♪ Kitchen"),
    Scope.FIELD: keys("u", "f", until="enter send"),
}


def _cases() -> dict[str, tuple[Arrange, list[Command]]]:
    """Return the states to walk through, each with the commands that are to be done in it."""
    arrange: Arrange
    cases: dict[str, tuple[Arrange, list[Command]]] = {}
    for each in COMMANDS:
        if each.id in {"retry", "confirm"}:
            name, arrange = "refused", refusal
        elif each.id == "replay":
            name, arrange = "said", said
        elif each.id == "stop":
            name, arrange = "at work", at_work
        elif each.id == "sign_out_history":
            name, arrange = "signing out", signing_out
        else:
            name, arrange = each.scope.value, _STATES[each.scope]
        cases.setdefault(name, (arrange, []))[1].append(each)
    return cases


_CASES = _cases()


def _parts(name: str) -> FakeParts:
    packages = tuple(Package(f"P{number}", number) for number in range(1, 10))
    parts = FakeParts(
        settings=Settings(credits=CreditSettings(packages=packages)),
        playback=playing(),
        demo=name in {"demo_desk", "refused"},
    )
    parts.the_account.intros = [intro("a")]
    if name == "said":
        parts.the_host.replay_charge = Quote(())
    if name == "facts":
        parts.research = research_of(parts.source, answers=parts.answers)
    return parts


async def _clicked(here: Running, each: Command) -> None:
    """Do the command by the mouse: on its target where one is seen, else by the palette."""
    found = next((at for action, _, at in targets(here) if action == command(each.id)), None)
    if found is not None:
        await tap(here, found)
    else:
        await choose_in_palette(here, each.does)


@pytest.mark.parametrize("name", list(_CASES))
@pytest.mark.parametrize("size", [WIDE, (36, 70)])
async def test_each_command_is_done_by_the_mouse_and_by_its_keys(name: str, size: tuple[int, int]) -> None:
    arrange, commands = _CASES[name]
    async with running(_parts(name), size, app_class=Recording) as here:
        await arrange(here)
        await here.pilot.pause()
        app = here.app
        assert isinstance(app, Recording)
        screen = app.screen
        for each in commands:
            if each.id == "palette":  # which the others are chosen in
                continue
            done: list[list[tuple[str, DOMNode]]] = []
            # On the small screen one key is enough to tell what the mouse is to do: the others are the same there.
            for way in ("mouse", *(each.keys if size == WIDE else each.keys[:1])):
                app.recorded = []
                if way == "mouse":
                    await _clicked(here, _stand_in(each))
                    await here.until(lambda: bool(app.recorded) and app.screen is screen, each.id)
                else:
                    await here.press(way)
                    await here.until(lambda: bool(app.recorded), f"{each.id} by {way}")
                done.append(app.recorded)
                app.recorded = None
            expected = done[1]
            assert expected[0][0] == each.action, each.id
            assert [told for told in done[1:] if told != expected] == []
            assert done[0] == expected or each.id == "confirm", each.id


def _stand_in(each: Command) -> Command:
    """Return what the mouse does in place of a command that is another key of it."""
    return next(one for one in COMMANDS if one.id == "retry") if each.id == "confirm" else each


def test_each_command_has_a_case_and_no_two_the_same_words() -> None:
    assert {each.id for _, commands in _CASES.values() for each in commands} == {each.id for each in COMMANDS}
    words = [each.does for each in COMMANDS if each.in_palette]
    assert sorted(set(words)) == sorted(words)
