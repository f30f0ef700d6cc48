"""What the sentences of a text stand on, and what was left out of it: told to a person, and in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spotintro.cli import printing
from spotintro.host.events import LeftOut, Sentence

if TYPE_CHECKING:
    from spotintro.session.last_intro import LastIntro


def tell_grounds(last: LastIntro, *, each: bool) -> None:
    """Name the sources of what was said, as their licences ask, and what no fact carries.

    Args:
        last: The text.
        each: Name each fact as well, and what was left out, each with its reason.
    """
    from spotintro.session.fact_wording import credit_line, line_of_fact

    used = last.facts
    for added in _added(last):
        printing.message(f"Added by the model, no fact carries it: {added}")
    if each:
        for left_out in _left_out(last):
            printing.message(f"Left out: {left_out.text} — {left_out.reason}")
        for fact in used:
            printing.message(f"Used: {line_of_fact(fact)}")
        if not used:
            printing.message("No looked-up fact was used.")
    if used:
        printing.message(f"Facts: {credit_line(used)}")


def grounds_document(last: LastIntro | None) -> dict[str, printing.Json]:
    """Return the facts that a text stands on, what no fact carries, and what was left out.

    Args:
        last: None of a text that was written earlier: of that none of it is known.
    """
    from spotintro.cli.values import fact_document

    if last is None:
        return {"facts": []}
    return {
        "facts": [fact_document(fact) for fact in last.facts],
        "added": list(_added(last)),
        "left_out": [{"text": each.text, "reason": each.reason} for each in _left_out(last)],
    }


def _added(last: LastIntro) -> list[str]:
    return [piece.text for piece in last.pieces if isinstance(piece, Sentence) and piece.added]


def _left_out(last: LastIntro) -> list[LeftOut]:
    return [piece for piece in last.pieces if isinstance(piece, LeftOut)]
