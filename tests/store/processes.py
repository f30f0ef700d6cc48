"""The program that forks workers on one store: `python -m tests.store.processes MODE STORE LEDGER NUMBERS…`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from tests.store import contention, killing, racing
from tests.store.ledgers import LedgerType

MODES: Mapping[str, Callable[..., object]] = {
    "kill": killing.kill,
    "contend": contention.contend,
    "contend-naively": contention.contend_naively,
    "redeem": contention.redeem,
    "claim": contention.claim,
    "race": racing.race,
}


def main() -> None:
    mode, store, ledger, *numbers = sys.argv[1:]
    result = MODES[mode](Path(store), LedgerType(ledger), *map(int, numbers))
    sys.stdout.buffer.write(msgspec.json.encode(result))


if __name__ == "__main__":
    main()
