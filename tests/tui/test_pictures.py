"""Pictures in the codes of each kind of terminal, read back by what the codes mean."""

from __future__ import annotations

import base64
import re
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from spotintro.artwork.picture import PalettePicture, Picture
from spotintro.config.settings import AlbumArt
from spotintro.tui.pictures import half_blocks, kitty, sixel
from spotintro.tui.pictures.drawing import place_on
from spotintro.tui.pictures.terminal import CellSize, choose

CELL = CellSize(10, 20)


@st.composite
def pictures(draw: st.DrawFn, most: int = 12) -> Picture:
    width, height = draw(st.integers(1, most)), draw(st.integers(1, most))
    return Picture(width, height, draw(st.binary(min_size=width * height * 3, max_size=width * height * 3)))


@given(pictures(), st.integers(0, 5), st.integers(0, 5))
def test_half_blocks_show_every_pixel_once(picture: Picture, wider: int, higher: int) -> None:
    columns, rows = picture.width + wider, (picture.height + 1) // 2 + higher
    strips = half_blocks.strips(picture, columns, rows)
    assert [strip.cell_length for strip in strips] == [columns] * rows
    seen: list[list[tuple[int, int, int] | None]] = []
    for strip in strips:
        upper: list[tuple[int, int, int] | None] = []
        lower: list[tuple[int, int, int] | None] = []
        for segment in strip:
            style = segment.style
            fore = tuple(style.color.get_truecolor()) if style and style.color else None
            back = tuple(style.bgcolor.get_truecolor()) if style and style.bgcolor else None
            upper.append({"▀": fore, "▄": None, " ": None}[segment.text])  # type: ignore[arg-type]
            lower.append({"▀": back, "▄": fore, " ": None}[segment.text])  # type: ignore[arg-type]
        seen += [upper, lower]
    shown = [[pixel for pixel in row if pixel is not None] for row in seen]
    wanted = [[picture.pixel(x, y) for x in range(picture.width)] for y in range(picture.height)]
    assert [row for row in shown if row] == wanted


@settings(max_examples=30)
@given(pictures(most=60), st.integers(1, 24), st.integers(1, kitty.MAX_ROWS), st.integers(1, 2**24 - 1))
def test_kitty_is_sent_every_pixel_and_a_place_for_it(
    picture: Picture, columns: int, rows: int, image_id: int
) -> None:
    strips = kitty.strips(picture, columns, rows, image_id=image_id)
    assert [strip.cell_length for strip in strips] == [columns] * rows
    sending, *_ = strips[0]
    messages = re.findall(r"\x1b_G([^;]*);([^\x1b]*)\x1b\\", sending.text)
    assert "".join(f"\x1b_G{keys};{data}\x1b\\" for keys, data in messages) == sending.text
    assert all(len(data) <= 4096 for _, data in messages)
    assert [dict(pair.split("=") for pair in keys.split(","))["m"] for keys, _ in messages] == [
        *["1"] * (len(messages) - 1),
        "0",
    ]
    keys = dict(pair.split("=") for pair in messages[0][0].split(","))
    assert zlib.decompress(base64.b64decode("".join(data for _, data in messages))) == picture.rgb
    assert (keys["s"], keys["v"], keys["f"]) == (str(picture.width), str(picture.height), "24")
    assert (keys["c"], keys["r"], keys["U"], keys["i"]) == (str(columns), str(rows), "1", str(image_id))
    # No answer may be asked for: it would arrive as keys.
    assert all("q=2" in keys for keys, _ in messages)
    marks = set()
    for strip in strips:
        placeholders = [segment for segment in strip if not segment.control]
        assert [cell_len(segment.text) for segment in placeholders] == [columns]
        assert placeholders[0].text.count("\U0010eeee") == columns
        marks.add(placeholders[0].text[1])
        assert placeholders[0].style is not None
        assert placeholders[0].style.color is not None
        red, green, blue = placeholders[0].style.color.get_truecolor()
        assert red << 16 | green << 8 | blue == image_id
    assert len(marks) == rows


def read_sixels(codes: str) -> tuple[dict[int, tuple[int, ...]], dict[tuple[int, int], int]]:
    """The palette in percent, and each pixel's colour: what a VT340 does with them."""
    found = re.fullmatch(r'\x1bP0;1;0q"1;1;(\d+);(\d+)(.*)\x1b\\', codes, re.DOTALL)
    assert found is not None
    palette: dict[int, tuple[int, ...]] = {}
    pixels: dict[tuple[int, int], int] = {}
    x, y, colour = 0, 0, -1
    for token in re.finditer(r"#(\d+)(?:;2;(\d+);(\d+);(\d+))?|!(\d+)([?-~])|([?-~])|([$-])", found[3]):
        number, red, green, blue, times, repeated, single, move = token.groups()
        if number is not None:
            colour = int(number)
            if red is not None:
                palette[colour] = (int(red), int(green), int(blue))
        elif move is not None:
            x, y = 0, y + (6 if move == "-" else 0)
        else:
            bits, end = ord(repeated or single) - 63, x + int(times or 1)
            for column in range(x, end):
                for bit in range(6):
                    if bits >> bit & 1:
                        assert (column, y + bit) not in pixels
                        pixels[column, y + bit] = colour
            x = end
    return palette, pixels


