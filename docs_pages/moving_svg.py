"""An SVG that moves: rows of a terminal, each shown for as long as it stood, without a script or a font."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

CELL_WIDTH: Final = 8.4
ROW_HEIGHT: Final = 18
MARGIN: Final = 14
FONTS: Final = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"


@dataclass(frozen=True, slots=True)
class Piece:
    """Cells of one style.

    Attributes:
        text: What they show.
        cells: How many they are.
        colour: Of the text, as `#rrggbb`; `background` likewise, None where it is the screen's.
    """

    text: str
    cells: int
    colour: str
    background: str | None = None
    bold: bool = False
    underlined: bool = False


Row = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The whole screen, and how long it stands."""

    rows: tuple[Row, ...]
    lasts_s: float


def moving_svg(frames: Sequence[Frame], *, background: str, title: str, still: int) -> str:
    """Draw the frames as one picture that goes round; a row that doesn't change is drawn once.

    Args:
        frames: All of one size.
        background: Of the screen, as `#rrggbb`.
        title: What a screen reader says of it.
        still: The frame that is shown where motion isn't wanted (`prefers-reduced-motion`).
    """
    total_s = sum(frame.lasts_s for frame in frames)
    height = len(frames[0].rows)
    columns = max(sum(piece.cells for piece in row) for row in frames[0].rows)
    drawn: list[str] = []
    styles: list[str] = []
    for number in range(height):
        for row, spans in _spans(frames, number).items():
            content = _row(row, number)
            if not content:
                continue
            if spans == [(0, len(frames))]:
                drawn.append(f"<g>{content}</g>")
                continue
            name = f"a{len(styles)}"
            styles.append(_shown(name, [(_at(frames, a), _at(frames, b)) for a, b in spans], total_s))
            is_still = any(a <= still < b for a, b in spans)
            drawn.append(f'<g class="m {name}{" s" if is_still else ""}">{content}</g>')
    width_px, height_px = columns * CELL_WIDTH + 2 * MARGIN, height * ROW_HEIGHT + 2 * MARGIN
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width_px:.0f} {height_px:.0f}" role="img">',
            f"<title>{escape(title)}</title>",
            "<style>",
            "rect { shape-rendering: crispEdges; }",
            f"text {{ font-family: {FONTS}; font-size: 14px; white-space: pre; dominant-baseline: central; }}",
            (
                f".m {{ opacity: 0; animation-duration: {total_s:g}s; animation-iteration-count: infinite;"
                " animation-timing-function: step-end; }"
            ),
            *styles,
            "@media (prefers-reduced-motion: reduce) { .m { animation: none; } .s { opacity: 1; } }",
            "</style>",
            f'<rect width="100%" height="100%" rx="8" fill="{background}"/>',
            *drawn,
            "</svg>",
            "",
        ]
    )


def _spans(frames: Sequence[Frame], number: int) -> dict[Row, list[tuple[int, int]]]:
    """Return each look that this row has, with the frames at which it begins to be seen and no longer is."""
    found: dict[Row, list[tuple[int, int]]] = {}
    for at, frame in enumerate(frames):
        spans = found.setdefault(frame.rows[number], [])
        if spans and spans[-1][1] == at:
            spans[-1] = (spans[-1][0], at + 1)
        else:
            spans.append((at, at + 1))
    return found


def _at(frames: Sequence[Frame], number: int) -> float:
    return sum(frame.lasts_s for frame in frames[:number])


def _shown(name: str, spans: Sequence[tuple[float, float]], total_s: float) -> str:
    steps = {0.0: 0}
    for begin, end in spans:
        steps[100 * begin / total_s] = 1
        if end < total_s:
            steps[100 * end / total_s] = 0
    told = " ".join(f"{at:.3f}% {{ opacity: {shown}; }}" for at, shown in sorted(steps.items()))
    return f"@keyframes {name} {{ {told} }} .{name} {{ animation-name: {name}; }}"


def _row(row: Row, number: int) -> str:
    top = MARGIN + number * ROW_HEIGHT
    left = float(MARGIN)
    parts: list[str] = []
    for piece in row:
        width = piece.cells * CELL_WIDTH
        if piece.background is not None:
            parts.append(_block(left, top, width, ROW_HEIGHT, piece.background))
        if piece.text and set(piece.text) == {"▀"}:
            # As a block, since fonts leave gaps between these.
            parts.append(_block(left, top, width, ROW_HEIGHT / 2, piece.colour))
        elif piece.text.strip():
            parts.append(_text(piece, left, top + ROW_HEIGHT / 2))
        left += width
    return "".join(parts)


def _block(left: float, top: float, width: float, height: float, colour: str) -> str:
    # A hair more than its size, so that no seam is seen between two.
    return f'<rect x="{left:g}" y="{top:g}" width="{width + 0.3:g}" height="{height + 0.3:g}" fill="{colour}"/>'


def _text(piece: Piece, left: float, middle: float) -> str:
    blank = len(piece.text) - len(piece.text.lstrip())
    shown = piece.text.strip()
    cells = piece.cells - (len(piece.text) - len(shown))
    weight = ' font-weight="bold"' if piece.bold else ""
    line = ' text-decoration="underline"' if piece.underlined else ""
    return (
        f'<text x="{left + blank * CELL_WIDTH:g}" y="{middle:g}" fill="{piece.colour}"{weight}{line}'
        f' textLength="{cells * CELL_WIDTH:g}" lengthAdjust="spacingAndGlyphs">{escape(shown)}</text>'
    )
