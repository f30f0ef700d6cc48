"""Every size from 30×10 to 250×80, in each state: the host, the money and our own words come first."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from spotintro.config import ScreenSettings, Settings
from spotintro.config.settings import AlbumArt as Way
from spotintro.credits.errors import CreditErrorCode
from spotintro.host.events import Failed, Held, HostEvent, Sentence, Speaking
from spotintro.tui.pictures.drawing import place_on
from spotintro.tui.widgets.album_art import AlbumArt
from spotintro.tui.widgets.key_bar import KeyBar
from spotintro.tui.widgets.lines import Lines
from spotintro.wiring.setting_up import SetUp
from tests.fakes.tui_parts import TRACK, FakeParts, playing
from tests.tui.running import Running, running, user, whole_intro
from tests.tui.test_album_art import cover

pytestmark = pytest.mark.slow

Size = tuple[int, int]

NAMED: tuple[Size, ...] = (
    *((40, 20), (36, 70), (50, 15), (60, 28), (80, 24), (100, 32), (200, 60)),
    *((30, 10), (250, 11), (250, 80), (31, 80)),
)
SIZES = st.tuples(st.integers(30, 250), st.integers(10, 80))
FOREIGN = replace(
    TRACK,
    title="øø øøøø øø øøøøøøøø øøøøøøøøøøøøøøøøøø øøø øøøøøøø øø øøøøøøøøøøøøøøøøøøøøøøøøøø øøøøøøøøø øøøøøø",
    artists=("øøøø øøøøøøøø", "øøø øøøøøøøøøøøøø øøøøøøøøøøøøøø", "øøøøø øøøøøøøøøøøøøøø øøøøøøøøøøøøøø"),
    album="øøøøøøøø øøøøøøøøø øøøøøøøøøø øøøøøø øøøøøøø øøøøø øøøø øøøøøø øøøøøø øøøøøø øøøøø øøøø",
    year=None,
    art_url="https://i.scdn.co/image/1",
)
"""Of one letter alone, so that a cut in words of ours is seen."""
CUT = ("ø", "—", "·", ",")
"""Whatever stands before an ellipsis: words from outside, or what joins them."""
MANY = tuple(f"Sentence {number} of a host who has very much to tell of this one song." for number in range(60))
FEW = ("This is a song.", "It was written in Paris.")
HELD, *_, SPOKEN, FINISHED = whole_intro()
REFUSED = Failed(CreditErrorCode.INSUFFICIENT_CREDITS, "You have too few.", "Get more.", "", (), user(1))


@dataclass(frozen=True)
class State:
    name: str
    events: tuple[HostEvent, ...] = ()
    """Those of an intro, where one was asked for."""
    available: int = 10
    balance: str = "● 10 credits"
    price: str = "i 2: text 1 + voice 1"
    host: str = ""
    """What the title of the host's words says of them."""
    plays: bool = True
    set_up: bool = True
    disclosure: str | None = None
    """What an AI writer would be told, where that is asked first."""


def intro(said: tuple[str, ...], *after: HostEvent) -> tuple[HostEvent, ...]:
    sentences = (Sentence(index, text) for index, text in enumerate(said))
    assert isinstance(HELD, Held)
    return (replace(HELD, track=FOREIGN), *sentences, *after)


LEFT = "● 8 credits"
STATES = (
    State("playing"),
    State("nothing plays", plays=False),
    State("writing", intro(FEW), balance=LEFT, host="… writing"),
    State("writing much", intro(MANY), balance=LEFT, host="… writing"),
    State("speaking", intro(FEW, Speaking(1)), balance=LEFT, host="♪ speaking"),
    State("speaking much", intro(MANY, Speaking(9)), balance=LEFT, host="♪ speaking"),
    State("said", intro(FEW, SPOKEN, FINISHED), balance=LEFT, host="✓ said"),
    State("said much", intro(MANY, SPOKEN, FINISHED), balance=LEFT, host="✓ said"),
    State("refused", (REFUSED,), available=1, balance="▲ 1 credit", price="2 needed", host="▲ too few credits"),
    State("low", available=2, balance="▲ 2 credits"),
    State("asking", host="? a question", disclosure=" ".join(MANY)),
    State("first minute", plays=False, set_up=False),
    State("empty", available=0, balance="○ 0 credits", price="⊘ i needs 2: text 1 + voice 1"),
)


async def reached(here: Running, state: State) -> None:
    """Bring the app into the state."""
    if state.events:
        run = await here.introduced()
        run.put(*state.events)
        if state.events[-1] in {REFUSED, FINISHED}:
            run.end()
        await here.until(lambda: here.main.host_text.status == state.host, state.host)
    if state.disclosure is not None:
        await here.press("i")
        await here.until(lambda: here.main.host_text.status == state.host, state.host)
    if not state.set_up:
        await here.until_seen("Three ways to begin")
    await here.until_seen(state.balance)


