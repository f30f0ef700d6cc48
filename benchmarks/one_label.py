"""The smallest Textual app there is: what the screen's speed is held against."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import Label


class OneLabel(App[None]):
    """An app of one label; with `tick`, the label changes every second."""

    def compose(self) -> ComposeResult:
        yield Label("the only label")

    def on_mount(self) -> None:
        if "tick" in sys.argv:
            self.seconds = 0
            self.set_interval(1.0, self.tick)

    def tick(self) -> None:
        self.seconds += 1
        self.query_one(Label).update(f"the only label {self.seconds}")


if __name__ == "__main__":
    OneLabel().run()
