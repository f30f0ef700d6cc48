"""Programs of people on one PostgreSQL server, which gives its disk what it says it has: how long they wait."""

from __future__ import annotations

from pathlib import Path

from benchmarks.figure import Figure
from tests.fakes.postgres_server import Server, running_server
from tests.store.postgres.contention import contention
from tests.store.waiting import DiskProbe, waiting

THINK_MS = 100
"""Before each hold, capture and release: a person who does nothing else."""
ATTEMPTS = 100
"""Of each program: some 20 s."""
LONGEST_S = 120


def _figures(server: Server, *, clients: int, accounts: int) -> list[Figure]:
    there = ATTEMPTS * clients // accounts // 2  # fewer than are asked for
    with DiskProbe(server.folder) as probe:
        found = contention(
            server,
            clients=clients,
            accounts=accounts,
            attempts=ATTEMPTS,
            credits_there=there,
            think_ms=THINK_MS,
            timeout_s=LONGEST_S,
        )
    took = waiting(found.settled, probe.stalls)
    which = (
        f"{clients} programs on {accounts} accounts of a server"
        if accounts > 1
        else (f"{clients} programs on one account of a server")
    )
    wrong = found.overspent + len(found.errors) + (not found.agrees)
    said = (
        f"{found.overspent} overspent, {len(found.errors)} errors; {found.granted} holds granted, "
        f"{found.refused} refused"
    )
    return [
        Figure(f"{which}: overspent, errors and faults of the books", wrong, goal=0, unit="", detail=said),
        Figure(
            f"{which}: p99 of a hold, capture or release where the disk moves",
            took.p99_moving_ms,
            goal=50,
            unit="ms",
            detail=str(took),
        ),
    ]


def measure(_data_dir: Path) -> list[Figure]:
    with running_server(durable=True) as server:
        return [
            *_figures(server, clients=8, accounts=1),
            *_figures(server, clients=32, accounts=32),
        ]
