"""What the audit at the start finds: one line, a sign, and nothing that is blocked."""

from __future__ import annotations

import pytest

from spotintro.credits.base import AuditProblem, AuditReport
from tests.fakes.tui_parts import FakeParts
from tests.tui.running import running

BAD = AuditProblem("chain", "entry 7\x1b[2J", "The chain of the entries breaks here: it is missing.", "Do this.")


@pytest.mark.parametrize("size", [(100, 32), (40, 20)])
async def test_a_problem_is_a_line_and_a_sign(parts: FakeParts, size: tuple[int, int]) -> None:
    parts.audit_report = AuditReport(9, (BAD, BAD))
    async with running(parts, size) as here:
        await here.until_logged("entry 7")
        line = next(line for line in here.log if "entry 7" in line)
        assert "breaks here: it is missing. (2 in all) Do this. Nothing is blocked." in line
        assert "\x1b" not in line
        assert "▲ books ● 10 credits" in here.bar
        await here.press("i")
        await here.until(lambda: here.parts.the_host.runs != [], "an intro all the same")


async def test_sound_books_say_nothing(parts: FakeParts) -> None:
    parts.audit_report = AuditReport(9, ())
    async with running(parts) as here:
        await here.until_seen("i intro")
        assert not any("books" in line for line in [*here.log, here.bar])
