"""Which statements carry a value of a sentence, as a claim's word has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from spotintro.knowledge import About, Relation
from spotintro.writers.statements import Own, Statement
from spotintro.writers.truth.claims import CLAIMS, OF_THE_WORDS, TOOLS, Claim, Form
from spotintro.writers.truth.frames import Reading
from spotintro.writers.truth.speech import Lexicon
from spotintro.writers.truth.subjects import segments_of
from spotintro.writers.truth.values import age_is, decade_is, length_is, place_is, tool_is, year_is

_PAUSE: Final = ","
_VALUE_ROLES: Final = frozenset({
    "name", "place", "album", "artist", "heard", "heard_artist", "coming", "coming_artist",
})  # fmt: skip


class Carrying:
    """Finds what carries the values of one reading.

    Args:
        statements: All, for what is known of the artist.
        allowed: Those that may carry a claim.
        moment: The hour, where it is known.
    """

    def __init__(
        self,
        reading: Reading,
        statements: Sequence[Statement],
        allowed: Sequence[Statement],
        lexicon: Lexicon,
        moment: datetime | None,
    ) -> None:
        self._reading = reading
        self._tokens = reading.tokens
        self._statements = statements
        self._allowed = allowed
        self._lexicon = lexicon
        self._moment = moment
        self.segments = segments_of(reading)

    def segment_of(self, index: int) -> tuple[int, int]:
        """Return where the part between commas begins and ends that a token is in."""
        return next((start, end) for start, end in self.segments if start <= index < end)

    def claims_at(self, index: int) -> list[Claim]:
        """Return what a word claims; nothing for most."""
        token = self._tokens[index]
        if token in self._lexicon.speech.tools:
            return [Claim(Form.VALUE, TOOLS)]
        if token in self._lexicon.speech.kinds:
            return [Claim(Form.BARE, frozenset({Relation.RELEASE_KIND.value}))]
        start, end = self.segment_of(index)
        words = any("words" in self._lexicon.claims.get(other, ()) for other in self._tokens[start:end])
        keys = self._lexicon.claims.get(token, frozenset())
        return [CLAIMS[OF_THE_WORDS.get(key, key) if words else key] for key in keys]

    def has_role(self, token: str, role: str) -> bool:
        """Return whether a name plays a part in any statement."""
        return any(part.role == role for part in self._reading.names.get(token, ()))

    def before(self, index: int) -> Iterator[str]:
        """Yield the words before a value, back to the next that means something."""
        for at in range(index - 1, -1, -1):
            token = self._tokens[at]
            yield token
            skipped = token in self._lexicon.function or token in self._lexicon.shades
            if not skipped and token not in self._reading.names:
                return

    def carriers(self, index: int, at: int) -> list[Statement]:
        """Return the statements that carry the value at `index` as a claim's word at `at` says it."""
        token = self._tokens[at]
        if token in self._lexicon.speech.tools:
            tool = self._lexicon.speech.tools[token]
            return [s for s in self.of_relations(index, TOOLS) if tool_is(s, tool)]
        found: list[Statement] = []
        for claim in self.claims_at(at):
            if not self._is_said_of_the_artist(claim):
                continue
            if claim.form is Form.OF and index < at:
                continue
            if claim.form is Form.MADE and not self.is_agent(index, at):
                continue
            if claim.form is Form.MAKES and not self.makes(index, at):
                continue
            found += [s for s in self.of_relations(index, claim.relations) if self._is_labelled(s, index, at)]
        return found

    def of_relations(self, index: int, relations: frozenset[str] | None) -> list[Statement]:
        """Return the statements of these relations, or of all, that have the value at `index`."""
        token = self._tokens[index]
        among = [s for s in self._allowed if relations is None or s.relation.value in relations]
        if (figure := self._reading.figures.get(token)) is not None:
            shade = next((self._lexicon.shades[t] for t in self.before(index) if t in self._lexicon.shades), "")
            now = self._moment.year if self._moment is not None else None
            match figure.kind:
                case "year":
                    return self._rightly_dated([s for s in among if year_is(s, figure)], index)
                case "decade":
                    return self._rightly_dated([s for s in among if decade_is(s, figure, shade)], index)
                case "ago":
                    return self._rightly_dated([s for s in among if age_is(s, figure, now, shade)], index)
                case "length" | "clock":
                    return [s for s in among if length_is(s, figure, shade)]
            return []
        if token in self._lexicon.speech.natives:
            countries = self._lexicon.speech.natives[token].split("|")
            return [s for s in among if s.relation is Relation.ORIGIN and place_is(s, countries)]
        numbers = {p.number for p in self._reading.names[token] if p.role in _VALUE_ROLES}
        return [s for s in among if s.number in numbers and not self._is_subject_alone(s, token)]

    def is_agent(self, index: int, at: int) -> bool:
        """Return whether a name is who did it: behind "by", alone or in a row of names."""
        if self._tokens[index] in self._reading.figures:
            return True
        names = [i for i in range(at + 1, index + 1) if self._tokens[i] in self._reading.names]
        return bool(names) and self._is_row(names[0], index) and self._behind(index, self._lexicon.agent)

    def makes(self, index: int, at: int) -> bool:
        """Return whether a name is who does it: before the verb, or behind it where nobody stands before it."""
        if self._tokens[index] in self._reading.figures:
            return True
        before = next((t for t in reversed(self._tokens[:at]) if t not in self._lexicon.adverbs), "")
        if before in self._lexicon.be:
            return False  # "was produced": a passive
        if next((t for t in self._tokens[at + 1 :] if t not in self._lexicon.adverbs), "") in self._lexicon.agent:
            return False  # "and produced by": who does it comes behind
        start, _ = self.segment_of(at)
        nearest = next((i for i in range(at - 1, start - 1, -1) if self._tokens[i] in self._reading.names), None)
        return nearest is None or index == nearest or (index < at and self._is_row(index, nearest))

    def _is_row(self, first: int, last: int) -> bool:
        between = self._tokens[first + 1 : last]
        return all(t in self._reading.names or t in self._lexicon.function or t == "," for t in between)

    def _behind(self, index: int, words: frozenset[str]) -> bool:
        for at in range(index - 1, -1, -1):
            token = self._tokens[at]
            if token in words:
                return True
            if token not in self._reading.names and token not in self._lexicon.function and token not in _PAUSE:
                return False
        return False

    def _is_said_of_the_artist(self, claim: Claim) -> bool:
        """Return whether the artist is of a kind that is born or formed, as a claim has it."""
        kinds = {s.words.casefold() for s in self._statements if s.relation is Relation.ARTIST_KIND}
        return not claim.kinds or not kinds or not claim.kinds.isdisjoint(kinds)

    def _is_labelled(self, statement: Statement, index: int, at: int) -> bool:
        """Return whether a label, or a member, stands where one does.

        A label: before what it released, or behind "on" or "by". A member: not behind "in".
        """
        if statement.relation is Relation.MEMBER and next(self.before(index), "") in self._lexicon.within:
            return False
        if statement.relation is not Relation.LABEL or index < at or self._tokens[index] in self._reading.figures:
            return True
        if "label" in self._lexicon.claims.get(self._tokens[at], ()):
            return True
        words = self._lexicon.links.get(Relation.LABEL, frozenset()) | self._lexicon.agent
        return any(t in words or "label" in self._lexicon.claims.get(t, ()) for t in self.before(index))

    def _is_subject_alone(self, statement: Statement, token: str) -> bool:
        """Return whether a name is merely what a statement is about."""
        roles = {part.role for part in self._reading.names[token] if part.number == statement.number}
        return statement.fact is not None and roles <= {"album", "artist"}

    def _rightly_dated(self, found: list[Statement], index: int) -> list[Statement]:
        """Drop the year of this release where it is known that the music came out in another."""
        start, end = self.segment_of(index)
        tokens = self._tokens[start:end]
        if any("edition" in self._lexicon.claims.get(token, ()) for token in tokens):
            return found
        is_album = any(self.has_role(token, "album") or token in self._lexicon.album_nouns for token in tokens)
        about = About.ALBUM if is_album else About.TRACK
        first = [
            s
            for s in self._statements
            if s.relation is Relation.FIRST_RELEASED and (s.about is about or not is_album)
        ]
        return [
            s for s in found if s.relation is not Own.YEAR or not first or any(f.years == s.years for f in first)
        ]
