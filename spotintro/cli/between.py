"""Intros between tracks on the command line: `spotintro intro --next`, and `spotintro auto`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

import click

from spotintro.cli import printing
from spotintro.cli.failures import EXIT_FAILED, EXIT_USAGE, CommandFailed, Failure
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, named_files
from spotintro.cli.providers import (
    over_music_named,
    over_music_option,
    persona_option,
    player_named,
    player_option,
    require_persona,
    writer_named,
    writer_option,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from spotintro.cli.delivering import Manner
    from spotintro.cli.introducing import Transcript
    from spotintro.config import OverMusicMode
    from spotintro.host.events import Composed, Failed, Finished, HostEvent, Stopped
    from spotintro.session.auto import AutoState
    from spotintro.session.events import NextTold, SessionEvent
    from spotintro.session.session import Session
    from spotintro.wiring.parts import Parts

_ENDINGS: Final = {
    "NOT_COME": Failure("ANOTHER_CAME", "Another track came in place of “{title}”.", "Ask again.", EXIT_FAILED),
    "KEPT": Failure(
        "SEEN_LATE",
        "“{title}” was seen to begin too late.",
        "`spotintro intro` introduces what plays.",
        EXIT_FAILED,
    ),
    "FAILED": Failure(
        "NOT_PREPARED",
        "The intro of “{title}” can't be prepared.",
        "`spotintro doctor` checks every part.",
        EXIT_FAILED,
    ),
}
"""How an intro of the next track ends without being delivered, by its state; the message lacks the title."""


class _Face:
    """What both commands have in common: they wait until the session has begun."""

    def __init__(self) -> None:
        self._begun = asyncio.Event()

    def hear(self, event: SessionEvent) -> None:
        """Take an event of the session."""
        from spotintro.session.events import MadeReady

        if isinstance(event, MadeReady):
            self._begun.set()

    async def begin(self, session: Session, *, speak: bool) -> None:
        """Begin the session; return once account, host and player are there, or could not be opened."""
        from spotintro.cli.delivering import decline_what_nobody_agreed_to

        session.intros.speak = speak
        session.begin()
        await self._begun.wait()
        await decline_what_nobody_agreed_to(session)
        await session.first_reading()


def session_over(parts: Parts, hear: Callable[[SessionEvent], None]) -> Session:
    """Return a session whose only face is this one, which has no keys."""
    from spotintro.session.session import Session

    return Session(parts, hear, key_of=lambda _command: "")


# The next track


class _NextFace(_Face):
    """Tells one intro as `spotintro intro` does, and waits for its track to begin."""

    def __init__(self, transcript: Transcript) -> None:
        super().__init__()
        self._transcript = transcript
        self._over = asyncio.Event()
        self._ended: NextTold | None = None
        self._begun_track = False

    def hear(self, event: SessionEvent) -> None:
        """Take an event of the session."""
        from spotintro.session.events import NextState, NextTold

        super().hear(event)
        if isinstance(event, NextTold):
            self._begun_track = self._begun_track or event.state is NextState.BEGUN
            if not event.state.is_ahead and event.state is not NextState.BEGUN and not self._begun_track:
                self._ended = event
                self._over.set()
        elif not self._over.is_set():
            self._transcript.hear(event)
            if self._transcript.finished is not None or self._transcript.ended_early is not None:
                self._over.set()

    async def perform(self, session: Session, *, speak: bool) -> Finished:
        """Wait for the next track and introduce it, to the run's end; stopped before it, nothing is charged.

        Raises:
            SpotIntroError: nothing was delivered.
        """
        from spotintro.cli.introducing import IntroFailed

        try:
            await self.begin(session, speak=speak)
            await session.between.introduce_next()
            await self._over.wait()
        except BaseException:
            await session.rest()
            # A signal that came at the very end has nothing left to stop: all is delivered.
            if self._transcript.finished is None:
                raise
        else:
            await session.rest()
        if self._ended is not None:
            ending = _ENDINGS[self._ended.state.name]
            message = ending.message.format(title=self._ended.track.title)
            raise CommandFailed(ending.code, f"{message} Nothing was charged.", ending.next_step)
        if self._transcript.failed is not None:
            raise IntroFailed(self._transcript.failed)
        assert self._transcript.finished is not None
        return self._transcript.finished


async def deliver_next(parts: Parts, manner: Manner) -> int:
    """Introduce the track that comes next when it begins, to the exit code.

    Raises:
        SpotIntroError: nothing was delivered; as plain lines, what was is printed.
    """
    from spotintro.cli.delivering import IntroDocument, print_outcome, require_stdout, transcript_for
    from spotintro.cli.grounds import tell_grounds

    require_stdout()
    low_balance = parts.settings.credits.low_balance
    document = (
        IntroDocument(low_balance=low_balance, written=lambda: session.intros.last) if manner.as_json else None
    )
    transcript = transcript_for(document)
    face = _NextFace(transcript)
    session = session_over(parts, face.hear)
    return await print_outcome(
        face.perform(session, speak=manner.speak),
        transcript,
        document,
        low_balance=low_balance,
        tell_facts=lambda: tell_grounds(session.intros.last, each=False),
    )


# Again and again


@click.command()
@named_files
@click.option("--every", metavar="TEXT", help='"3 tracks" or "15 minutes", over the setting host.auto_every.')
@click.option(
    "--cap", type=click.IntRange(min=0), help="The most credits of this run, over host.auto_session_cap; 0: none."
)
@click.option("--count", type=click.IntRange(min=1), help="End after so many intros.")
@click.option("--speak/--no-speak", default=None, help="Over the setting voice.enabled.")
@writer_option
@player_option
@persona_option
@over_music_option
@as_json_option
@click.pass_obj
def auto(
    launch: Launch,
    *,
    every: str | None,
    cap: int | None,
    count: int | None,
    speak: bool | None,
    writer: str | None,
    player: str | None,
    persona: str | None,
    over_music: str | None,
    as_json: bool,
) -> int:
    """Introduce between tracks, again and again, until ctrl+c. --every or --cap agree to what it does and costs.

    With --json each line is a document: how auto stands, a text before it is charged, what it came to.
    """
    from spotintro.cli.execution import make_parts, with_parts
    from spotintro.wiring.options import RunOptions

    if every is not None:
        _require_rhythm(every)
    require_persona(launch, persona)
    options = RunOptions(writer=writer_named(writer), player=player_named(player), persona=persona)
    parts = make_parts(launch, options)
    _set(parts, every=every, cap=cap, over_music=over_music_named(over_music))
    spoken = parts.settings.voice.enabled if speak is None else speak
    is_agreed = every is not None or cap is not None
    return with_parts(
        parts, lambda parts: run_auto(parts, speak=spoken, as_json=as_json, count=count, is_agreed=is_agreed)
    )


def _require_rhythm(text: str) -> None:
    from spotintro.session.auto import Every

    try:
        Every.of(text)
    except ValueError:
        raise click.UsageError(f'--every: “{text}” is neither like "3 tracks" nor like "15 minutes".') from None


def _set(parts: Parts, *, every: str | None, cap: int | None, over_music: OverMusicMode | None) -> None:
    """Put what the command line says over the settings; the command itself is what turns auto on."""
    import msgspec

    options = parts.settings.host
    options = msgspec.structs.replace(
        options,
        auto=False,
        auto_every=options.auto_every if every is None else every.strip(),
        auto_session_cap=options.auto_session_cap if cap is None else cap,
        over_music=over_music or options.over_music,
    )
    parts.settings = msgspec.structs.replace(parts.settings, host=options)


class _AutoFace(_Face):
    """Prints what auto does: texts to stdout, the rest to stderr; or all of it as JSON lines."""

    def __init__(self, *, as_json: bool, count: int | None) -> None:
        from spotintro.session.last_intro import LastIntro

        super().__init__()
        self._as_json = as_json
        self._left = count
        self._over = asyncio.Event()
        self._problem: Exception | None = None
        self._run: Transcript | None = None
        self._last = LastIntro()

    def hear(self, event: SessionEvent) -> None:
        """Take an event of the session.

        Raises:
            OSError: stdout takes no text; the command ends with it.
        """
        super().hear(event)
        try:
            self._tell(event)
        except OSError as problem:
            self._problem = problem
            self._over.set()
            raise

    async def wait(self) -> None:
        """Wait until there were so many intros.

        Raises:
            OSError: stdout takes no text.
        """
        await self._over.wait()
        if self._problem is not None:
            raise self._problem

    def _tell(self, event: SessionEvent) -> None:
        from spotintro.host.events import Held
        from spotintro.session.events import AutoTold, HostSaid, Said

        if isinstance(event, HostSaid):
            if isinstance(event.event, Held) or self._run is None:
                self._run = self._transcript()
                if isinstance(event.event, Held) and not self._as_json:
                    from spotintro.cli.values import track_in_words

                    printing.message(f"Next: {track_in_words(event.event.track)}")
            self._last = self._last.and_then(event.event)
            self._run.hear(event)
            self._ends(event.event)
        elif isinstance(event, Said):
            printing.message(event.text)
        elif isinstance(event, AutoTold) and self._as_json:
            printing.json_line(_document_of(event.state))

    def _transcript(self) -> Transcript:
        from spotintro.cli.introducing import Transcript

        return Transcript(
            on_sentence=(lambda _text: None) if self._as_json else printing.line,
            on_account=lambda text: printing.message(f"Charged: {text}"),
            on_notice=printing.message,
            on_text=self._print_text if self._as_json else (lambda _composed: None),
        )

    def _print_text(self, composed: Composed) -> None:
        from spotintro.cli.grounds import grounds_document
        from spotintro.cli.values import track_document

        text: dict[str, printing.Json] = {
            "event": "text",
            "track": track_document(composed.track),
            "text": composed.text,
            "writer": composed.writer,
        }
        printing.json_line(text | grounds_document(self._last))

    def _ends(self, event: HostEvent) -> None:
        from spotintro.cli.grounds import tell_grounds
        from spotintro.host.events import Failed, Finished, Stopped

        if not isinstance(event, Finished | Failed | Stopped):
            return
        if self._as_json:
            _print_end(event)
        else:
            tell_grounds(self._last, each=False)
            if isinstance(event, Failed):
                printing.message(f"{event.message} {event.next_step}".rstrip())
        if self._left is not None and (isinstance(event, Finished) or event.charges):
            self._left -= 1
            if not self._left:
                self._over.set()


def _print_end(event: Finished | Failed | Stopped) -> None:
    from spotintro.cli.values import charges_document
    from spotintro.host.events import Failed, Finished

    document: dict[str, printing.Json] = {
        "event": "end",
        "finished": isinstance(event, Finished),
        "spoken": isinstance(event, Finished) and event.spoken,
        "charged": charges_document(event.charges),
        "available": None if event.balance is None else event.balance.available_credits,
    }
    if isinstance(event, Failed):
        document["error"] = {"code": event.code, "message": event.message, "next_step": event.next_step}
    printing.json_line(document)


def _document_of(state: AutoState) -> dict[str, printing.Json]:
    return {
        "event": "auto",
        "on": state.is_on,
        "every": state.every.in_words,
        "tracks_to_go": state.tracks_to_go,
        "waits_for": None if state.pause is None else state.pause.name,
        "used": state.used,
        "cap": state.session_cap or None,
    }


async def run_auto(parts: Parts, *, speak: bool, as_json: bool, count: int | None, is_agreed: bool) -> int:
    """Introduce between tracks until there were so many intros, or a signal comes.

    Raises:
        CommandFailed: nobody has agreed to what auto does and costs.
        InsufficientCredits: there is not enough for a single intro.
        SpotIntroError: account or host can't be had.
    """
    from spotintro.cli.delivering import require_stdout
    from spotintro.credits.errors import InsufficientCredits

    require_stdout()
    face = _AutoFace(as_json=as_json, count=count)
    session = session_over(parts, face.hear)
    switch = session.between.auto
    try:
        await face.begin(session, speak=speak)
        if not is_agreed and not await asyncio.to_thread(
            parts.auto_answers.agreed, parts.settings.host.over_music.value
        ):
            raise CommandFailed(
                "AUTO_NOT_AGREED",
                await switch.question(),
                "To agree, say how often or how much: --every or --cap.",
                status=EXIT_USAGE,
            )
        means = await switch.means(await session.intros.open_host())
        if means.available < means.price:
            raise InsufficientCredits(needed=means.price, available=means.available)
        await switch.turn_on()
        await face.wait()
    finally:
        await session.rest()
    return 0
