"""What of an intro the screen doesn't show: the texts of a good writer for thirty tracks, read and judged as any.

The texts are fixed in `worth_texts.toml`. They are read with their citations and without.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figure import Figure
from spotintro.config.personas.reading import DEFAULT, read_persona
from spotintro.spelling.numerals import load
from spotintro.writers.base import Dropped, IntroRequest, Line
from spotintro.writers.citations import without_citations
from spotintro.writers.model_text import ModelText
from spotintro.writers.prompt import SENT_OF_SHOW, told
from spotintro.writers.statements import Statement
from tests.facts.thirty_tracks import TRACKS, facts_of

_GOAL_PERCENT = 40
_TEXTS = Path(__file__).with_name("worth_texts.toml")
_PLACE = re.compile(r"<(?:(track|album|artist)\.)?([a-z_]+)(?:\.(\d+))?>")


@dataclass(frozen=True, slots=True)
class Told:
    """What came of the sentences of one text."""

    lines: tuple[Line, ...]
    worth: int
    """How many of them say something that the screen doesn't show."""
    dropped: tuple[Dropped, ...]


def is_worth_hearing(carried_by: str, statements: Iterable[Statement]) -> bool:
    """Return whether the statement that carries a sentence is none of the track's own values on the screen."""
    carrier = next((each for each in statements if each.english == carried_by), None)
    return carrier is not None and (carrier.fact is not None or carrier.relation in SENT_OF_SHOW)


def read(text: str, request: IntroRequest) -> Told:
    """Read a text as if a model streamed it."""
    reader = ModelText(request, strict=True)
    pieces = [piece for word in re.findall(r"\s*\S+", text) for piece in reader.feed(word)]
    pieces += reader.finish(cut=False)
    lines = tuple(piece for piece in pieces if isinstance(piece, Line))
    statements = told(request)
    worth = sum(is_worth_hearing(line.carried_by, statements) for line in lines)
    return Told(lines, worth, tuple(piece for piece in pieces if isinstance(piece, Dropped)))


def texts() -> Iterator[tuple[IntroRequest, str]]:
    """Yield what is asked for, and what the writer answers."""
    tracks = {track.title: track for track in TRACKS}
    persona = read_persona(Path(), DEFAULT)
    for intro in tomllib.loads(_TEXTS.read_text(encoding="utf-8"))["intro"]:
        track = tracks.pop(intro["track"])
        request = IntroRequest(track, "en", persona, persona.words.normal, facts=facts_of(track))
        yield request, " ".join(_numbered(intro["text"], told(request)).split())
    assert not tracks, "each track has its text"


def _numbered(text: str, statements: tuple[Statement, ...]) -> str:
    def number(place: re.Match[str]) -> str:
        about, relation, nth = place.groups()
        found = [
            each.number
            for each in statements
            if each.relation == relation and (about is None or each.about == about)
        ]
        return str(found[int(nth or 1) - 1])

    return _PLACE.sub(number, text)


def measure(_: Path) -> Iterator[Figure]:
    """Yield the share of what is worth hearing; its detail tells of the same texts without citations."""
    load("en")
    both = [(read(text, request), read(without_citations(text), request)) for request, text in texts()]
    cited, bare = ([pair[way] for pair in both] for way in (0, 1))
    detail = f"{_counted(cited)}; not citing {_percent(bare):.0f} %, {_counted(bare)}"
    yield Figure(
        "spoken sentences say what the screen doesn't show",
        _percent(cited),
        _GOAL_PERCENT,
        at_least=True,
        unit="%",
        detail=detail,
    )


def _percent(intros: Iterable[Told]) -> float:
    intros = list(intros)
    return 100 * sum(intro.worth for intro in intros) / max(1, sum(len(intro.lines) for intro in intros))


def _counted(intros: Iterable[Told]) -> str:
    intros = list(intros)
    lines, dropped = (sum(map(len, each)) for each in zip(*((i.lines, i.dropped) for i in intros), strict=True))
    return f"{lines} said, {dropped} dropped"


def main() -> None:
    """Print what of each text is dropped, and why."""
    load("en")
    for request, text in texts():
        for how, written in (("citing", text), ("not citing", without_citations(text))):
            for fallen in read(written, request).dropped:
                print(f"{how}: {fallen.text}\n    {fallen.reason}")
    for figure in measure(Path()):
        print(figure)


if __name__ == "__main__":
    main()