@given(st.data(), st.integers(1, 30), st.integers(1, 30), st.integers(1, 8))
def test_sixels_set_every_pixel_once_in_its_colour(
    data: st.DataObject, width: int, height: int, colours: int
) -> None:
    indices = bytes(
        data.draw(st.lists(st.integers(0, colours - 1), min_size=width * height, max_size=width * height))
    )
    palette = tuple((number * 30, 255 - number, 7) for number in range(colours))
    read, pixels = read_sixels(sixel.encode(PalettePicture(width, height, palette, indices)))
    assert pixels == {(x, y): indices[y * width + x] for x in range(width) for y in range(height)}
    assert read == {number: tuple(part * 100 // 255 for part in colour) for number, colour in enumerate(palette)}


@pytest.mark.parametrize(
    ("environ", "way"),
    [
        ({"TERM": "xterm-kitty"}, AlbumArt.KITTY),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, AlbumArt.KITTY),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "ghostty"}, AlbumArt.KITTY),
        ({"TERM": "foot"}, AlbumArt.SIXEL),
        ({"TERM": "foot-extra"}, AlbumArt.SIXEL),
        ({"TERM": "football"}, AlbumArt.BLOCKS),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, AlbumArt.SIXEL),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "230802"}, AlbumArt.SIXEL),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "210400"}, AlbumArt.BLOCKS),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "9" * 5000}, AlbumArt.BLOCKS),
        ({"TERM": "xterm-256color"}, AlbumArt.BLOCKS),
        ({}, AlbumArt.BLOCKS),
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/x"}, AlbumArt.BLOCKS),
        ({"TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"}, AlbumArt.BLOCKS),
        ({"TERM": "foot", "ZELLIJ": "0"}, AlbumArt.BLOCKS),
        ({"TERM": "xterm-kitty", "NO_COLOR": "1"}, AlbumArt.OFF),
    ],
)
def test_the_way_is_told_by_the_environment(environ: dict[str, str], way: AlbumArt) -> None:
    assert choose(AlbumArt.AUTO, environ, colours="truecolor", cell=CELL) is way


@pytest.mark.parametrize("setting", list(AlbumArt))
def test_the_setting_counts_as_far_as_it_can_be_followed(setting: AlbumArt) -> None:
    environ = {"TERM": "xterm-256color"}
    wanted = AlbumArt.BLOCKS if setting is AlbumArt.AUTO else setting
    assert choose(setting, environ, colours="truecolor", cell=CELL) is wanted
    # Without knowing a cell's pixels, sixels might cover the text; without all colours kitty knows no place.
    unmeasured = choose(setting, environ, colours="truecolor", cell=None)
    assert unmeasured is (AlbumArt.BLOCKS if setting is AlbumArt.SIXEL else wanted)
    fewer = choose(setting, environ, colours="256", cell=CELL)
    assert fewer is (AlbumArt.BLOCKS if setting is AlbumArt.KITTY else wanted)
    few = choose(setting, environ, colours="standard", cell=CELL)
    assert few is (AlbumArt.SIXEL if setting is AlbumArt.SIXEL else AlbumArt.OFF)
    assert choose(setting, environ, colours=None, cell=CELL) is AlbumArt.OFF


@pytest.mark.parametrize(
    ("version", "way"), [("0, 26, 5", AlbumArt.BLOCKS), ("0, 28, 0", AlbumArt.KITTY), ("1, 2, 0", AlbumArt.KITTY)]
)
def test_a_kitty_from_before_the_placeholders_is_told_by_its_files(
    tmp_path: Path, version: str, way: AlbumArt
) -> None:
    (tmp_path / "kitty").mkdir()
    (tmp_path / "kitty" / "constants.py").write_text(f"version: Version = Version({version})\n")
    environ = {"TERM": "xterm-kitty", "KITTY_INSTALLATION_DIR": str(tmp_path)}
    assert choose(AlbumArt.AUTO, environ, colours="truecolor", cell=CELL) is way


@pytest.mark.parametrize(
    ("size", "way", "cells"),
    [
        ((100, 32), AlbumArt.BLOCKS, (16, 8)),
        ((100, 32), AlbumArt.KITTY, (16, 8)),
        ((200, 60), AlbumArt.SIXEL, (40, 20)),
        ((80, 24), AlbumArt.SIXEL, (12, 6)),
        ((80, 24), AlbumArt.BLOCKS, (12, 6)),
        ((36, 70), AlbumArt.BLOCKS, (36, 18)),
        ((40, 20), AlbumArt.KITTY, None),
        ((60, 60), AlbumArt.KITTY, None),
        ((100, 12), AlbumArt.KITTY, None),
    ],
)
def test_there_is_a_picture_where_there_is_room(
    size: tuple[int, int], way: AlbumArt, cells: tuple[int, int] | None
) -> None:
    place = place_on(*size, way, CELL, 1)
    assert (None if place is None else (place.columns, place.rows)) == cells


@given(
    st.integers(1, 400),
    st.integers(1, 200),
    st.sampled_from(list(AlbumArt)),
    st.integers(2, 60),
    st.integers(2, 60),
)
def test_no_cell_whatever_makes_it_crowd_out_the_text(
    width: int, height: int, way: AlbumArt, cell_width: int, cell_height: int
) -> None:
    place = place_on(width, height, way, CellSize(cell_width, cell_height), 1)
    if place is not None:
        assert 1 <= place.columns <= (width if place.is_above else width // 4)
        assert 1 <= place.rows <= height // (4 if not place.is_above and height < 50 else 3)
        assert place.rows <= kitty.MAX_ROWS
