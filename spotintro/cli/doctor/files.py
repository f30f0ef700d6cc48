"""The config file and the data folder."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from spotintro.cli.doctor.findings import Finding, fail, ok, warn
from spotintro.cli.launch import cost_names

_LEAST_FREE_BYTES = 50_000_000


def check_config(file: Path, *, named: bool) -> list[Finding]:
    from spotintro.config.loading import check_file

    faults = check_file(file, cost_names=cost_names(), must_exist=named)
    if faults:
        return [fail("config", str(fault), fault.next_step) for fault in faults]
    if file.exists():
        return [ok("config", f"{file} is in order.")]
    return [ok("config", f"There is no {file}: every default is in force.")]


def check_data_dir(folder: Path) -> list[Finding]:
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"x")
            probe.flush()
        free = shutil.disk_usage(folder).free
        mode = folder.stat().st_mode & 0o777
    except OSError as error:
        return [
            fail(
                "data folder",
                f"Nothing can be written in {folder}: {error.strerror}.",
                "Correct its permissions, or name another with --data-dir DIR.",
            )
        ]
    if free < _LEAST_FREE_BYTES:
        return [
            warn("data folder", f"Only {free // 1_000_000} MB are free in {folder}.", "Make room on that disk.")
        ]
    if os.name == "posix" and mode & 0o077:
        return [warn("data folder", f"Others may look into {folder} (mode {mode:o}).", f"Run: chmod 700 {folder}")]
    return [ok("data folder", f"{folder}, {free // 1_000_000_000} GB free.")]
