"""The devices to play on: a short list in the middle of the screen, for as long as one is being chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.containers import VerticalScroll
from textual.content import Content

from spotintro.tui.commands import Scope, bindings_of
from spotintro.tui.messages import DeviceChosen, DevicesClosed
from spotintro.tui.widgets.lines import Lines, acting, fitted, hanging

if TYPE_CHECKING:
    from textual.binding import BindingType

    from spotintro.music import Device

_TITLE: Final = "Devices"
_ASKING: Final = "… asking for the devices"
_CURSOR: Final = "▸ "
_ACTIVE: Final = "♪ "
_FEWEST_OF_A_NAME: Final = 8


class _Rows(Lines):
    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self.devices: tuple[Device, ...] | None = None
        self.chosen = 0

    def lines(self, width: int) -> list[Content]:
        if self.devices is None:
            return [fitted(Content.styled(_ASKING, "$foreground-muted"), width)]
        if not self.devices:
            again = f"press {self._key} again" if self._key else "ask again"
            said = f"No device can be seen. Open Spotify on a phone, a computer or a speaker, then {again}."
            return hanging(Content("  "), Content.styled(said, "$foreground-muted"), width)
        return [self._target(number, device, width) for number, device in enumerate(self.devices)]

    def _target(self, number: int, device: Device, width: int) -> Content:
        row = fitted(self._row(number, device, width), width)
        return acting(row.pad_right(max(0, width - row.cell_length)), f"choose({number})")

    def action_choose(self, number: int) -> None:
        """Choose a device: a click on its row says all that `enter` would."""
        if self.devices is not None and number < len(self.devices):
            self.post_message(DeviceChosen(self.devices[number]))

    def _row(self, number: int, device: Device, width: int) -> Content:
        here = number == self.chosen
        name = Content(device.name)
        told = _told_within(device, width - len(_CURSOR) - len(_ACTIVE) - min(name.cell_length, _FEWEST_OF_A_NAME))
        return Content.assemble(
            (_CURSOR if here else "  ", "bold $text-accent"),
            (_ACTIVE if device.active else "  ", "$text-success"),
            (fitted(name, width - len(_CURSOR) - len(_ACTIVE) - len(told)).plain, "bold" if here else ""),
            (told, "$foreground-muted"),
        )


def _told_within(device: Device, room: int) -> str:
    """Say of a device what fits whole; its volume gives way first, then what it is."""
    told = [device.kind] if device.kind else []
    told += ["plays now"] if device.active else []
    told += ["can't be chosen"] if device.id is None else []
    told += [f"volume {device.volume_percent} %"] if device.volume_percent is not None else []
    for gives_way in ("volume ", device.kind):
        if len("".join(f" · {each}" for each in told)) > room:
            told = [each for each in told if not each.startswith(gives_way or "volume ")]
    return "".join(f" · {each}" for each in told)


class DeviceList(VerticalScroll, can_focus=True, inherit_bindings=False):
    """It has the focus while it is there. Posts `DeviceChosen` or `DevicesClosed`."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Scope.DEVICES)]
    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.DEVICES,)

    def __init__(self, key: str) -> None:
        """Make the list; `key` is the key that opened it, and that opens it again."""
        super().__init__(id="device-list")
        self.border_title = _TITLE
        self._rows = _Rows(key)

    def on_mount(self) -> None:
        self.mount(self._rows)

    def fill(self, devices: tuple[Device, ...]) -> None:
        """List the devices, the active one marked first, so that `enter` at once changes nothing."""
        self._rows.devices = devices
        self._rows.chosen = next((number for number, device in enumerate(devices) if device.active), 0)
        self._rows.changed()
        self.call_after_refresh(self._keep_in_view)

    def action_move(self, step: int) -> None:
        if self._rows.devices:
            self._rows.chosen = (self._rows.chosen + step) % len(self._rows.devices)
            self._rows.changed()
            self._keep_in_view()

    def action_transfer(self) -> None:
        if self._rows.devices:
            self.post_message(DeviceChosen(self._rows.devices[self._rows.chosen]))

    def action_close(self) -> None:
        self.post_message(DevicesClosed())

    def _keep_in_view(self) -> None:
        row = self._rows.chosen
        if not self.scroll_y <= row < self.scroll_y + self.content_size.height:
            self.scroll_to(y=row, animate=False)
