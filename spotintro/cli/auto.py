"""Intros between tracks, again and again, on the command line: `spotintro auto`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from spotintro.cli import printing
from spotintro.cli.failures import EXIT_USAGE, CommandFailed
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, named_files
from spotintro.cli.providers import (
    host_options,
    over_music_named,
    over_music_option,
    persona_option,
    player_option,
    writer_option,
)
from spotintro.cli.session_face import SessionFace, session_over

if TYPE_CHECKING:
    from spotintro.cli.introducing import Transcript
    from spotintro.config import OverMusicMode
    from spotintro.host.events import Composed, Failed, Finished, HostEvent, Stopped
    from spotintro.session.auto import AutoState
    from spotintro.session.events import SessionEvent
    from spotintro.wiring.parts import Parts


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

    if every is not None:
        _require_rhythm(every)
    parts = make_parts(launch, host_options(launch, writer=writer, player=player, persona=persona))
    _set(parts, every=every, cap=cap, over_music=over_music_named(over_music))
    spoken = parts.settings.voice.enabled if speak is None else speak
    agreed = every is not None or cap is not None
    return with_parts(
        parts, lambda _: run_auto(parts, speak=spoken, as_json=as_json, count=count, is_agreed=agreed)
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

    host = parts.settings.host
    host = msgspec.structs.replace(
        host,
        auto=False,
        auto_every=host.auto_every if every is None else every.strip(),
        auto_session_cap=host.auto_session_cap if cap is None else cap,
        over_music=over_music or host.over_music,
    )
    parts.settings = msgspec.structs.replace(parts.settings, host=host)


class _AutoFace(SessionFace):
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
