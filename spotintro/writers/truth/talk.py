"""What a host may say without a fact: about the show, the hour, the listener and listening."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from spotintro.knowledge import Relation
from spotintro.writers.statements import Statement
from spotintro.writers.truth.frames import Reading
from spotintro.writers.truth.speech import Lexicon, stem
from spotintro.writers.truth.values import word_is
from spotintro.writers.truth.wordings import NAMED, NAMED_ARTIST, NAMED_TITLE

FAULTS: Final = {
    "year": "a year", "decade": "a decade", "length": "a length", "ago": "an age", "clock": "an hour",
    "ordinal": "a place in a row", "number": "a number",
}  # fmt: skip
_DAY_HOURS = 24
_PAUSE: Final = ","
_MAKERS: Final = frozenset({"producer", "writer", "composer", "arranger", "engineer"})
"""Behind whom a title may stand as behind its artist: "the producer of ..."."""
_NAMED: Final = frozenset({NAMED, NAMED_TITLE, NAMED_ARTIST})


def speaks_to_listener(reading: Reading, lexicon: Lexicon) -> bool:
    """Return whether a sentence is between the host and the listener alone, whatever its words.

    It speaks of "you", "me" or "us" and of nothing else that could be the music, an artist, the past, or what is
    heard and felt.
    """
    if lexicon.address.isdisjoint(reading.tokens) and lexicon.bidding.isdisjoint(reading.tokens[:1]):
        return False
    speech = lexicon.speech
    others = (
        reading.names, reading.figures, lexicon.things, lexicon.telling, lexicon.past, speech.he, speech.tools,
        speech.kinds, speech.natives, speech.decades, _NAMED,
    )  # fmt: skip
    common = lexicon.talk | lexicon.function
    return not any(
        any(word in words for words in others)
        or (word not in common and (word in lexicon.claims or word.endswith(speech.past_ending)))
        for word in reading.tokens
    )


def names_another(reading: Reading, lexicon: Lexicon) -> bool:
    """Return whether a word stands where a title does: alone, before "from the album" or "by" somebody."""
    first, pause, *rest = (*reading.tokens, "", "")
    if pause != _PAUSE or not rest or first in lexicon.function or first in lexicon.adverbs:
        return False
    behind = next((word for word in rest if word not in lexicon.things and word not in lexicon.determiners), "")
    return (
        first in lexicon.talk
        and (behind in lexicon.agent or behind in lexicon.upon)
        and any(token in reading.names for token in rest)
    )


class TalkCheck:
    """Checks the words of one part of a sentence, between two commas.

    Args:
        tokens: Of the part.
        reading: Of the sentence.
        statements: For what is known of the artist.
        moment: The hour, where it is known.
    """

    def __init__(
        self,
        tokens: Sequence[str],
        reading: Reading,
        lexicon: Lexicon,
        statements: Sequence[Statement],
        moment: datetime | None,
    ) -> None:
        self._tokens = tokens
        self._reading = reading
        self._lexicon = lexicon
        self._statements = statements
        self._moment = moment
        self._is_to_listener = speaks_to_listener(reading, lexicon)

    def fault(self) -> str:
        """Return why a part that claims nothing falls; "" where it is host talk."""
        return next(
            filter(None, (self._fault_at(i) or self._subject_fault(i) for i in range(len(self._tokens)))), ""
        )

    def fault_beside_claims(self, *, is_host: bool) -> str:
        """Return why a part falls whose claims are carried.

        Args:
            is_host: Its values are claimed by no word of it, so that the host may be who speaks of them.
        """
        talk = [token for token in self._tokens if self._is_talk(token)]
        if talk and is_host:
            return self.fault()
        if talk:
            return f"“{talk[0].replace('_', ' ')}” is in no fact."
        return next(filter(None, (self._fault_at(i, beside=True) for i in range(len(self._tokens)))), "")

    def _is_talk(self, token: str) -> bool:
        lexicon = self._lexicon
        if (
            token in lexicon.fillers
            or token in lexicon.things
            or token in lexicon.claims
            or token in lexicon.function
            or token in lexicon.speech.tools
        ):
            return False
        return token in lexicon.talk or stem(token, lexicon.endings) in lexicon.stems

    def _fault_at(self, index: int, *, beside: bool = False) -> str:
        token, lexicon, speech = self._tokens[index], self._lexicon, self._lexicon.speech
        before = self._tokens[index - 1] if index else ","
        after = self._tokens[index + 1] if index + 1 < len(self._tokens) else ","
        if token in {",", *_NAMED} or token in self._reading.figures or token in speech.natives:
            return ""
        if token in self._reading.names:
            is_made = index > 1 and not _MAKERS.isdisjoint(lexicon.claims.get(self._tokens[index - 2], ()))
            return self._name_fault(token, "" if is_made else before) or self._maker_fault(index)
        if token in lexicon.weekdays or token in lexicon.months or token in speech.parts_of_day:
            return self._hour_fault(token)
        if token in lexicon.things:
            if not (before in lexicon.before_thing or before in {",", *_NAMED} or self._is_mark(before)):
                return f"“{before}” says more of the music than a fact does."
            says_more = after in lexicon.after_thing or self._is_of_a_kind(index)
            return "It says of the music what no fact carries." if says_more and not beside else ""
        if token in speech.he:
            return self._person_fault(token, beside=beside)
        if token in lexicon.function or token in lexicon.pronouns or token in lexicon.claims:
            return ""
        if token in speech.tools or token in speech.kinds:
            return ""
        if token in lexicon.past and not beside:
            return f"“{token.replace('_', ' ')}” tells of what was."
        if token in lexicon.fillers or self._shades_a_figure(index):
            return ""
        if self._is_addressed(index) or (not beside and (self._is_talk(token) or self._is_to_listener)):
            return ""
        return f"“{token.replace('_', ' ')}” is in no fact."

    def _is_addressed(self, index: int) -> bool:
        """Return whether a word is a verb of which the host or the listener is the subject."""
        before, after = self._tokens[max(0, index - 3) : index], self._tokens[index + 1 : index + 2]
        around = " ".join((*before, f"<{self._tokens[index]}>", *after))
        return self._lexicon.addressed.search(around) is not None

    def _is_of_a_kind(self, index: int) -> bool:
        """Return whether a piece of music is said to be of a kind: "a song for sleeping"."""
        ahead = self._tokens[index + 1 : index + 3]
        if len(ahead) < len(("for", "sleeping")) or ahead[0] not in self._lexicon.purpose:
            return False
        return self._is_talk(ahead[1]) and ahead[1] not in self._lexicon.speech.parts_of_day

    def _maker_fault(self, index: int) -> str:
        """Return why a name may not begin a part behind "by": it is the title, and no maker's."""
        roles = {part.role for part in self._reading.names[self._tokens[index]]}
        is_behind = index == 1 and self._tokens[0] in self._lexicon.agent
        return "It takes the title for who made it." if is_behind and roles == {"title"} else ""

    def _shades_a_figure(self, index: int) -> bool:
        """Return whether a word says "more than", "early" or the like of a value."""
        ahead = self._tokens[index + 1 : index + 4]
        return self._tokens[index] in self._lexicon.shades and any(t in self._reading.figures for t in ahead)

    def _is_mark(self, token: str) -> bool:
        return (
            token in self._reading.names or token in self._reading.figures or token in self._lexicon.speech.natives
        )

    def _name_fault(self, token: str, before: str) -> str:
        roles = {part.role for part in self._reading.names[token]}
        if roles.isdisjoint({"title", "artist", "album"}):
            return ""
        if (role := self._said_to_be(token)) and role not in roles:
            return f"It takes something else for the {role}."
        if (
            roles & {"title", "artist", "album"} == {"title"}
            and before in self._lexicon.upon
            and self._has_others(token)
        ):
            return "It names the wrong album."
        is_artist = "artist" in roles and len(roles & {"title", "artist", "album"}) == 1
        if is_artist and before in self._lexicon.upon and self._after(token) != "s":
            return "It names an artist where a record belongs."
        if "artist" not in roles and (before in self._lexicon.by or before in self._lexicon.artist_nouns):
            return "It names the wrong artist."
        if before in self._lexicon.called:
            role = self._role_called(token)
            return "" if role in roles else f"It names the wrong {role}."
        if "title" not in roles and before in self._lexicon.things:
            return "It names the wrong title."
        if "album" not in roles and before in self._lexicon.album_nouns:
            return "It names the wrong album."
        return ""

    def _after(self, name: str) -> str:
        return next(iter(self._tokens[self._tokens.index(name) + 1 :]), "")

    def _has_others(self, name: str) -> bool:
        """Return whether the artist or an album stands beside a name, and nobody plays on it."""
        if any(token in self._lexicon.speech.tools for token in self._tokens):
            return False
        others = [
            self._reading.names[token] for token in self._tokens if token in self._reading.names and token != name
        ]
        return any(part.role in {"artist", "album"} for parts in others for part in parts)

    def _said_to_be(self, name: str) -> str:
        """Return what a name is said to be: "… is the band", "the album is …", "…'s song"; "" where nothing."""
        at = self._tokens.index(name)
        ahead, behind = list(self._tokens[at + 1 :]), list(reversed(self._tokens[:at]))
        lexicon = self._lexicon
        releases = "released" in lexicon.claims.get(ahead[0], ()) if ahead else False
        if releases and len(ahead) > 1 and ahead[1] in self._reading.names:
            return "artist"
        if ahead[:1] == ["s"] and len(ahead) > 1 and self._role_of(ahead[1]) in {"title", "album"}:
            return "artist"
        for words in (ahead, behind):
            has_be = False
            for word in words:
                if word in lexicon.be:
                    has_be = True
                elif word not in lexicon.determiners and word not in lexicon.adverbs:
                    if has_be and (role := self._role_of(word)):
                        return role
                    break
        return ""

    def _role_of(self, noun: str) -> str:
        if noun in self._lexicon.album_nouns:
            return "album"
        return "artist" if noun in self._lexicon.artist_nouns else "title" if noun in self._lexicon.things else ""

    def _role_called(self, name: str) -> str:
        """Return what is called so: the last of an album, an artist and a piece that stands before the name."""
        before = self._tokens[: self._tokens.index(name)]
        for token in reversed(before):
            if token not in self._lexicon.called and (role := self._role_of(token)):
                return role
        return "title"

    def _person_fault(self, token: str, *, beside: bool) -> str:
        """Return why a word may not stand for the artist: of him, it says what isn't known."""
        told = self._lexicon.speech.he[token]
        if not told:
            return "" if beside else f"It says something of “{token}” that no fact carries."
        kinds = {Relation.GENDER, Relation.ARTIST_KIND}
        if any(s.relation in kinds and word_is(s, one) for s in self._statements for one in told.split("|")):
            return ""
        return f"No fact says “{token}” of the artist."

    def _hour_fault(self, token: str) -> str:
        speech, now = self._lexicon.speech, self._moment
        if token in speech.parts_of_day:
            start, end = speech.parts_of_day[token]
            hour = now.hour if now is not None else start
            return "" if start <= hour < end or start <= hour + _DAY_HOURS < end else f"It is not “{token}”."
        if now is None:
            return f"It is not known whether it is “{token}”."
        names = self._lexicon.weekdays if token in self._lexicon.weekdays else self._lexicon.months
        said = now.weekday() if token in self._lexicon.weekdays else now.month - 1
        return (
            ""
            if names.index(token) % (7 if names is self._lexicon.weekdays else 12) == said
            else f"It is not “{token}”."
        )

    def _subject_fault(self, index: int) -> str:
        """Return why a thing of the music may not stand here: a verb follows that says something of it."""
        token = self._tokens[index]
        is_thing = token in self._reading.names or token in _NAMED
        if not is_thing and token not in self._lexicon.things and token not in self._lexicon.pronouns:
            return ""
        for at, after in enumerate(self._tokens[index + 1 :], index + 1):
            if after in self._lexicon.finite:
                of_music = token in self._lexicon.things
                if after in self._lexicon.naming and self._names_behind(at, of_music=of_music, is_named=is_thing):
                    return ""
                return f"It says of the music that it “{after.replace('_', ' ')}” what no fact carries."
            if after not in self._lexicon.adverbs:
                break
        return ""

    def _names_behind(self, index: int, *, of_music: bool, is_named: bool) -> bool:
        """Return whether a verb leads to a name of the track, or to what a host says of any: "is next".

        Args:
            index: Of the verb.
            of_music: The subject is a piece of music, and no artist.
            is_named: A name stands before the verb, so that it may lead to what is called so as well.
        """
        lexicon = self._lexicon
        at_once = self._tokens[index + 1] if index + 1 < len(self._tokens) else ""
        if self._tokens[index] == "s" and (at_once in lexicon.things or at_once in lexicon.album_nouns):
            return True  # no verb, but a genitive
        if of_music and (at_once == NAMED_ARTIST or self._is_artist_alone(at_once)):
            return False
        behind = self._tokens[index + 1 :]
        if is_named and any(token in lexicon.things for token in behind):
            behind = (*behind, NAMED)
        for token in behind:
            if token in lexicon.predicates or token in _NAMED or token in self._reading.names:
                return True
            skipped = token in lexicon.function or token in lexicon.adverbs or token in lexicon.things
            if not skipped and token not in _PAUSE:
                return False
        return False

    def _is_artist_alone(self, token: str) -> bool:
        roles = {part.role for part in self._reading.names.get(token, ())}
        return roles & {"title", "album", "artist"} == {"artist"}
