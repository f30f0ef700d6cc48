"""Each sign means one thing, wherever it stands."""

from __future__ import annotations

from pathlib import Path

import spotintro
from spotintro.session.events import Weight

_ROOMS = ("session", "tui", "cli")
_MAY_WRITE_IT = {
    "session/events.py",  # the weight of a failure's line
    "tui/screens/help.py",  # what it means
    "tui/screens/page.py",  # a step of a page that failed
    "tui/widgets/host_text.py",  # an intro that failed
}


def test_the_sign_of_what_failed_and_is_not_charged_is_written_in_few_places() -> None:
    root = Path(spotintro.__file__).parent
    files = [file for room in _ROOMS for file in (root / room).rglob("*.py")]
    writing = {
        file.relative_to(root).as_posix()
        for file in files
        if any(sign in file.read_text("utf-8") for sign in "✖✗✘")
    }
    assert writing == _MAY_WRITE_IT


def test_no_two_weights_have_one_sign() -> None:
    assert len({weight.value for weight in Weight}) == len(Weight)
