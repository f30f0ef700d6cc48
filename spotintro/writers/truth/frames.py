"""Holds a sentence against statements by the wordings of its language, and against what a host may say freely."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from spotintro.knowledge import About, Relation
from spotintro.writers.statements import Own, Statement
from spotintro.writers.truth.entities import Entities, Part
from spotintro.writers.truth.figures import Figure, Figures
from spotintro.writers.truth.speech import Speech, speech_of
from spotintro.writers.truth.values import age_is, decade_is, length_is, place_is, tool_is, word_is, year_is
from spotintro.writers.truth.wordings import CARRIED, NAMED, NAMES, Wording, wordings_of

_PAUSES = re.compile(r"[.,;:!?…()\[\]/|–—]+|(?<=\s)-+(?=\s)")
_QUOTES = re.compile(r"[\"“”„«»‹›*_]|(?<!\w)['‘]|'(?!\w)")
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)|(?<=[\ue000-\uf8ff])\s*-\s*(?=\w)")
_KINDS = {
    "year": "a year", "decade": "a decade", "length": "a length", "ago": "an age", "clock": "an hour",
    "ordinal": "a place in a row", "number": "a number",
}  # fmt: skip
_ABOUT: Final = {"album": About.ALBUM, "title": About.TRACK, "artist": About.ARTIST}


@dataclass(slots=True)
class Reading:
    """One sentence as marks and words, and what of it is carried so far."""

    text: str
    names: dict[str, frozenset[Part]]
    figures: dict[str, Figure]
    carried: list[int] = field(default_factory=list)
    said: set[str] = field(default_factory=set)


class Frames:
    """Judges sentences of one language by its wordings.

    Args:
        statements: By number.
        language: BCP 47.
        primary: Its primary tag.
    """

    def __init__(self, statements: dict[int, Statement], language: str, primary: str) -> None:
        self._statements = statements
        self._primary = primary
        self._speech = speech_of(primary)
        self._entities = Entities(tuple(statements.values()), language, self._speech)
        self._expansions = [(re.compile(pattern), to) for pattern, to in self._speech.expansions]
        self._moment = next((s.moment for s in statements.values() if s.moment is not None), None)

    def read(self, sentence: str) -> Reading:
        """Put marks in the places of names and values, and bring the rest to the form of the wordings."""
        text, names = self._entities.marked(sentence)
        text = text.replace("’", "'").casefold()
        for pattern, to in self._expansions:
            text = pattern.sub(to, text)
        figures = Figures(self._primary)
        text = figures.marked(_HYPHEN.sub(" ", text))
        text = _QUOTES.sub(" ", text)
        text = _PAUSES.sub(" , ", text)
        row = " ".join(text.split())
        row = re.sub(r"^(?:, )+|(?: ,)+$", "", row)
        return Reading(f"{re.sub(r'(?:, )+', ', ', row)} ", names, figures.by_mark)

    def hold(self, reading: Reading, allowed: frozenset[int]) -> str:
        """Take out of a reading what the allowed statements carry; return why the rest falls, "" where it stands."""
        for wording in wordings_of(self._primary):
            present = set(reading.text.split())
            if all(present & anchor for anchor in wording.anchors):
                reading.text = wording.pattern.sub(
                    lambda found, wording=wording: self._carried(wording, found, reading, allowed), reading.text
                )
        if reading.said and not self._speech.negations.isdisjoint(reading.text.split()):
            return "It denies what a fact says."
        return _Rest(reading, self._speech).fault()

    def _carried(self, wording: Wording, found: re.Match[str], reading: Reading, allowed: frozenset[int]) -> str:
        slots: list[tuple[str, str]] = [
            (name.rpartition("_")[0], value.strip()) for name, value in found.groupdict().items() if value is not None
        ]
        keys = _keys_of(wording, slots, self._speech)
        numbers: list[int] = []
        for key in keys:
            candidates = [s for s in self._candidates(key, slots) if s.number in allowed]
            carriers = self._carriers(candidates, slots, reading)
            if carriers is None:
                return found.group()
            numbers += carriers
        if not keys and not self._fits_without(slots, reading):
            return found.group()
        reading.carried += numbers
        if keys - {"title", "artist"}:
            reading.said |= keys
        return f"{NAMED if not keys or keys <= {'title', 'artist'} else CARRIED} "

    def _candidates(self, key: str, slots: Sequence[tuple[str, str]]) -> list[Statement]:
        wanted = key.split("+")
        found = [s for s in self._statements.values() if s.relation.value in wanted]
        about = next((_ABOUT[name] for name, _ in slots if name in _ABOUT), None)
        if "released" in wanted or "edition" in wanted:
            first = [s for s in self._statements.values() if s.relation is Relation.FIRST_RELEASED]
            own = [s for s in self._statements.values() if s.relation is Own.YEAR]
            of_it = [s for s in first if about is None or s.about is about]
            return [*found, *of_it, *([] if "released" in wanted and of_it else own)]
        if about is not None:
            return [s for s in found if s.about is about or isinstance(s.relation, Own) or s.fact is None]
        return found

    def _carriers(
        self, candidates: Sequence[Statement], slots: Sequence[tuple[str, str]], reading: Reading
    ) -> list[int] | None:
        """Return the numbers of the statements that carry every slot, None where one isn't carried."""
        others = [(name, value) for name, value in slots if name != "who"]
        fitting = [s for s in candidates if all(self._fits(s, name, value, slots, reading) for name, value in others)]
        if not fitting:
            return None
        whos = [value for name, value in slots if name == "who"]
        carriers: list[int] = []
        for mark in (char for value in whos for char in value if NAMES[0] <= char <= NAMES[1]):
            numbers = {part.number for part in reading.names[mark] if part.role in {"name", "artist", "album"}}
            carrier = next((s.number for s in fitting if s.number in numbers and self._names(s, mark, reading)), None)
            if carrier is None:
                return None
            carriers.append(carrier)
        return carriers or [fitting[0].number]

    @staticmethod
    def _names(statement: Statement, mark: str, reading: Reading) -> bool:
        """Return whether a mark is a value of a statement and not merely what it is about."""
        role = "artist" if statement.relation is Own.ARTIST else "album" if statement.relation is Own.ALBUM else "name"
        return Part(role, statement.number) in reading.names[mark]

    def _fits(  # noqa: PLR0911 - one case a slot
        self, statement: Statement, name: str, value: str, slots: Sequence[tuple[str, str]], reading: Reading
    ) -> bool:
        figure = reading.figures.get(value)
        shade = next((slot for slot, _ in slots if slot in {"more", "less"}), "")
        part = next((slot for slot, _ in slots if slot in {"early", "mid", "late"}), "")
        now = self._moment.year if self._moment is not None else None
        match name:
            case "year" if figure is not None:
                return year_is(statement, figure)
            case "decade" if figure is not None:
                return decade_is(statement, figure, part)
            case "ago" if figure is not None:
                return age_is(statement, figure, now, shade)
            case "length" | "clock" if figure is not None and statement.relation is Own.LENGTH:
                exact = Figure("length", figure.value, exact=True) if name == "clock" else figure
                return length_is(statement, exact, shade)
            case "place" | "heard" | "coming" | "heard_artist" | "coming_artist":
                return all(Part(name, statement.number) in reading.names[mark] for mark in _marks(value))
            case "native":
                return place_is(statement, self._speech.natives[value].split("|"))
            case "tool":
                return tool_is(statement, self._speech.tools[value])
            case "player":
                return tool_is(statement, self._speech.players[value])
            case "kind":
                return word_is(statement, self._speech.kinds[value])
            case "group":
                return word_is(statement, self._speech.artist_kinds[value])
            case _:
                return self._fits_without([(name, value)], reading)

    def _fits_without(self, slots: Iterable[tuple[str, str]], reading: Reading) -> bool:
        """Return whether what needs no statement of its own is so: whose names they are, and who is a he."""
        for name, value in slots:
            if name in _ABOUT:
                roles = [{part.role for part in reading.names[mark]} for mark in _marks(value)]
                if not all(name in played for played in roles):
                    return False
            elif name == "he" and (gender := self._speech.he[value]):
                told = [s for s in self._statements.values() if s.relation is Relation.GENDER]
                if not any(word_is(s, gender) for s in told):
                    return False
            elif name in {"part", "weekday", "month"} and not self._is_now(name, value):
                return False
        return True

    def _is_now(self, name: str, value: str) -> bool:
        now = self._moment
        if name == "part":
            start, end = self._speech.parts_of_day[value]
            hour = now.hour if now is not None else start
            return start <= hour < end or start <= hour + 24 < end
        if now is None:
            return False
        if name == "weekday":
            return self._speech.weekdays.index(value) % 7 == now.weekday()
        return self._speech.months.index(value) % 12 == now.month - 1


