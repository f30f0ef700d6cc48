"""Never more than one request a second: several programs at once against a server that counts by its own clock."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.facts.thirty_documents import encyclopedia, library
from tests.fakes.musicbrainz_server import MusicBrainzServer
from tests.fakes.source_server import Reply
from tests.fakes.wikipedia_server import WikipediaServer

pytestmark = pytest.mark.slow

LIMIT_S = 1.0
PROJECT = Path(__file__).parent.parent.parent
PROGRAM = """
import asyncio, sys
from pathlib import Path
from spotintro.facts.looking_up import LookingUp
from spotintro.facts.musicbrainz import INTERVAL_S
from tests.facts.asking import both
from tests.facts.thirty_tracks import TRACKS

async def main():
    number, folder, turns, *addresses = sys.argv[1:]
    here = LookingUp(both(Path(folder), *addresses, turns=Path(turns), interval_s=INTERVAL_S))
    print(len(await here.find(TRACKS[int(number)], language="en", within_s=60)))
    await here.close()

asyncio.run(main())
"""


def test_programs_that_share_nothing_but_the_user_keep_the_limit_together(tmp_path: Path) -> None:
    """Three programs with a data folder of their own each, one of which dies in the middle of its turn."""
    with (
        MusicBrainzServer(library(), limit_s=LIMIT_S) as first,
        WikipediaServer(encyclopedia(), limit_s=LIMIT_S) as second,
    ):
        first.next.append(Reply({"recordings": []}))  # one search finds nothing, so that its program is soon done
        programs = [
            subprocess.Popen(
                [
                    *(sys.executable, "-c", PROGRAM, str(number), tmp_path / str(number), tmp_path / "turns"),
                    *(first.root, second.address, second.wikidata),
                ],
                cwd=PROJECT,
                env={**os.environ, "PYTHONPATH": str(PROJECT)},
                stdout=subprocess.PIPE,
                text=True,
            )
            for number in range(4)
        ]
        try:
            programs[3].wait(1)
        except subprocess.TimeoutExpired:
            programs[3].kill()
        told = [int(each.communicate(timeout=90)[0] or 0) for each in programs]
        assert sum(count > 0 for count in told[:3]) >= 2
        for server in (first, second):
            assert len(server.received) >= 6
            assert {each.status for each in server.received} == {200}
            assert min(server.gaps_s()) >= LIMIT_S
