"""What the page's buttons do: each a command to the session, by the name that its form sends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from spotintro.credits.features import OFFERED
from spotintro.web.view import terms_of, terms_of_retry

if TYPE_CHECKING:
    from spotintro.session.session import Session

STEERED: Final = frozenset({"previous_track", "play_pause", "next_track", "louder", "quieter"})
OPEN: Final = STEERED | {"stop"}
"""What a phone may do that isn't paired: nothing that takes credits or keeps anything."""
_PERFORM: Final = {f"perform:{step.value}": step for step in OFFERED}
CHANGED: Final = "Something else was done meanwhile. Look at the page as it is now, then ask again."
NOT_PAIRED: Final = "Pair this phone first: type the number that the computer shows."
UNKNOWN: Final = "There is no such command."


def obey(session: Session, form: Mapping[str, str], *, paired: bool, number: int) -> str:
    """Do what the form asks for; return what to tell its user, "" where the page itself shows what came of it.

    Args:
        session: The one that is steered.
        form: Its `command`, and what that needs.
        paired: Whether the phone may do all.
        number: How often a price was held: a button that was shown with another number does nothing, so that two
            phones, or a page that was looked at long ago, can't have the same charged twice.
    """
    command = form.get("command", "")
    if not paired and command not in OPEN:
        return NOT_PAIRED if command in _KNOWN else UNKNOWN
    if command in STEERED or command == "like":
        session.steer(command)
    elif command in _PERFORM:
        step = _PERFORM[command]
        quote = dict(session.standing.quotes).get(step)
        if quote is None or form.get("terms") != terms_of(number, quote):
            return CHANGED
        session.perform(step)
    elif command == "again":
        if form.get("terms") != terms_of(number, session.standing.replay):
            return CHANGED
        session.replay()
    elif command == "retry":
        refused = session.intros.refused
        # Where nothing is refused any more, the session says so itself.
        if refused is not None and form.get("terms") != terms_of_retry(number, refused, session.standing):
            return CHANGED
        session.retry()
    elif command == "answer":
        return _answer(session, form)
    elif command in _PLAIN:
        _PLAIN[command](session)
    else:
        return UNKNOWN
    return ""


def _answer(session: Session, form: Mapping[str, str]) -> str:
    agreed = form.get("agreed") == "yes"
    answers: dict[str, Callable[..., None]] = {
        "writer": session.answer,
        "auto": session.answer_auto,
        "facts": session.answer_facts,
    }
    answer = answers.get(form.get("question", ""))
    if answer is None:
        return UNKNOWN
    answer(agreed=agreed)
    return ""


_PLAIN: Final[dict[str, Callable[[Session], object]]] = {
    "stop": lambda session: session.stop_host(),
    "voice": lambda session: session.toggle_voice(),
    "introduce_next": lambda session: session.introduce_next(),
    "auto": lambda session: session.toggle_auto(),
}
_KNOWN: Final = frozenset({*STEERED, *_PERFORM, *_PLAIN, "like", "again", "retry", "answer"})