@contextmanager
def in_state(state: State) -> Iterator[tuple[asyncio.Runner, Running]]:
    """Run the app in that state. It goes on only while the runner does: each example begins where one ended."""
    made = Settings(screen=ScreenSettings(album_art=Way.BLOCKS))
    playback = playing(FOREIGN, following=replace(FOREIGN, id="next")) if state.plays else None
    parts = FakeParts(playback=playback, settings=made, available=state.available, demo=state.set_up)
    parts.is_set_up = SetUp(spotify=state.set_up, writer=state.set_up)
    parts.the_host.disclosure = state.disclosure
    assert FOREIGN.art_url is not None
    parts.artwork.pictures[FOREIGN.art_url] = cover("any")
    with asyncio.Runner() as runner:
        app = running(parts)
        here = runner.run(app.__aenter__())
        try:
            runner.run(reached(here, state))
            yield runner, here
        finally:
            runner.run(app.__aexit__(None, None, None))


async def resized(here: Running, size: Size) -> None:
    """Give the app that size, and wait until all has its place."""
    await here.pilot.resize_terminal(*size)
    place = place_on(*size, Way.BLOCKS, None, 1) if here.main.now_playing.playback is not None else None
    art = here.main.query_one(AlbumArt)
    await here.until(lambda: art.display is (place is not None), f"the cover at {size}")
    if place is not None:
        await here.until(lambda: art.region.size == (place.columns, place.rows), f"the cover's place at {size}")
    before = ""
    while before != here.seen:  # the rows are shared after the layout, which is then done again
        before = here.seen
        await here.pilot.pause()


def rows_of(here: Running, widget: Lines) -> list[str]:
    region = widget.content_region
    return [line[region.x : region.right].rstrip() for line in here.seen.splitlines()[region.y : region.bottom]]


def check(here: Running, state: State) -> None:
    main, seen, size = here.main, here.seen, here.app.size
    bar = rows_of(here, main.credit_bar)
    assert any(state.balance in line for line in bar), (size, seen)
    assert any(state.price in line for line in bar), (size, seen)
    host = main.host_text
    for widget in (main.credit_bar, main.key_bar) if main.key_bar.display else (main.credit_bar,):
        laid_out = widget.lines(widget.content_size.width)
        assert [line.plain.rstrip() for line in laid_out] == rows_of(here, widget), (size, seen)
        assert not any("…" in line.plain for line in laid_out), (size, seen)
    if host.display and host.styles.border_top[0]:
        assert "The host" in seen, (size, seen)
        assert host.status in seen, (size, seen)
    if "speaking" in state.name:
        assert host.display, (size, seen)
        assert host.scrollable_content_region.height >= 2, (size, seen)
    for before, _, _after in (line.rpartition("…") for line in seen.replace("… writing", "").splitlines()):
        assert not before or before.rstrip().endswith(CUT), (size, before, seen)
    if host.display and host.max_scroll_y > 0:
        rows = seen.splitlines()
        assert len(rows) == size.height, (size, seen)
        assert all(row.strip() for row in rows), (size, seen)


@pytest.mark.parametrize("examples", [4, pytest.param(150, marks=pytest.mark.soak)])
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name.replace(" ", "-"))
def test_the_host_has_its_rows_and_money_and_labels_are_whole(
    state: State, examples: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    with in_state(state) as (runner, here):
        # Not made smaller: each example costs a layout, and any size says enough.
        @settings(max_examples=examples, phases=(Phase.explicit, Phase.generate))
        @given(SIZES, SIZES)
        def at_any_size(before: Size, size: Size) -> None:
            if here.app.size != before:
                runner.run(resized(here, before))
            runner.run(resized(here, size))
            check(here, state)

        for number, size in enumerate(NAMED):
            at_any_size = example(NAMED[number - 1], size)(at_any_size)
        at_any_size()


@pytest.mark.parametrize("size", NAMED, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_support_tells_the_balance_first_and_its_keys_whole(size: Size) -> None:
    async with running(FakeParts(playback=playing()), size) as here:
        await here.press("s")
        await here.until_seen("10 credits")
        bar = here.app.screen.query_one(KeyBar)
        if bar.display:
            laid_out = [line.plain.rstrip() for line in bar.lines(bar.content_size.width)]
            assert laid_out == rows_of(here, bar), here.seen
            assert not any("…" in line for line in laid_out)
        await here.press("escape")
        await here.until_seen("i 2: text 1 + voice 1")
