"""Holds a reading against statements: a claim's word needs a value, and a value a statement that carries it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from spotintro.knowledge import About, Relation
from spotintro.writers.statements import Own, Statement
from spotintro.writers.truth.claims import CLAIMS, OF_THE_WORDS, TOOLS, Claim, Form
from spotintro.writers.truth.frames import Reading
from spotintro.writers.truth.speech import Lexicon
from spotintro.writers.truth.subjects import is_of_its_subject, segments_of
from spotintro.writers.truth.talk import FAULTS, TalkCheck
from spotintro.writers.truth.values import age_is, decade_is, length_is, place_is, tool_is, word_is, year_is

_DATED: Final = frozenset({Own.YEAR.value, Relation.FIRST_RELEASED.value})
_PAUSE: Final = ","
_BARE: Final = frozenset({Own.LENGTH.value, Relation.GENRE.value})
"""Relations whose values say by themselves of what they are."""
_VALUE_ROLES: Final = frozenset({
    "name", "place", "album", "artist", "heard", "heard_artist", "coming", "coming_artist",
})  # fmt: skip
_NAMED_ROLES: Final = frozenset({"title", "artist"})


class Holding:
    """One reading, held against the statements that are allowed.

    Args:
        statements: All, for what is known of the artist.
        allowed: The numbers of those that may carry a claim.
        moment: The hour, where it is known.
    """

    def __init__(
        self,
        reading: Reading,
        statements: Sequence[Statement],
        allowed: frozenset[int],
        lexicon: Lexicon,
        moment: datetime | None,
    ) -> None:
        self._reading = reading
        self._tokens = reading.tokens
        self._statements = statements
        self._allowed = [statement for statement in statements if statement.number in allowed]
        self._lexicon = lexicon
        self._moment = moment
        self._segments = segments_of(reading)
        self._bound: dict[int, list[Statement]] = {}
        """By place of a value or of a claim's word: what carries it."""

    def fault(self) -> str:
        """Return why the sentence falls; "" where it stands."""
        if self._reading.unknown_name:
            return f"It names “{self._reading.unknown_name}”, which no fact does."
        values = [index for index, token in enumerate(self._tokens) if self._is_value(token)]
        unbound = [index for index in values if not self._bind(index)]
        for index, token in enumerate(self._tokens):
            self._bind_kind_of_artist(index, token)
            if self._claims_at(index) and index not in self._bound:
                self._bind_claim(index)
        for index in unbound:
            if index not in self._bound and not self._is_dated_album(index):
                return self._fault_of(index)
        if any(
            not is_of_its_subject(self._reading, self._lexicon, self._segment_of(index), self._bound[index][0])
            for index in self._bound
        ):
            return "It says of one what a fact says of another."
        for index, token in enumerate(self._tokens):
            if self._claims_at(index) and index not in self._bound and not self._says_nothing(index):
                return f"“{token.replace('_', ' ')}” claims what no fact carries."
        return next(filter(None, (self._fault_in(start, end) for start, end in self._segments)), "")

    @property
    def carriers(self) -> list[int]:
        """The statements that carry the claims, in the order of the sentence."""
        bound = [s.number for index in sorted(self._bound) for s in self._bound[index]]
        return list(dict.fromkeys((*bound, *self._reading.carriers)))

    # Values

    def _is_value(self, token: str) -> bool:
        if token in self._reading.figures or token in self._lexicon.speech.natives:
            return True
        return token in self._reading.names and not self._is_named(token)

    def _is_named(self, token: str) -> bool:
        return not _NAMED_ROLES.isdisjoint(part.role for part in self._reading.names.get(token, ()))

    def _fault_of(self, index: int) -> str:
        figure = self._reading.figures.get(self._tokens[index])
        if figure is not None:
            return f"It says {FAULTS[figure.kind]} that no fact carries."
        return "It says something of a name that no fact carries."

    def _bind(self, index: int) -> bool:
        """Find what carries a value: by the claim's word that governs it, or by what stands before it."""
        start, end = self._segment_of(index)
        before = [at for at in range(index - 1, start - 1, -1) if self._claims_at(at)]
        after = [at for at in range(index + 1, end) if self._claims_at(at)]
        is_name = self._tokens[index] in self._reading.names
        governors = [*before[:1], *after[:2]] if is_name or not before else before[:1]
        near = self._claims_near(start, end) if not governors and self._is_aside(start, end, index) else []
        for at in (*governors, *near):
            carriers = self._carriers(index, at)
            if carriers:
                self._note(index, carriers, (*range(start, end), at))
                return True
        carriers = [s for s in self._carrying(index, None) if self._links(s.relation.value, index)]
        if any(not self._is_soft(at) for at in governors):
            carriers = [s for s in carriers if s.relation.value in _BARE or self._is_age(index)]
        if carriers:
            self._note(index, carriers, range(start, end))
        return bool(carriers)

    def _note(self, index: int, carriers: list[Statement], places: Sequence[int]) -> None:
        self._bound[index] = carriers[:1]
        relation = carriers[0].relation.value
        for at in places:
            if any(relation in claim.relations for claim in self._claims_at(at)) and self._fits(index, at):
                self._bound.setdefault(at, []).append(carriers[0])

    def _fits(self, index: int, at: int) -> bool:
        tool = self._lexicon.speech.tools.get(self._tokens[at])
        return tool is None or tool_is(self._bound[index][0], tool)

    def _carriers(self, index: int, at: int) -> list[Statement]:
        """Return the statements that carry the value at `index` as a claim's word at `at` says it."""
        token = self._tokens[at]
        if token in self._lexicon.speech.tools:
            tool = self._lexicon.speech.tools[token]
            return [s for s in self._carrying(index, TOOLS) if tool_is(s, tool)]
        found: list[Statement] = []
        for claim in self._claims_at(at):
            if not self._is_said_of_the_artist(claim):
                continue
            if claim.form is Form.OF and index < at:
                continue
            if claim.form is Form.MADE and not self._is_agent(index, at):
                continue
            if claim.form is Form.MAKES and not self._makes(index, at):
                continue
            found += [s for s in self._carrying(index, claim.relations) if self._is_labelled(s, index, at)]
        return found

    def _is_said_of_the_artist(self, claim: Claim) -> bool:
        """Return whether the artist is of a kind that is born or formed, as a claim has it."""
        kinds = {s.words.casefold() for s in self._statements if s.relation is Relation.ARTIST_KIND}
        return not claim.kinds or not kinds or not claim.kinds.isdisjoint(kinds)

    def _is_labelled(self, statement: Statement, index: int, at: int) -> bool:
        """Return whether a label stands where one does: before what it released, or behind "on" or "by"."""
        if statement.relation is not Relation.LABEL or index < at or self._tokens[index] in self._reading.figures:
            return True
        if "label" in self._lexicon.claims.get(self._tokens[at], ()):
            return True
        words = self._lexicon.links.get(Relation.LABEL, frozenset()) | self._lexicon.agent
        return any(t in words or "label" in self._lexicon.claims.get(t, ()) for t in self._before(index))

    def _is_agent(self, index: int, at: int) -> bool:
        """Return whether a name is who did it: behind "by", alone or in a row of names."""
        if self._tokens[index] in self._reading.figures:
            return True
        names = [i for i in range(at + 1, index + 1) if self._tokens[i] in self._reading.names]
        return bool(names) and self._is_row(names[0], index) and self._behind(index, self._lexicon.agent)

    def _behind(self, index: int, words: frozenset[str]) -> bool:
        for at in range(index - 1, -1, -1):
            token = self._tokens[at]
            if token in words:
                return True
            if token not in self._reading.names and token not in self._lexicon.function and token not in _PAUSE:
                return False
        return False

    def _makes(self, index: int, at: int) -> bool:
        """Return whether a name is who does it: before the verb, or behind it where nobody stands before it."""
        if self._tokens[index] in self._reading.figures:
            return True
        before = next((t for t in reversed(self._tokens[:at]) if t not in self._lexicon.adverbs), "")
        if before in self._lexicon.be:
            return False  # "was produced": a passive
        start, _ = self._segment_of(at)
        nearest = next((i for i in range(at - 1, start - 1, -1) if self._tokens[i] in self._reading.names), None)
        return nearest is None or index == nearest or (index < at and self._is_row(index, nearest))

    def _is_row(self, first: int, last: int) -> bool:
        between = self._tokens[first + 1 : last]
        return all(t in self._reading.names or t in self._lexicon.function or t == "," for t in between)

    def _carrying(self, index: int, relations: frozenset[str] | None) -> list[Statement]:
        token = self._tokens[index]
        among = [s for s in self._allowed if relations is None or s.relation.value in relations]
        if (figure := self._reading.figures.get(token)) is not None:
            shade = next((self._lexicon.shades[t] for t in self._before(index) if t in self._lexicon.shades), "")
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

    def _is_subject_alone(self, statement: Statement, token: str) -> bool:
        """Return whether a name is merely what a statement is about."""
        roles = {part.role for part in self._reading.names[token] if part.number == statement.number}
        return statement.fact is not None and roles <= {"album", "artist"}

    def _rightly_dated(self, found: list[Statement], index: int) -> list[Statement]:
        """Drop the year of this release where it is known that the music came out in another."""
        start, end = self._segment_of(index)
        tokens = self._tokens[start:end]
        if any("edition" in self._lexicon.claims.get(token, ()) for token in tokens):
            return found
        is_album = any(self._has_role(token, "album") or token in self._lexicon.album_nouns for token in tokens)
        about = About.ALBUM if is_album else About.TRACK
        first = [
            s
            for s in self._statements
            if s.relation is Relation.FIRST_RELEASED and (s.about is about or not is_album)
        ]
        return [
            s for s in found if s.relation is not Own.YEAR or not first or any(f.years == s.years for f in first)
        ]

    def _has_role(self, token: str, role: str) -> bool:
        return any(part.role == role for part in self._reading.names.get(token, ()))

    def _before(self, index: int) -> Iterator[str]:
        """Yield the words before a value, back to the next that means something."""
        for at in range(index - 1, -1, -1):
            token = self._tokens[at]
            yield token
            skipped = token in self._lexicon.function or token in self._lexicon.shades
            if not skipped and token not in self._reading.names:
                return

    def _links(self, relation: str, index: int) -> bool:
        """Return whether a value without a claim's word is of a relation by what stands before it."""
        start, end = self._segment_of(index)
        if relation in _BARE:
            return True
        if relation == Relation.ORIGIN and self._tokens[index] in self._lexicon.speech.natives:
            return True
        if relation in {*_DATED, Own.ALBUM} and all(
            t in self._lexicon.function or self._is_mark(t) or t == "," for t in self._tokens[start:end]
        ):
            return True
        if relation in _DATED and self._is_age(index):
            return True
        links = self._lexicon.links.get(relation, frozenset())
        return any(token in links for token in self._before(index))

    def _is_age(self, index: int) -> bool:
        figure = self._reading.figures.get(self._tokens[index])
        return figure is not None and figure.kind in {"ago", "decade"}

    # Claims

    def _claims_at(self, index: int) -> list[Claim]:
        token = self._tokens[index]
        if token in self._lexicon.speech.tools:
            return [Claim(Form.VALUE, TOOLS)]
        if token in self._lexicon.speech.kinds:
            return [Claim(Form.BARE, frozenset({Relation.RELEASE_KIND.value}))]
        start, end = self._segment_of(index)
        words = any("words" in self._lexicon.claims.get(other, ()) for other in self._tokens[start:end])
        keys = self._lexicon.claims.get(token, frozenset())
        return [CLAIMS[OF_THE_WORDS.get(key, key) if words else key] for key in keys]

    def _is_soft(self, index: int) -> bool:
        """Return whether a claim's word may stand beside a value that isn't its own."""
        return self._is_common(index) or all(
            claim.form in {Form.LOOSE, Form.BARE, Form.OF} for claim in self._claims_at(index)
        )

    def _claims_near(self, start: int, end: int) -> list[int]:
        """Return the claim's words of the next segment, else of the one before."""
        place = self._segments.index((start, end))
        for other in (place + 1, place - 1, place - 2):
            if 0 <= other < len(self._segments):
                found = [at for at in range(*self._segments[other]) if self._claims_at(at)]
                if found:
                    return found
        return []

    def _is_aside(self, start: int, end: int, value: int) -> bool:
        return all(
            at == value
            or token in self._lexicon.function
            or token in self._lexicon.fillers
            or self._is_mark(token)
            or token in _PAUSE
            for at, token in zip(range(start, end), self._tokens[start:end], strict=True)
        )

    def _bind_kind_of_artist(self, index: int, token: str) -> None:
        told = self._lexicon.speech.he.get(token) if token in self._lexicon.artist_nouns else ""
        kinds = {Relation.GENDER, Relation.ARTIST_KIND}
        carrier = next((s for s in self._allowed if told and s.relation in kinds and word_is(s, told)), None)
        if carrier is not None:
            self._bound[index] = [carrier]

    def _is_common(self, index: int) -> bool:
        """Return whether a claim's word is also one that says nothing."""
        return self._tokens[index] in self._lexicon.talk or self._tokens[index] in self._lexicon.function

    def _says_nothing(self, index: int) -> bool:
        """Return whether a claim's word that no value goes with may be said all the same."""
        if self._is_common(index):
            return True
        start, end = self._segment_of(index)
        is_beside = any(at in self._bound for at in range(start, end))
        return is_beside and self._tokens[index] in self._lexicon.fillers

    def _is_dated_album(self, index: int) -> bool:
        """Return whether an album is what another claim beside it is about."""
        if not self._has_role(self._tokens[index], "album"):
            return False
        start, end = self._segment_of(index)
        near = {*range(start, end), *self._near(start, end)}
        return any(
            s.about is About.ALBUM or s.relation in {Own.YEAR, Own.ALBUM}
            for at in near
            for s in self._bound.get(at, ())
        )

    def _near(self, start: int, end: int) -> list[int]:
        """Return the places of the segments beside this one."""
        place = self._segments.index((start, end))
        return [
            at
            for other in (place - 1, place + 1)
            if 0 <= other < len(self._segments)
            for at in range(*self._segments[other])
        ]

    def _bind_claim(self, index: int) -> None:
        """Find what carries a claim's word that no value was found to go with."""
        start, end = self._segment_of(index)
        places = sorted(range(start, end), key=lambda at: (abs(at - index), at))
        for at in (*places, *self._near(start, end)):
            token = self._tokens[at]
            if (token in self._reading.names or self._is_value(token)) and (carriers := self._carriers(at, index)):
                self._bound[index] = carriers[:1]
                self._bound.setdefault(at, carriers[:1])
                return
        self._stands_alone(index)

    def _stands_alone(self, index: int) -> bool:
        """Bind a claim's word that needs no value of its own."""
        token = self._tokens[index]
        if token in self._lexicon.speech.kinds:
            kind = self._lexicon.speech.kinds[token]
            carrier = next(
                (s for s in self._allowed if s.relation is Relation.RELEASE_KIND and word_is(s, kind)), None
            )
            if carrier is not None:
                self._bound[index] = [carrier]
            return carrier is not None
        for claim in self._claims_at(index):
            carriers = [s for s in self._allowed if s.relation.value in claim.relations]
            if not carriers or token in self._lexicon.speech.tools:
                continue
            if claim.form in {Form.BARE, Form.OF, Form.LOOSE} and not self._is_common(index):
                self._bound[index] = carriers[:1]
                return True
            if claim.form in {Form.MAKES, Form.MADE, Form.VALUE} and self._artist_does(index, claim):
                return True
        return False

    def _artist_does(self, index: int, claim: Claim) -> bool:
        """Return whether the artist, by name or by a pronoun, is who a claim's word needs and a statement has."""
        start, end = self._segment_of(index)
        artists = [at for at in range(start, end) if self._has_role(self._tokens[at], "artist")]
        known = {name for s in self._statements if s.relation is Own.ARTIST for name in s.names}
        carriers = [
            s for s in self._allowed if s.relation.value in claim.relations and known.intersection(s.names)
        ]
        if not carriers:
            return False
        if claim.form is Form.MADE:
            return any(self._is_agent(at, index) for at in artists)
        others = [t for t in self._tokens[start:index] if self._has_role(t, "title")]
        he = any(t in self._lexicon.speech.he for t in self._tokens[start:index])
        does = any(self._makes(at, index) for at in artists) or (he and not others)
        if does:
            self._bound[index] = carriers[:1]
        return does

    # Words

    def _fault_in(self, start: int, end: int) -> str:
        tokens = self._tokens[start:end]
        is_claim = any(at in self._bound for at in range(start, end))
        talk = TalkCheck(tokens, self._reading, self._lexicon, self._statements, self._moment)
        if not is_claim:
            return talk.fault()
        if not self._lexicon.negations.isdisjoint(tokens):
            return "It denies what a fact says."
        strong = any(
            s.relation in {Own.HEARD, Own.COMING} for at in range(start, end) for s in self._bound.get(at, ())
        ) or any(at in self._bound and not self._is_mark(self._tokens[at]) for at in range(start, end))
        return talk.fault_beside_claims(is_host=not strong)

    def _is_mark(self, token: str) -> bool:
        return (
            token in self._reading.figures or token in self._reading.names or token in self._lexicon.speech.natives
        )

    def _segment_of(self, index: int) -> tuple[int, int]:
        return next((start, end) for start, end in self._segments if start <= index < end)
