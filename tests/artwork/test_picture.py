"""What may be shown as a cover, and what comes of it."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from spotintro.artwork.covers import draw
from spotintro.artwork.errors import ArtworkError, NoPicture
from spotintro.artwork.picture import MAX_PIXELS, decode, scaled, with_palette
from spotintro.players.demo.catalogue import CATALOGUE
from tests.artwork.pictures import encoded


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_covers_formats_are_decoded(kind: str) -> None:
    picture = decode(encoded(kind), width=12, height=12)
    assert (picture.width, picture.height, len(picture.rgb)) == (12, 12, 12 * 12 * 3)
    red, green, blue = picture.pixel(1, 6)
    assert (abs(red - 0xCC) < 30, abs(green - 0x33) < 30, abs(blue - 0x11) < 30) == (True, True, True)
    assert max(picture.pixel(11, 6)) < 30


@given(
    st.tuples(st.integers(1, 400), st.integers(1, 400)),
    st.tuples(st.integers(1, 200), st.integers(1, 200)),
)
def test_a_picture_is_never_cropped_or_stretched(size: tuple[int, int], room: tuple[int, int]) -> None:
    picture = scaled(Image.new("RGB", size), width=room[0], height=room[1])
    assert picture.width <= room[0]
    assert picture.height <= room[1]
    assert picture.width == room[0] or picture.height == room[1]
    if min(picture.width, picture.height) > 20:
        assert abs(picture.width / picture.height - size[0] / size[1]) < 0.1 * size[0] / size[1]


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "PPM"])
def test_other_formats_are_refused(kind: str) -> None:
    with pytest.raises(NoPicture) as refused:
        decode(encoded(kind), width=10, height=10)
    assert refused.value.message
    assert refused.value.next_step


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is that large."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [2_001, 10_000, 100_000])
def test_a_picture_that_decodes_into_too_much_is_not_decoded(side: int) -> None:
    assert side * side > MAX_PIXELS
    with pytest.raises(NoPicture, match="too many"):
        decode(claiming(side, side), width=10, height=10)


@given(st.binary(max_size=300))
def test_no_data_whatever_does_more_than_be_refused(data: bytes) -> None:
    for start in (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF\x10\0\0\0WEBP"):
        with pytest.raises(ArtworkError):
            decode(start + data, width=10, height=10)


@given(st.integers(0, 2_000), st.binary(min_size=1, max_size=4), st.sampled_from(["PNG", "JPEG", "WEBP"]))
def test_a_damaged_picture_is_a_picture_or_refused(at: int, damage: bytes, kind: str) -> None:
    whole = encoded(kind)
    at %= len(whole)
    try:
        picture = decode(whole[:at] + damage + whole[at + len(damage) :], width=10, height=10)
    except ArtworkError:
        return
    assert len(picture.rgb) == picture.width * picture.height * 3


def test_what_is_transparent_lies_on_black() -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (10, 10), (255, 255, 255, 0)).save(buffer, "PNG")
    assert decode(buffer.getvalue(), width=5, height=5).pixel(2, 2) == (0, 0, 0)


def test_a_palette_is_as_small_as_asked_for() -> None:
    picture = scaled(draw("any"), width=60, height=60)
    reduced = with_palette(picture, 16)
    assert len(reduced.palette) <= 16
    assert len(reduced.indices) == 60 * 60
    assert max(reduced.indices) < len(reduced.palette)


def test_a_drawn_cover_is_the_same_each_time_and_another_for_another_name() -> None:
    names = [track.art_url or "" for track in CATALOGUE]
    drawn = {name: draw(name).tobytes() for name in names}
    assert drawn == {name: draw(name).tobytes() for name in names}
    assert len(set(drawn.values())) == len(names)
