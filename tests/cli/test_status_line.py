"""A line for a bar: its placeholders, and titles that would be more than text to what reads it."""

from __future__ import annotations

import html
import json
import shutil
import subprocess
import time
import uuid
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.cli import now as now_command
from spotintro.cli.status_line import (
    DEFAULT_FORMAT,
    PLACEHOLDERS,
    FormatFault,
    LineFormat,
    LineReader,
    waybar_document,
)
from spotintro.remote.status import Status
from tests.cli.commands import Commands
from tests.conftest import require_program

FULL = Status(
    state="playing",
    title="So What",
    artist="Miles Davis",
    album="Kind of Blue",
    position_ms=72_000,
    duration_ms=337_000,
    player="mpv",
    device="Kitchen",
    volume_percent=70,
    liked=True,
    next_title="Blue in Green",
    next_artist="Miles Davis",
    credits=2,
    low=True,
    price=2,
    auto_on=True,
    auto="auto: in 2 tracks",
    next_intro="next: ready",
    host="speaking",
    host_title="So What",
)


def line(text: str, status: Status = FULL, reader: LineReader = LineReader.PLAIN) -> str:
    return LineFormat.of(text).line(status, status.position_ms or 0, reader)


@pytest.mark.parametrize(
    ("name", "full", "empty"),
    [
        ("title", "So What", ""),
        ("artist", "Miles Davis", ""),
        ("album", "Kind of Blue", ""),
        ("track", "Miles Davis – So What", ""),
        ("state", "playing", "none"),
        ("icon", "▶", ""),
        ("position", "1:12", ""),
        ("duration", "5:37", ""),
        ("player", "mpv", ""),
        ("device", "Kitchen", ""),
        ("volume", "70", ""),
        ("liked", "♥", ""),
        ("next", "Miles Davis – Blue in Green", ""),
        ("credits", "2", ""),
        ("low", "▲", ""),
        ("price", "2", ""),
        ("auto", "auto: in 2 tracks", ""),
        ("next_intro", "next: ready", ""),
        ("host", "speaking", ""),
    ],
)
def test_each_placeholder(name: str, full: str, empty: str) -> None:
    assert line(f"{{{name}}}") == full
    assert line(f"{{{name}}}", Status()) == empty


def test_each_placeholder_is_in_the_table_above() -> None:
    (marker,) = test_each_placeholder.pytestmark  # type: ignore[attr-defined]
    assert [row[0] for row in marker.args[1]] == list(PLACEHOLDERS)


def test_the_issue_s_own_format() -> None:
    assert line("{artist} – {title} · {credits}") == "Miles Davis – So What · 2"
    assert line(DEFAULT_FORMAT) == "▶ Miles Davis – So What · 2"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status(title="T", credits=8), "▶ T · 8"),
        (Status(artist="A", credits=8), "▶ A · 8"),
        (Status(artist="A", title="T"), "▶ A – T"),
        (Status(credits=8), "▶ 8"),
        (Status(), "▶"),
    ],
)
def test_a_separator_goes_with_what_is_empty(status: Status, expected: str) -> None:
    assert line("▶ {artist} – {title} · {credits}", status) == expected
    assert line("{artist} by {title}", status).count("by") == 1, "words of one's own stay"


def test_a_width_cuts_with_an_ellipsis_and_braces_are_written_twice() -> None:
    assert line("{title:5}|{title:30}|{{x}}") == "So W…|So What|{x}"


@pytest.mark.parametrize(
    "text", ["{", "}", "{title", "title}", "{nobody}", "{}", "{0}", "{title!r}", "{title:>5}"]
)
def test_a_format_that_cannot_be_followed_is_said_to_be_none(text: str) -> None:
    with pytest.raises(FormatFault):
        LineFormat.of(text)


@pytest.mark.parametrize(
    "text", ["{title:0}", "{title:1000}", "{title.__class__}", "{title[0]}", "{title:{price}}"]
)
def test_a_format_reaches_nothing_behind_a_value(text: str) -> None:
    with pytest.raises(FormatFault):
        LineFormat.of(text)


def test_an_unknown_name_is_a_usage_error_with_the_list(spotintro: Commands) -> None:
    for option in ("--format", "--idle"):
        result = spotintro("now", "--follow", option, "{titel}")
        assert result.status == 2
        assert "{titel}" in result.err
        assert all(f"{{{name}}}" in result.err for name in PLACEHOLDERS)


