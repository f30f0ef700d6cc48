"""Holds a reading against statements: a claim's word needs a value, and a value a statement that carries it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from spotintro.knowledge import About, Relation
from spotintro.writers.statements import Own, Statement
from spotintro.writers.truth.carrying import Carrying
from spotintro.writers.truth.claims import TOOLS, Claim, Form
from spotintro.writers.truth.frames import Reading
from spotintro.writers.truth.speech import Lexicon
from spotintro.writers.truth.subjects import is_of_its_subject
from spotintro.writers.truth.talk import FAULTS, TalkCheck, names_another
from spotintro.writers.truth.values import tool_is, word_is

_DATED: Final = frozenset({Own.YEAR.value, Relation.FIRST_RELEASED.value})
_PAUSE: Final = ","
_BARE: Final = frozenset({Own.LENGTH.value, Relation.GENRE.value})
"""Relations whose values say by themselves of what they are."""
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
        self._carrying = Carrying(reading, statements, self._allowed, lexicon, moment)
        self._segments = self._carrying.segments
        self._bound: dict[int, list[Statement]] = {}
        """By place of a value or of a claim's word: what carries it."""

    def fault(self) -> str:
        """Return why the sentence falls; "" where it stands."""
        if self._reading.unknown_name:
            return f"It names “{self._reading.unknown_name}”, which no fact does."
        if names_another(self._reading, self._lexicon):
            return "It names the wrong title."
        values = [index for index, token in enumerate(self._tokens) if self._is_value(token)]
        unbound = [index for index in values if not self._bind(index)]
        for index, token in enumerate(self._tokens):
            self._bind_kind_of_artist(index, token)
            if self._carrying.claims_at(index) and index not in self._bound:
                self._bind_claim(index)
        for index in unbound:
            if index not in self._bound and not self._is_dated_album(index):
                return self._fault_of(index)
        if any(
            not is_of_its_subject(
                self._reading, self._lexicon, self._carrying.segment_of(index), self._bound[index][0]
            )
            for index in self._bound
        ):
            return "It says of one what a fact says of another."
        for index, token in enumerate(self._tokens):
            if self._carrying.claims_at(index) and index not in self._bound and not self._says_nothing(index):
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
        start, end = self._carrying.segment_of(index)
        before = [at for at in range(index - 1, start - 1, -1) if self._carrying.claims_at(at)]
        after = [at for at in range(index + 1, end) if self._carrying.claims_at(at)]
        is_name = self._tokens[index] in self._reading.names
        governors = [*before[:1], *after[:2]] if is_name or not before else before[:1]
        near = self._claims_near(start, end) if not governors and self._is_aside(start, end, index) else []
        for at in (*governors, *near):
            carriers = self._carrying.carriers(index, at)
            if carriers:
                self._note(index, carriers, (*range(start, end), at))
                return True
        carriers = [s for s in self._carrying.of_relations(index, None) if self._links(s.relation.value, index)]
        if any(not self._is_soft(at) for at in governors):
            carriers = [s for s in carriers if s.relation.value in _BARE or self._is_age(index)]
        if carriers:
            self._note(index, carriers, range(start, end))
        return bool(carriers)

    def _note(self, index: int, carriers: list[Statement], places: Sequence[int]) -> None:
        self._bound[index] = carriers[:1]
        relation = carriers[0].relation.value
        for at in places:
            if any(relation in claim.relations for claim in self._carrying.claims_at(at)) and self._fits(
                index, at
            ):
                self._bound.setdefault(at, []).append(carriers[0])

    def _fits(self, index: int, at: int) -> bool:
        tool = self._lexicon.speech.tools.get(self._tokens[at])
        return tool is None or tool_is(self._bound[index][0], tool)

    def _links(self, relation: str, index: int) -> bool:
        """Return whether a value without a claim's word is of a relation by what stands before it."""
        start, end = self._carrying.segment_of(index)
        if relation in _BARE:
            return True
        if relation == Relation.ORIGIN and self._tokens[index] in self._lexicon.speech.natives:
            return True
        # A member beside the name of the group is said to be in it; and nobody else is.
        plainly = {*_DATED, Own.ALBUM} | ({Relation.MEMBER} if self._names_artist() else set())
        if relation in plainly and all(
            t in self._lexicon.function or self._is_mark(t) or t == "," for t in self._tokens[start:end]
        ):
            return True
        if relation in _DATED and self._is_age(index):
            return True
        links = self._lexicon.links.get(relation, frozenset())
        return any(token in links for token in self._carrying.before(index))

    def _names_artist(self) -> bool:
        return any(self._carrying.has_role(token, "artist") for token in self._tokens)

    def _is_age(self, index: int) -> bool:
        figure = self._reading.figures.get(self._tokens[index])
        return figure is not None and figure.kind in {"ago", "decade"}

    # Claims

    def _is_soft(self, index: int) -> bool:
        """Return whether a claim's word may stand beside a value that isn't its own."""
        return self._is_common(index) or all(
            claim.form in {Form.LOOSE, Form.BARE, Form.OF} for claim in self._carrying.claims_at(index)
        )

    def _claims_near(self, start: int, end: int) -> list[int]:
        """Return the claim's words of the next segment, else of the one before."""
        place = self._segments.index((start, end))
        for other in (place + 1, place - 1, place - 2):
            if 0 <= other < len(self._segments):
                found = [at for at in range(*self._segments[other]) if self._carrying.claims_at(at)]
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
        start, end = self._carrying.segment_of(index)
        is_beside = any(at in self._bound for at in (*range(start, end), *self._near(start, end)))
        return is_beside and self._tokens[index] in self._lexicon.fillers

    def _is_dated_album(self, index: int) -> bool:
        """Return whether an album is what another claim beside it is about."""
        if not self._carrying.has_role(self._tokens[index], "album"):
            return False
        start, end = self._carrying.segment_of(index)
        near = {*range(start, end), *self._near(start, end)}
        return any(
            s.about is About.ALBUM or s.relation in {Own.YEAR, Own.ALBUM}
            for at in near
            for s in self._bound.get(at, ())
        )

    def _near(self, start: int, end: int, reach: int = 1) -> list[int]:
        """Return the places of the segments beside this one, the nearest first."""
        place = self._segments.index((start, end))
        return [
            at
            for distance in range(1, reach + 1)
            for other in (place - distance, place + distance)
            if 0 <= other < len(self._segments)
            for at in range(*self._segments[other])
        ]

    def _bind_claim(self, index: int) -> None:
        """Find what carries a claim's word that no value was found to go with."""
        start, end = self._carrying.segment_of(index)
        places = sorted(range(start, end), key=lambda at: (abs(at - index), at))
        for at in (*places, *self._near_claim(index, start, end)):
            token = self._tokens[at]
            if (token in self._reading.names or self._is_value(token)) and (
                carriers := self._carrying.carriers(at, index)
            ):
                self._bound[index] = carriers[:1]
                self._bound.setdefault(at, carriers[:1])
                return
        self._stands_alone(index)

    def _near_claim(self, index: int, start: int, end: int) -> list[int]:
        """Return where else a claim's word may find its value: who plays a tool may stand further off."""
        if any(self._is_value(self._tokens[at]) for at in range(start, end)):
            # "A was the producer, B the songwriter": each part has its own.
            return []
        if self._tokens[index] not in self._lexicon.speech.tools:
            return self._near(start, end)
        names = [at for at in range(start, end) if self._tokens[at] in self._reading.names]
        return [] if any(self._carrying.of_relations(at, TOOLS) for at in names) else self._near(start, end, 2)

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
        for claim in self._carrying.claims_at(index):
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
        start, end = self._carrying.segment_of(index)
        artists = [at for at in range(start, end) if self._carrying.has_role(self._tokens[at], "artist")]
        known = {name for s in self._statements if s.relation is Own.ARTIST for name in s.names}
        carriers = [
            s for s in self._allowed if s.relation.value in claim.relations and known.intersection(s.names)
        ]
        if not carriers:
            return False
        if claim.form is Form.MADE:
            return any(self._carrying.is_agent(at, index) for at in artists)
        others = [t for t in self._tokens[start:index] if self._carrying.has_role(t, "title")]
        he = any(t in self._lexicon.speech.he for t in self._tokens[start:index])
        does = any(self._carrying.makes(at, index) for at in artists) or (he and not others)
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
