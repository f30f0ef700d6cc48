"""A picture as pixels: decoded within limits, scaled whole, reduced to a palette where a terminal needs one."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from spotintro.artwork.errors import NoPicture

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS: Final = 4_000_000
"""Covers have up to 640 x 640; what decodes into more is a mistake or a trap."""
_FORMATS: Final = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    height: int
    rgb: bytes
    """Three bytes a pixel, row by row."""

    def pixel(self, x: int, y: int) -> tuple[int, int, int]:
        at = 3 * (y * self.width + x)
        return self.rgb[at], self.rgb[at + 1], self.rgb[at + 2]


@dataclass(frozen=True, slots=True)
class PalettePicture:
    width: int
    height: int
    palette: tuple[tuple[int, int, int], ...]
    indices: bytes
    """One byte a pixel, row by row: its colour's place in the palette."""


def decode(data: bytes, *, width: int, height: int) -> Picture:
    """Decode a picture, whole and as large as fits into that many pixels. Blocks.

    Raises:
        NoPicture: it is none, of another format than JPEG, PNG or WebP, or one of too many pixels.
    """
    from PIL import Image, UnidentifiedImageError

    # Ours is lower, and refuses; Pillow's would warn on stderr first.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise NoPicture(f"The picture has {image.width} x {image.height} pixels, which is too many.")
            image.draft("RGB", (width, height))
            return scaled(image, width=width, height=height)
    except UnidentifiedImageError as error:
        raise NoPicture("What was sent is no JPEG, PNG or WebP.") from error
    except (OSError, ValueError, SyntaxError, ArithmeticError) as error:
        # What Pillow's decoders raise for data that breaks off or lies about itself.
        raise NoPicture(f"The picture can't be decoded ({type(error).__name__}).") from error


def scaled(image: Image, *, width: int, height: int) -> Picture:
    """Scale a picture to fit, without cutting anything off: Spotify's terms forbid cropping a cover."""
    from PIL import Image as Pillow

    factor = min(width / image.width, height / image.height)
    size = max(1, round(image.width * factor)), max(1, round(image.height * factor))
    opaque = Pillow.new("RGBA", image.size, (0, 0, 0, 255))
    opaque.alpha_composite(image.convert("RGBA"))
    small = opaque.convert("RGB").resize(size, Pillow.Resampling.LANCZOS, reducing_gap=2.0)
    return Picture(*size, small.tobytes())


def with_palette(picture: Picture, colours: int) -> PalettePicture:
    """Reduce the picture to at most so many colours. Blocks."""
    from PIL import Image

    image = Image.frombytes("RGB", (picture.width, picture.height), picture.rgb).quantize(
        colours, method=Image.Quantize.FASTOCTREE
    )
    flat = image.getpalette("RGB") or []
    palette = tuple(zip(flat[0::3], flat[1::3], flat[2::3], strict=True))
    return PalettePicture(picture.width, picture.height, palette, image.tobytes())


def as_jpeg(picture: Picture) -> bytes:
    """Encode the picture for a browser: what was sent to us is never sent on as it came. Blocks."""
    from PIL import Image

    encoded = io.BytesIO()
    Image.frombytes("RGB", (picture.width, picture.height), picture.rgb).save(encoded, "JPEG", quality=85)
    return encoded.getvalue()
