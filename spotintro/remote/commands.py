"""What each command does to the session, and how its answer is found among the events that follow."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from spotintro.credits.errors import credits_in_words
from spotintro.credits.features import UserTransaction
from spotintro.errors import SpotIntroError
from spotintro.host.events import Failed, Held, Stopped
from spotintro.remote.messages import ANSWER_S, Answer, Command
from spotintro.session.events import AutoAsked, AutoTold, ConsentAsked, HostSaid, NextState, NextTold, Said

if TYPE_CHECKING:
    from spotintro.host.events import HostEvent
    from spotintro.session.events import SessionEvent
    from spotintro.session.session import Session

LAST_EVENT_S: Final = 2.0

_STEERING: Final = {
    Command.SKIP: ("next_track", "The next track."),
    Command.PREVIOUS: ("previous_track", "The previous track."),
    Command.PLAY: ("play", "It plays."),
    Command.PAUSE: ("pause", "It is paused."),
    Command.PLAY_PAUSE: ("play_pause", "Play or pause."),
}
_INTRODUCING: Final = frozenset({Command.INTRODUCE, Command.AGAIN})
_ANSWER_THERE: Final = "Answer it in the app, then ask again."


async def perform(session: Session, command: Command) -> Answer:
    """Do what is asked, and say what has begun or why not, within `ANSWER_S`.

    Whoever asks may leave: what has begun goes on.
    """
    if command in _INTRODUCING and session.intros.busy:
        return _refused("HOST_BUSY", "The host is at it already.", "`spotintro remote stop` stops it.")
    if command is Command.AUTO:
        command = Command.AUTO_OFF if session.between.auto.is_on else Command.AUTO_ON
    verdict: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
    lines: list[str] = []

    def hear(event: SessionEvent) -> None:
        if isinstance(event, Said):
            lines.append(event.text)
        answer = _judged(command, event)
        if answer is not None and not verdict.done():
            verdict.set_result(answer)

    ends_run = command is Command.STOP and session.intros.busy
    leave = session.listen(hear)
    try:
        task = _begin(session, command)
        if task is not None:
            waits: set[asyncio.Future[Any]] = {verdict, task}
            await asyncio.wait(waits, timeout=ANSWER_S, return_when=asyncio.FIRST_COMPLETED)
        if ends_run:
            # What it has come to is told by the run itself, right after.
            await asyncio.wait({verdict}, timeout=LAST_EVENT_S)
    finally:
        leave()
    if verdict.done():
        return verdict.result()
    if task is not None and not task.done():
        return _refused("NOT_BEGUN_YET", f"The app has taken it, and has not begun within {ANSWER_S:.0f} s.", "")
    return _ended(session, command, task, lines)


def _begin(session: Session, command: Command) -> asyncio.Task[None] | None:
    """Give the session the command; None where that is all."""
    match command:
        case Command.INTRODUCE:
            return session.perform(UserTransaction.GENERATE_TRACK_INTRO)
        case Command.NEXT_INTRO:
            return session.introduce_next()
        case Command.AGAIN:
            return session.replay()
        case Command.STOP:
            # The first may only take back what auto asks, as the app's key does.
            return session.stop_host() or session.stop_host()
        case Command.AUTO_ON | Command.AUTO_OFF:
            return session.toggle_auto(on=command is Command.AUTO_ON)
        case Command.VOICE:
            return session.toggle_voice()
        case Command.STATUS | Command.FOLLOW:
            return None
        case _:
            return session.steer(_STEERING[command][0])


def _judged(command: Command, event: SessionEvent) -> Answer | None:
    """Return the answer that this event is to the command; None where it is none."""
    match event:
        case ConsentAsked(disclosure=str(question)):
            return _refused("CONSENT_NEEDED", f"The app asks first: {question}", _ANSWER_THERE)
        case HostSaid(event=told) if command in _INTRODUCING:
            return _judged_run(told)
        case HostSaid(event=Stopped(), line=line) if command is Command.STOP:
            return Answer(done=True, message="Stopped." if line is None else line.text)
        case NextTold(track=track, state=state) if command is Command.NEXT_INTRO:
            if state is NextState.TAKEN_BACK:
                return Answer(done=True, message=f"“{track.title}” is not introduced when it begins.")
            return Answer(done=True, message=f"“{track.title}” is introduced when it begins.")
        case AutoAsked(question=str(question)) if command is Command.AUTO_ON:
            return _refused("AUTO_NOT_AGREED", f"The app asks first: {question}", _ANSWER_THERE)
        case AutoTold(state=state) if command is Command.AUTO_ON and state.is_on:
            return Answer(done=True, message=f"Auto is on: an intro {state.every.in_words}.")
        case AutoTold(state=state) if command is Command.AUTO_OFF and not state.is_on:
            return Answer(done=True, message="Auto is off.")
        case _:
            return None


def _judged_run(event: HostEvent) -> Answer | None:
    match event:
        case Held(track=track, quote=quote):
            cost = f" for {credits_in_words(quote.total)}" if quote.charges else ", free"
            return Answer(done=True, message=f"The host introduces “{track.title}”{cost}.")
        case Failed(code=code, message=message, next_step=next_step, cost_nothing=cost_nothing):
            return _refused(code, f"{message} Nothing was charged." if cost_nothing else message, next_step)
        case Stopped():
            return _refused("STOPPED", "It was stopped before it began. Nothing was charged.", "")
        case _:
            return None


def _ended(session: Session, command: Command, task: asyncio.Task[None] | None, lines: list[str]) -> Answer:
    """Return the answer to a command that has ended, and told no more of itself than lines of the log."""
    if task is not None and task.cancelled():
        return _refused("APP_ENDS", "The app is being closed.", "")
    error = None if task is None else task.exception()
    if isinstance(error, SpotIntroError):
        return _refused(error.code, str(error), error.next_step)
    if error is not None:
        return _refused("INTERNAL", "Something unexpected went wrong.", "The app's log file has the details.")
    last = lines[-1] if lines else "Done."
    if command in _INTRODUCING:
        playback = session.standing.playback
        nothing_plays = command is Command.INTRODUCE and (playback is None or playback.track is None)
        return _refused("NOTHING_PLAYING" if nothing_plays else "NOT_BEGUN", last, "")
    if command in _STEERING:
        return Answer(done=True, message=_STEERING[command][1])
    return Answer(done=True, message=last)


def _refused(code: str, message: str, next_step: str) -> Answer:
    return Answer(done=False, code=code, message=message, next_step=next_step)
