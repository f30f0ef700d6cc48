"""The README's moving picture is of the screen as it is, and brings all that it needs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from docs_pages.moving_svg import Frame, Piece, moving_svg

PICTURE = Path(__file__).parents[2] / "docs/pictures/intro.svg"
MOST_BYTES = 2_000_000


@pytest.mark.soak  # under load, work beside its clock may come a frame later
def test_it_is_what_its_command_writes(tmp_path: Path) -> None:
    taken = tmp_path / "intro.svg"
    subprocess.run(
        [sys.executable, "-m", "docs_pages.intro_picture", str(taken)],
        check=True,
        timeout=120,
        cwd=PICTURE.parents[2],
    )
    assert taken.read_text(encoding="utf-8") == PICTURE.read_text(encoding="utf-8"), "`make picture` takes it anew"


def test_it_tells_of_an_intro_and_asks_nobody() -> None:
    text = PICTURE.read_text(encoding="utf-8")
    assert len(text.encode()) <= MOST_BYTES
    ET.fromstring(text)
    shown = re.sub(r"<[^>]*>", "", text)
    for part in ("10 credits", "8 credits", "… writing", "♪ speaking", "✓ said"):
        assert part in shown, part
    assert re.findall(r"https?://[^\"' )]*", text) == ["http://www.w3.org/2000/svg"]
    assert "<script" not in text


def test_a_row_that_stands_still_is_drawn_once_and_one_that_moves_for_its_time() -> None:
    still = (Piece("<still>", 7, "#ffffff"),)
    frames = [
        Frame((still, (Piece("one", 7, "#ffffff"),)), 1.0),
        Frame((still, (Piece("two", 7, "#ffffff"),)), 3.0),
    ]
    svg = moving_svg(frames, background="#000000", title="A & B", still=1)
    assert svg.count("&lt;still&gt;") == 1
    assert "<title>A &amp; B</title>" in svg
    assert "@keyframes a0 { 0.000% { opacity: 1; } 25.000% { opacity: 0; } }" in svg
    assert "@keyframes a1 { 0.000% { opacity: 0; } 25.000% { opacity: 1; } }" in svg
    assert "animation-duration: 4s" in svg
    assert re.search(r'<g class="m a1 s">', svg), "where motion isn't wanted, the frame that is chosen"
