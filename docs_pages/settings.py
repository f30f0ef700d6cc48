"""Every setting with its default, from the example that the program writes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spotintro.config.example import example_text


def setting_lines() -> Iterator[str]:
    """Tell each section in a block that may be copied into the file: each setting with its line above it."""
    for number, section in enumerate(re.split(r"^(?=\[)", example_text(), flags=re.MULTILINE)):
        if number == 0:
            continue
        name, _, rest = section.partition("\n")
        yield from (*([""] if number > 1 else []), f"### {name.strip('[]')}", "", "```toml", name)
        for line in rest.strip().splitlines():
            yield re.sub(r"^# ([a-z_]+ = )", r"\1", line)
        yield "```"