def test_json_has_no_format(spotintro: Commands) -> None:
    assert spotintro("now", "--json", "--format", "{title}").status == 2


def test_the_readers_of_the_option_are_those_of_the_lines() -> None:
    assert tuple(now_command.READERS) == tuple(each.value for each in LineReader)


@given(st.text(max_size=60))
def test_a_title_is_one_line_without_controls_for_every_reader(title: str) -> None:
    for reader in LineReader:
        told = line("{title}", Status(title=title), reader)
        assert "\n" not in told
        assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in told)


EVIL = "\x1b[31m<span foreground='red'>AT&T</span> #[fg=red]#{host} #(id) %{F#f00} %F{red} 100% \u202egnp"


@pytest.mark.parametrize("reader", [LineReader.WAYBAR, LineReader.PANGO])
def test_markup_of_a_title_stays_text(reader: LineReader) -> None:
    told = line("<b>{title}</b>", Status(title=EVIL), reader)
    shown = ET.fromstring(f"<markup>{told}</markup>")  # as GMarkup, XML's own entities
    assert [each.tag for each in shown.iter()] == ["markup", "b"]
    (bold,) = shown
    assert "<span foreground='red'>AT&T</span>" in (bold.text or "")


def test_tags_of_polybar_and_of_zsh_in_a_title_stay_text() -> None:
    assert "%{" not in line("{title}", Status(title=EVIL), LineReader.POLYBAR)
    assert line("{title}", Status(title="100% %F{red}"), LineReader.ZSH) == "100%% %%F{red}"


def test_waybar_s_json() -> None:
    document = waybar_document("x", FULL)
    assert json.loads(json.dumps(document)) == {
        "text": "x",
        "alt": "playing",
        "tooltip": "So What\nMiles Davis\nKind of Blue\nNext: Miles Davis – Blue in Green\n"
        "Credits: 2 (low)\nThe next intro: 2\nauto: in 2 tracks\nnext: ready",
        "class": ["playing", "low", "speaking"],
    }
    nothing = waybar_document("", Status())
    assert (nothing["text"], nothing["tooltip"], nothing["class"]) == ("", "", ["none"])
    evil = waybar_document("", Status(title="<b>A</b>"))["tooltip"]
    assert isinstance(evil, str)
    assert html.unescape(evil) == "<b>A</b>" != evil


def test_tmux_shows_a_title_as_it_is() -> None:
    """In tmux itself: a job of its status line, which styles and formats would be taken from."""
    require_program("tmux")
    title = "#[fg=red]A #{host} #(id) #H ## ##[x] %H:%M C#"
    told = line("{title}", Status(title=title), LineReader.TMUX)
    server = f"line-{uuid.uuid4().hex[:8]}"
    tmux = (shutil.which("tmux") or "", "-L", server, "-f", "/dev/null")
    try:
        subprocess.run([*tmux, "new-session", "-d", "-x", "200", "-y", "5", "sleep 60"], check=True, timeout=20)
        subprocess.run([*tmux, "set-environment", "-g", "LINE", told], check=True, timeout=20)
        job = '#(printf "%%s\\\\n" "$LINE"; sleep 60)'
        for option, value in (("status-left", job), ("status-left-length", "200"), ("status-interval", "1")):
            subprocess.run([*tmux, "set-option", "-g", option, value], check=True, timeout=20)
        # Another tmux around it, whose pane shows the status line of the first.
        inner = f"{' '.join(tmux)} attach"
        outer = (*tmux[:2], f"{server}-outer", *tmux[3:])
        subprocess.run(
            [*outer, "new-session", "-d", "-x", "200", "-y", "6", f"TMUX= {inner}"], check=True, timeout=20
        )
        deadline = time.monotonic() + 20
        shown = ""
        while title not in shown:
            assert time.monotonic() < deadline, shown
            time.sleep(0.1)
            shown = subprocess.run(
                [*outer, "capture-pane", "-p"], check=True, timeout=20, capture_output=True, text=True
            ).stdout
    finally:
        for each in (server, f"{server}-outer"):
            subprocess.run([tmux[0], "-L", each, "kill-server"], check=False, timeout=20, capture_output=True)
