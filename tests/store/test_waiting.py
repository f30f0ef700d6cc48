"""What the soak's figures are made of."""

from __future__ import annotations

from pathlib import Path

from tests.store.waiting import DiskProbe, waiting


def test_only_what_met_a_stall_is_left_out() -> None:
    quick = [(float(number), 0.001) for number in range(98)]
    slow = [(10.0, 0.4), (20.0, 0.3)]
    found = waiting(quick + slow)
    assert (found.p50_ms, found.p99_ms, found.longest_ms) == (1.0, 400.0, 400.0)
    assert (found.p99_moving_ms, found.stalled) == (400.0, 0.0)
    found = waiting(quick + slow, [(20.1, 20.2), (10.2, 10.5)])
    assert (found.p99_ms, found.p99_moving_ms) == (400.0, 1.0)
    assert (round(found.stalled, 2), found.stalls, round(found.stalls_s, 1)) == (0.02, 2, 0.4)
    assert waiting(slow, [(20.31, 20.4)]).p99_moving_ms == 400.0
    assert waiting(slow, [(0.0, 99.0)]).p99_moving_ms == float("inf")


def test_the_probe_ends_with_its_block(tmp_path: Path) -> None:
    with DiskProbe(tmp_path) as probe:
        pass
    assert not probe._thread.is_alive()
