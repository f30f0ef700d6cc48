"""The demo, served by the program itself."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

LONGEST_S = 30.0


@dataclass
class Demo:
    """A program that serves, with what it prints."""

    process: Process
    address: str = ""
    number: str = ""
    said: list[str] = field(default_factory=list)

    @property
    def root(self) -> str:
        return self.address.partition("/in/")[0]

    async def next_number(self) -> str:
        """Read on to the next number to pair a phone with."""
        while True:
            line = await self.line()
            if line.startswith("Number to pair"):
                self.number = line.partition(":")[2].replace(" ", "")
                return self.number

    async def line(self) -> str:
        assert self.process.stdout is not None
        line = await asyncio.wait_for(self.process.stdout.readline(), LONGEST_S)
        assert line, self.said
        self.said.append(line.decode().rstrip())
        return self.said[-1]

    async def settle(self) -> None:
        """Wait until all that a start does is done: host and voice are loaded in the background."""
        for _ in range(60):
            before = self.cpu_s()
            await asyncio.sleep(0.5)  # what is looked for is a time without work
            if self.cpu_s() - before < 0.03:
                return
        raise AssertionError("it never comes to rest")

    def memory(self) -> int:
        """Return the bytes that it has in memory."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) * 1024

    def cpu_s(self) -> float:
        """Return the seconds of a core that it has used."""
        import os

        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def demo(folder: Path, *options: str) -> AsyncIterator[Demo]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "spotintro", "--data-dir", str(folder), "demo", "--serve", "--port", "0", *options),
        stdout=subprocess.PIPE,
    )
    served = Demo(process)
    try:
        served.address = (await served.line()).rpartition(" ")[2]
        await served.next_number()
        yield served
    finally:
        process.terminate()
        assert process.stdout is not None
        await asyncio.wait_for(process.stdout.read(), LONGEST_S)
        await asyncio.wait_for(process.wait(), LONGEST_S)