def _marks(value: str) -> list[str]:
    return [char for char in value if NAMES[0] <= char <= NAMES[1]]


def _keys_of(wording: Wording, slots: Sequence[tuple[str, str]], speech: Speech) -> set[str]:
    """Return what a match says: each key relations joined by "+", of which any will do."""
    keys = {"+".join(wording.relations)} if wording.relations else set()
    for table, name in ((speech.made, "made"), (speech.makes, "makes"), (speech.maker, "maker")):
        keys |= {table[value] for slot, value in slots if slot == name}
    return keys


class _Rest:
    """What no wording took in: it stands where it is host talk."""

    def __init__(self, reading: Reading, speech: Speech) -> None:
        self._reading = reading
        self._speech = speech
        self._tokens = reading.text.split()

    def fault(self) -> str:
        """Return why the rest falls, "" where it stands."""
        return next(filter(None, map(self._fault_at, range(len(self._tokens)))), "")

    def _fault_at(self, index: int) -> str:
        token, speech = self._tokens[index], self._speech
        before = self._tokens[index - 1] if index else ","
        after = self._tokens[index + 1] if index + 1 < len(self._tokens) else ","
        if token in {",", CARRIED, NAMED}:
            return self._subject_fault(index) if token != "," else ""
        if token in self._reading.figures:
            return f"It says {_KINDS[self._reading.figures[token].kind]} that no fact carries."
        if token in self._reading.names:
            return self._name_fault(token, before) or self._subject_fault(index)
        if token in speech.things:
            if before not in speech.before_thing and before not in {",", CARRIED, NAMED} and not self._is_mark(before):
                return f"“{before}” says more of the music than a fact does."
            if after in speech.after_thing:
                return "It says something of the music that no fact carries."
            return self._subject_fault(index)
        if token in speech.pronouns:
            return self._subject_fault(index)
        if token in speech.he:
            return f"It says something of “{token}” that no fact carries."
        if token in speech.function or token in speech.talk:
            return ""
        return f"“{token}” is in no fact."

    def _is_mark(self, token: str) -> bool:
        return token in self._reading.names or token in self._reading.figures

    def _name_fault(self, token: str, before: str) -> str:
        roles = {part.role for part in self._reading.names[token]}
        if roles.isdisjoint({"title", "artist"}):
            return "It names something without saying what the facts say of it."
        if "artist" not in roles and (before in self._speech.by or before in self._speech.artist_nouns):
            return "It names the wrong artist."
        if "title" not in roles and (before in self._speech.called or before in self._speech.things):
            return "It names the wrong title."
        return ""

    def _subject_fault(self, index: int) -> str:
        """Return why a thing of the music may not stand here: a verb follows that says something of it."""
        for token in self._tokens[index + 1 :]:
            if token in self._speech.finite:
                return f"It says of the music that it “{token}” what no fact carries."
            if token not in self._speech.adverbs:
                break
        return ""
