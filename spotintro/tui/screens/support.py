"""How to get more credits or help, with a prepared message."""

from __future__ import annotations

import os
import platform
import sys
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from spotintro import __version__
from spotintro.credits.support import SupportMessage, mailto, prepare_message
from spotintro.plain_text import paragraph, single_line
from spotintro.tui.commands import Scope, bindings_of
from spotintro.tui.screens.page import Page
from spotintro.tui.widgets.lines import Lines, hanging
from spotintro.wiring import ACCOUNT_ID

if TYPE_CHECKING:
    from textual.binding import BindingType

    from spotintro.config import SupportSettings
    from spotintro.credits.base import User
    from spotintro.tui.intro_flow import IntroFlow
    from spotintro.tui.keymap import Keymap
    from spotintro.tui.session import StartWorker


class _Instructions(Lines):
    def __init__(self, settings: SupportSettings) -> None:
        super().__init__()
        self._settings = settings
        self.body = ""

    def lines(self, width: int) -> list[Content]:
        contact = self._settings
        lines = Content.styled(single_line(contact.name), "bold").wrap(width)
        lines.extend(Content(paragraph(contact.instructions)).wrap(width))
        for label, value in (("mail", contact.email), ("web", contact.url)):
            if value:
                lines.extend(
                    hanging(
                        Content.styled(f"{label:<5} ", "$foreground-muted"), Content(single_line(value)), width
                    )
                )
        lines.append(Content(""))
        lines.append(Content.styled("The message", "bold $text-accent"))
        for line in self.body.rstrip().split("\n"):
            bar = Content.styled("│ ", "$foreground-muted")
            lines.extend(
                bar + part for part in Content(line).wrap(max(4, width - bar.cell_length)) or [Content("")]
            )
        return lines


class SupportPage(Page):
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Scope.SUPPORT)]
    SCOPES = (Scope.SUPPORT, Scope.PAGE)

    def __init__(self, flow: IntroFlow, settings: SupportSettings, keymap: Keymap, start: StartWorker) -> None:
        self._start = start
        self._instructions = _Instructions(settings)
        self._flow = flow
        self._email = single_line(settings.email)
        self._copy_key = keymap.written("copy")
        self.message = SupportMessage("", "")
        super().__init__("support", "Support", self._instructions, keymap)

    def on_mount(self) -> None:
        self._start(self._prepare(), "support", "reading the balance")

    async def _prepare(self) -> None:
        # Shown first as it stands when the account can't be read: then it is needed most.
        self._show(None)
        account = self._flow.account
        if account is not None:
            self._show(await account.user())

    def _show(self, user: User | None) -> None:
        self.message = prepare_message(
            user,
            account=ACCOUNT_ID if user is None else user.id,
            version=__version__,
            platform=f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        )
        self._instructions.body = self.message.body
        self._instructions.changed()

    def action_copy(self) -> None:
        self.app.copy_to_clipboard(self.message.body)
        self.status.tell("✓ Copied, if this terminal allows it; else select the text.")

    def action_mail(self) -> None:
        link = mailto(self._email, self.message)
        if link is None:
            self.status.tell(f"▲ No mail address is set (support.email); {self._copy_key} copies the message.")
        elif not _has_desktop():
            self.status.tell(f"▲ There is no desktop here for a mail program; {self._copy_key} copies it.")
        else:
            self.app.open_url(link)
            self.status.tell("✓ Handed to the mail program.")


def _has_desktop() -> bool:
    """Whether a link can open in a window: elsewhere a text browser would start over this screen."""
    return not sys.platform.startswith("linux") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
