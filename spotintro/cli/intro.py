"""`spotintro intro` and its like: a command for each paid feature that a key begins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spotintro.cli import printing
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, named_files
from spotintro.cli.out_file import force_option, require_target
from spotintro.cli.providers import player_named, player_option, writer_named, writer_option

if TYPE_CHECKING:
    from spotintro.credits.features import UserTransaction
    from spotintro.host.events import Finished
    from spotintro.knowledge import Fact
    from spotintro.music import Track
    from spotintro.session.session import Session
    from spotintro.wiring.parts import Parts


def command_for(feature: UserTransaction) -> click.Command:
    """Return the command of a paid feature, as its declaration names and describes it."""

    @click.command(
        feature.terms.command,
        help=f"{feature.terms.does}: the text on stdout, charges and notes on stderr.",
    )
    @named_files
    @_speech_options(feature)
    @writer_option
    @player_option
    @_facts_option(feature)
    @as_json_option
    @click.pass_obj
    def command(
        launch: Launch,
        *,
        writer: str | None,
        player: str | None,
        as_json: bool,
        speak: bool | None = False,
        wav_file: Path | None = None,
        force: bool = False,
        with_facts: bool = False,
    ) -> int:
        from spotintro.cli.execution import make_parts, with_parts

        if wav_file is not None:
            if speak is False:
                raise click.UsageError("--out writes the speech, and --no-speak asks for none.")
            require_target(wav_file, force=force)
            speak = True
        parts = make_parts(launch, writer=writer_named(writer), player=player_named(player), wav_file=wav_file)
        spoken = parts.settings.voice.enabled if speak is None else speak
        manner = _Manner(speak=spoken, as_json=as_json, with_facts=with_facts)
        return with_parts(parts, lambda parts: _perform(parts, feature, manner))

    return command


def __getattr__(name: str) -> click.Command:
    """Return the command of the feature of that name: commands are declared by module and object."""
    from spotintro.credits.features import UserTransaction

    if name not in UserTransaction.__members__:
        raise AttributeError(name)
    return command_for(UserTransaction(name))


def _speech_options(feature: UserTransaction) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Return the options about the speech, for a feature that speaks."""

    def add(function: Callable[..., int]) -> Callable[..., int]:
        if not feature.terms.speaks:
            return function
        out = click.option(
            "--out",
            "wav_file",
            type=click.Path(path_type=Path),
            metavar="FILE.wav",
            help="Write the speech there instead of playing it.",
        )
        speak = click.option("--speak/--no-speak", default=None, help="Over the setting voice.enabled.")
        return speak(out(force_option(function)))

    return add


def _facts_option(feature: UserTransaction) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Return the option that asks for facts, for a feature that can do without them."""
    if feature.terms.needs_facts:
        return lambda function: function
    return click.option(
        "--facts",
        "with_facts",
        is_flag=True,
        help="Look up facts first, and say which were used, with their source.",
    )


@dataclass(frozen=True, slots=True)
class _Manner:
    """What else was asked for on the command line."""

    speak: bool
    as_json: bool
    with_facts: bool


async def _perform(parts: Parts, feature: UserTransaction, manner: _Manner) -> int:
    from spotintro.cli.finding import find_facts
    from spotintro.cli.introducing import IntroFailed, Transcript, perform, session_of
    from spotintro.cli.playing import current_track
    from spotintro.cli.values import balance_in_words
    from spotintro.session.intros import Step

    low_balance = parts.settings.credits.low_balance
    as_json = manner.as_json
    track = await current_track(parts)
    if manner.with_facts or feature.terms.needs_facts:
        await find_facts(parts, track)
    else:
        await parts.research.begin(track)
    transcript = Transcript(
        on_sentence=(lambda _text: None) if as_json else printing.line,
        on_account=lambda text: printing.message(f"Charged: {text}"),
        on_notice=printing.message,
    )
    session = session_of(parts, transcript)
    step = Step(speak=manner.speak, feature=feature, track=track)
    if step.asks_writer:
        await _decline_what_nobody_agreed_to(session)
    try:
        finished = await perform(session, step, transcript)
    except IntroFailed as failure:
        delivered = failure.delivered(low_balance=low_balance) if as_json else {}
        if not delivered:
            raise
        error: printing.Json = {
            "code": failure.code,
            "message": failure.message,
            "next_step": failure.next_step,
        }
        printing.document({"error": error, **delivered})
        return failure.status
    used = session.intros.last.facts
    if as_json:
        printing.document(_document(track, finished, used, low_balance=low_balance))
    else:
        _tell_facts(used, each=manner.with_facts)
        printing.message(f"Balance: {balance_in_words(finished.balance, low_balance=low_balance)}")
    return 0


async def _decline_what_nobody_agreed_to(session: Session) -> None:
    """Take the announcer where the AI writer would have to ask first, and say how to agree."""
    disclosure = (await session.intros.open_host()).needs_consent()
    if disclosure is not None:
        session.intros.decline()
        printing.message(
            f"The announcer writes. For the AI writer add --writer openai, which agrees: {disclosure}"
        )


def _tell_facts(used: tuple[Fact, ...], *, each: bool) -> None:
    """Name the sources of what was said, as their licences ask; and each fact where that was asked for."""
    from spotintro.session.fact_wording import credit_line, line_of_fact

    if each:
        for fact in used:
            printing.message(f"Used: {line_of_fact(fact)}")
        if not used:
            printing.message("No looked-up fact was used.")
    if used:
        printing.message(f"Facts: {credit_line(used)}")


def _document(
    track: Track, finished: Finished, used: tuple[Fact, ...], *, low_balance: int
) -> dict[str, printing.Json]:
    from spotintro.cli.values import balance_document, charges_document, fact_document, track_document

    return {
        "track": track_document(track),
        "text": finished.text,
        "writer": finished.writer,
        "facts": [fact_document(fact) for fact in used],
        "spoken": finished.spoken,
        "speech_s": round(finished.speech_s, 3),
        "charged": charges_document(finished.charges),
        "balance": balance_document(finished.balance, low_balance=low_balance),
    }
