"""Every paid feature, by one declaration each: all that the program has to say or ask about it follows from here.

The key, the palette, the help, the price before and the line after it, refusal and retry, the account page, the
settings and the command line read this table. A new feature is one more member, and the code that it begins.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, Self


class Terms(NamedTuple):
    """What one paid step is to its user."""

    price: int
    """In whole credits, unless the settings say otherwise."""
    label: str
    """One or two words for what is paid: `text 1`."""
    key: str = ""
    """The key that begins it, as Textual names keys; "" where it is only a part of others."""
    verb: str = ""
    """One or two words for the key bar: `i introduce`; in the settings the key goes by this name."""
    does: str = ""
    """A short sentence without its full stop, for help, palette and command line."""
    command: str = ""
    """Its name on the command line."""
    begins: str = ""
    """Where its text comes from, as "module:function" with a function like those in `host/texts.py`.

    A name and no function: what the host loads for it is not needed before the key is pressed.
    """
    speaks: bool = False
    """Whether its text is spoken as well, at the price of `SPEAK_TRACK_INTRO`."""
    by_writer: bool = False
    """Whether the writer in force writes it: it asks for consent first, and the announcer's text is free."""

    needs_facts: bool = False
    """Whether it is refused, before anything is held, where nothing is known beyond what the player tells."""

    @property
    def key_name(self) -> str:
        """The name that `screen.keys` in the settings has for its key."""
        return self.verb.replace(" ", "_")


class UserTransaction(StrEnum):
    """The paid steps, by the names that the store, the settings and JSON know them by."""

    terms: Terms

    GENERATE_TRACK_INTRO = (
        "GENERATE_TRACK_INTRO",
        Terms(
            price=1,
            label="text",
            key="i",
            verb="introduce",
            does="Introduce this track",
            command="intro",
            begins="spotintro.host.texts:track_intro",
            speaks=True,
            by_writer=True,
        ),
    )
    TELL_MORE = (
        "TELL_MORE",
        Terms(
            price=2,
            label="more",
            key="m",
            verb="tell more",
            does="Tell more of artist or record",
            command="more",
            begins="spotintro.host.texts:more",
            speaks=True,
            by_writer=True,
            needs_facts=True,
        ),
    )
    SPEAK_TRACK_INTRO = "SPEAK_TRACK_INTRO", Terms(price=1, label="voice")

    def __new__(cls, name: str, terms: Terms | None = None) -> Self:
        """Make a member of its name; a call with the name alone looks one up and never comes here."""
        assert terms is not None
        member = str.__new__(cls, name)
        member._value_ = name
        member.terms = terms
        return member

    @property
    def label(self) -> str:
        """The feature in a user's words, short enough for the credit bar."""
        return self.terms.label


OFFERED = tuple(step for step in UserTransaction if step.terms.key)
"""Those that a key begins, in the order of their declaration."""
