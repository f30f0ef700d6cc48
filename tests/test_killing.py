"""A child that ends just before it is killed."""

from __future__ import annotations

import asyncio
import os
import sys

import pytest

from spotintro.killing import kill

pytestmark = pytest.mark.slow


async def test_who_runs_is_killed() -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", "input()", stdin=asyncio.subprocess.PIPE)
    kill(process)
    assert await process.wait() == -9
    kill(process)  # it is gone: nothing happens


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="asyncio itself is mended there")
async def test_the_status_of_one_that_has_ended_is_its_own(caplog: pytest.LogCaptureFixture) -> None:
    policy = asyncio.get_event_loop_policy()
    before = policy.get_child_watcher()
    watcher = asyncio.PidfdChildWatcher()  # the one that learns of it on the loop, and so not before this test
    watcher.attach_loop(asyncio.get_running_loop())
    policy.set_child_watcher(watcher)
    try:
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", "raise SystemExit(3)")
        # Not awaited, so that asyncio learns of it after the kill.
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # noqa: ASYNC222
        kill(process)
        assert await process.wait() == 3
    finally:
        policy.set_child_watcher(before)
    assert caplog.text == ""
