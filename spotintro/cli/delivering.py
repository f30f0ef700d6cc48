"""How an intro is delivered on the command line: its text on stdout before it is charged, then what it came to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spotintro.cli import printing
from spotintro.cli.failures import STOPPED, CommandFailed, Failure, announced
from spotintro.errors import SpotIntroError

if TYPE_CHECKING:
    from spotintro.cli.introducing import Transcript
    from spotintro.credits.features import UserTransaction
    from spotintro.host.events import Composed, Failed, Finished, Stopped, TokensUsed
    from spotintro.music import Track
    from spotintro.session.last_intro import LastIntro
    from spotintro.session.session import Session
    from spotintro.session.step import Step
    from spotintro.wiring.parts import Parts


@dataclass(frozen=True, slots=True)
class Manner:
    """What else was asked for on the command line."""

    speak: bool
    as_json: bool
    with_facts: bool = False


async def deliver(parts: Parts, feature: UserTransaction, manner: Manner) -> int:
    """Perform the feature for what plays, to its exit code: its text is on stdout before it is charged.

    Raises:
        SpotIntroError: nothing was delivered; as plain lines, what was is printed.
    """
    from spotintro.cli.introducing import session_of
    from spotintro.cli.playing import read_playback, track_of
    from spotintro.session.step import Step

    require_stdout()
    low_balance = parts.settings.credits.low_balance
    as_json = manner.as_json
    playback = await read_playback(parts)
    track = track_of(playback)
    await tell_doubted_clock(parts)
    await forget_old_intros(parts)
    await _look_up(parts, track, waits=manner.with_facts, needed=feature.terms.needs_facts)
    document = IntroDocument(low_balance=low_balance, written=lambda: session.intros.last) if as_json else None
    transcript = transcript_for(document)
    session = session_of(parts, transcript)
    step = Step(speak=manner.speak, feature=feature, track=track, coming=playback.next_track)
    if step.asks_writer:
        await decline_what_nobody_agreed_to(session)
    return await perform_and_print(
        session, step, transcript, document, low_balance=low_balance, names_facts=manner.with_facts
    )


async def forget_old_intros(parts: Parts) -> None:
    """Delete the intros that are older than the settings keep them, and tell of it; it hinders nothing else."""
    from spotintro.credits.errors import CreditError
    from spotintro.session.wording import forgotten_line

    keep_days = parts.settings.history.keep_days
    if not keep_days:
        return
    try:
        texts = await (await parts.gate()).forget_old_intros(keep_days=keep_days)
    except CreditError as problem:
        printing.message(problem.in_full)
        return
    if texts:
        printing.message(forgotten_line(texts, keep_days))


def transcript_for(document: IntroDocument | None) -> Transcript:
    """Return the face that prints a run: its text to stdout, as lines where no document takes it."""
    from spotintro.cli.introducing import Transcript

    return Transcript(
        on_sentence=printing.line if document is None else (lambda _text: None),
        on_account=lambda text: printing.message(f"Charged: {text}"),
        on_notice=printing.message,
        on_text=(lambda _composed: None) if document is None else document.begin,
        on_tokens=(lambda _used: None) if document is None else document.count,
    )


async def perform_and_print(
    session: Session,
    step: Step,
    transcript: Transcript,
    document: IntroDocument | None,
    *,
    low_balance: int,
    names_facts: bool = False,
) -> int:
    """Do the step to its exit code, and print what it came to: in the document, or the balance.

    Raises:
        SpotIntroError: nothing was delivered; as plain lines, what was is printed.
    """
    from spotintro.cli.grounds import tell_grounds
    from spotintro.cli.introducing import perform

    def tell_facts() -> None:
        if step.feature is not None:
            tell_grounds(session.intros.last, each=names_facts)

    work = perform(session, step, transcript)
    return await print_outcome(work, transcript, document, low_balance=low_balance, tell_facts=tell_facts)


async def print_outcome(
    work: Awaitable[Finished],
    transcript: Transcript,
    document: IntroDocument | None,
    *,
    low_balance: int,
    tell_facts: Callable[[], None],
) -> int:
    """Wait for a run to its exit code, and print what it came to: in the document, or the balance.

    Raises:
        SpotIntroError: nothing was delivered; as plain lines, what was is printed.
    """
    import asyncio

    from spotintro.cli.execution import CancelledAndTold
    from spotintro.cli.values import balance_in_words

    try:
        finished = await work
    except (SpotIntroError, asyncio.CancelledError) as error:
        if document is None or not document.begun:
            raise
        failure = STOPPED if isinstance(error, asyncio.CancelledError) else announced(error)
        document.fail(failure, transcript.ended_early)
        if isinstance(error, asyncio.CancelledError):
            raise CancelledAndTold from None
        return failure.status
    if document is not None:
        document.end(finished)
    else:
        tell_facts()
        printing.message(f"Balance: {balance_in_words(finished.balance, low_balance=low_balance)}")
    return 0


async def _look_up(parts: Parts, track: Track, *, waits: bool, needed: bool) -> None:
    """Look up facts: where they were asked for, to the end; else only as far as it comes beside the rest.

    Raises:
        SpotIntroError: facts that were asked for may not be looked up, or those that are needed can't be.
    """
    from spotintro.cli.finding import find_facts
    from spotintro.facts.base import FactError

    if not (waits or needed):
        await parts.research.begin(track)
        return
    try:
        await find_facts(parts, track)
    except FactError as problem:
        if needed:
            raise
        printing.message(f"{problem} The intro does without facts.")


def require_stdout() -> None:
    """Refuse, before anything is held, to write a text that nobody would get.

    Raises:
        CommandFailed: stdout is closed.
    """
    if not printing.takes_text():
        raise CommandFailed(
            "NO_STDOUT",
            "Standard output is closed, so the text would reach nobody. Nothing was charged.",
            "Leave it open; to hear the speech alone, send it to /dev/null.",
        )


async def tell_doubted_clock(parts: Parts) -> None:
    doubt = (await (await parts.gate()).outlook()).doubt
    if doubt is not None:
        printing.message(doubt.line)


async def decline_what_nobody_agreed_to(session: Session) -> None:
    """Take the announcer where the AI writer would have to ask first, and say how to agree."""
    disclosure = (await session.intros.open_host()).needs_consent()
    if disclosure is not None:
        session.intros.decline()
        printing.message(
            f"The announcer writes. For the AI writer add --writer openai, which agrees: {disclosure}"
        )


class IntroDocument:
    """The JSON of one intro: its text is printed before it is charged, the charge when it is known.

    Args:
        low_balance: From this balance down it is low.
        kept: What is known of an intro that is said again: it goes before how it was delivered.
        written: Returns what a text was made of, once it is composed; None where it was written earlier.
    """

    def __init__(
        self,
        *,
        low_balance: int,
        kept: dict[str, printing.Json] | None = None,
        written: Callable[[], LastIntro] | None = None,
    ) -> None:
        self._document = printing.Document()
        self._written = written
        self._low_balance = low_balance
        self._kept = kept or {}
        self._tokens: list[TokensUsed] = []

    @property
    def begun(self) -> bool:
        """Whether the text is on stdout."""
        return self._document.begun

    def begin(self, composed: Composed) -> None:
        """Print track and text.

        Raises:
            OSError: stdout takes no text.
        """
        from spotintro.cli.grounds import grounds_document
        from spotintro.cli.values import track_document

        text: dict[str, printing.Json] = {
            "track": track_document(composed.track),
            "text": composed.text,
            "writer": composed.writer,
        }
        self._document.begin(text | grounds_document(None if self._written is None else self._written()))

    def count(self, tokens: TokensUsed) -> None:
        """Take note of what a model took, which is printed at the end."""
        self._tokens.append(tokens)

    def end(self, finished: Finished) -> None:
        """Print how it was delivered, and what it cost."""
        told: dict[str, printing.Json] = {"spoken": finished.spoken, "speech_s": round(finished.speech_s, 3)}
        self._document.end(self._kept | told | self._account(finished))

    def fail(self, failure: Failure, event: Failed | Stopped | None) -> None:
        """Print why it ended early, and what was charged until then."""
        self._document.end(printing.error_of(failure) | ({} if event is None else self._account(event)))

    def _account(self, event: Finished | Failed | Stopped) -> dict[str, printing.Json]:
        from spotintro.cli.values import balance_document, charges_document, tokens_document

        balance = event.balance
        return tokens_document(self._tokens) | {
            "charged": charges_document(event.charges),
            "balance": None if balance is None else balance_document(balance, low_balance=self._low_balance),
        }
