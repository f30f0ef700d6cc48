"""Every command, declared once: bindings, key bar, help screen, palette and remapping all read this table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from textual.binding import Binding

from spotintro.credits.features import OFFERED


class Scope(StrEnum):
    """Where a command's keys work."""

    APP = "app"
    """On every screen."""
    FACTS = "facts"
    """On the page of facts, and on the main screen while its question stands."""
    CONSENT = "consent"
    """On the main screen, while the question about the AI writer stands there; before `APP`."""
    PAGE = "page"
    """On every screen but the main one; before `APP`."""
    MAIN = "main"
    """On the main screen alone; before `APP`."""
    SUPPORT = "support"
    DEMO_DESK = "demo_desk"
    """On the support page, in the demo alone."""
    ACCOUNT = "account"
    INTROS = "intros"
    """On the page of what was said; before `APP`."""
    SIGN_IN = "sign_in"
    WRITER = "writer"
    DEVICES = "devices"
    """While the list of devices has the focus; before `APP`."""
    FIELD = "field"
    """While a field has the focus, to which letters are text."""


class Topic(StrEnum):
    """The headings of the help screen, in its order."""

    HOST = "The host"
    MUSIC = "The music"
    ACCOUNT = "Your account"
    SCREEN = "The screen"


@dataclass(frozen=True, slots=True)
class Command:
    id: str
    """What `screen.keys` in the settings calls it."""
    keys: tuple[str, ...]
    """As Textual names them, unless the settings say otherwise."""
    action: str
    label: str
    """One or two words, for the key bar."""
    help: str
    topic: Topic
    scope: Scope = Scope.APP
    in_bar: bool = False
    in_palette: bool = True
    """False: what opens the palette, and another key of what is there already."""
    listed: bool = True
    """Whether help has a line for it; else another command's line tells of it."""

    @property
    def does(self) -> str:
        """Say what it does, without the page that it belongs to; no two commands do the same."""
        return self.help.partition(" (on ")[0].partition(", likewise ")[0]


def _features() -> tuple[Command, ...]:
    """Return a command for each paid feature that a key begins."""
    return tuple(
        Command(
            step.terms.key_name,
            (step.terms.key,),
            f"perform('{step}')",
            step.terms.verb,
            step.terms.does,
            Topic.HOST,
            in_bar=True,
        )
        for step in OFFERED
    )


def _packages() -> tuple[Command, ...]:
    """Return a command for each of the first nine packages; the help line of the first tells of all."""
    return tuple(
        Command(
            f"package_{number}",
            (str(number),),
            f"choose_package({number})",
            "choose",
            f"Choose package {number}, likewise 2 to 9" if number == 1 else f"Choose package {number}",
            Topic.ACCOUNT,
            Scope.SUPPORT,
            listed=number == 1,
        )
        for number in range(1, 10)
    )


def _sign_in_page() -> tuple[Command, ...]:
    """Return the commands of the sign-in page. Help doesn't list them: the page's own key bar and lines do."""
    return tuple(
        Command(id_, keys, action, label, help_, Topic.ACCOUNT, Scope.SIGN_IN, in_bar=True, listed=False)
        for id_, keys, action, label, help_ in (
            ("enter_address", ("enter",), "enter_address", "sign in", "Paste the address the browser ended on"),
            ("copy_address", ("c",), "copy_address", "copy", "Copy the address to go to"),
            ("client_id", ("i",), "enter_client_id", "client ID", "Enter the client ID of your own app"),
            ("sign_in_qr_code", ("g",), "toggle_qr_code", "QR code", "The address to go to as QR code"),
            ("keep_in_file", ("f",), "keep_in_file", "keep in a file", "Keep the sign-in in a file, when asked"),
        )
    )


def _writer_page() -> tuple[Command, ...]:
    """Return the commands of the page that sets up the AI writer. Help doesn't list them: the page does."""
    return tuple(
        Command(id_, (key,), action, label, help_, Topic.HOST, Scope.WRITER, in_bar=True, listed=False)
        for id_, key, action, label, help_ in (
            ("writer_key", "k", "enter_value('key')", "key", "Enter the key"),
            ("writer_address", "a", "enter_value('address')", "address", "Enter the server's address"),
            ("writer_model", "m", "enter_value('model')", "model", "Enter the model's name"),
            ("writer_server", "l", "use_server", "use local", "Have the server on this machine write"),
            ("writer_test", "t", "test", "test", "Ask the model for one line"),
            ("writer_file", "f", "keep_in_file", "keep in a file", "Keep the key in a file, when asked"),
        )
    )


def _intros_page() -> tuple[Command, ...]:
    """Return the commands of the page of what was said. Help doesn't list them: the page's own key bar does."""
    return tuple(
        Command(id_, (key,), action, label, help_, Topic.HOST, Scope.INTROS, in_bar=True, listed=False)
        for id_, key, action, label, help_ in (
            ("read_intro", "enter", "read_intro", "read", "The whole text with its sources, or the list"),
            ("say_intro", "r", "say_intro", "say again", "Say this intro again"),
            ("keep_intro", "k", "keep_intro", "favourite", "Keep it as a favourite, or no longer"),
            ("copy_intro", "c", "copy_intro", "copy", "Copy it, with its sources"),
        )
    )


def _device_list() -> tuple[Command, ...]:
    """Return the commands of the list of devices; the help line of `devices` tells of all."""
    return tuple(
        Command(name, (key,), action, label, help_line, Topic.MUSIC, Scope.DEVICES, in_bar=in_bar, listed=False)
        for name, key, action, label, help_line, in_bar in (
            ("device_up", "up", "move(-1)", "up", "The device above", False),
            ("device_down", "down", "move(1)", "down", "The device below", False),
            ("transfer", "enter", "transfer", "play there", "Play on this device", True),
            ("close_devices", "escape", "close", "back", "Close the list of devices", True),
        )
    )


def _field() -> tuple[Command, ...]:
    """Return the commands of a field; the line of status tells them, too."""
    return tuple(
        Command(id_, (key,), action, label, help_, Topic.SCREEN, Scope.FIELD, in_bar=True, listed=False)
        for id_, key, action, label, help_ in (
            ("send_field", "enter", "submit", "send", "Take what is in the field, or leave it empty"),
            ("leave_field", "escape", "leave", "leave", "Leave the field"),
        )
    )


def _facts_page() -> tuple[Command, ...]:
    """Return the answers to the question about facts. Help doesn't list them: what asks names them."""
    return tuple(
        Command(id_, (key,), action, label, help_, Topic.HOST, Scope.FACTS, in_bar=True, listed=False)
        for id_, key, action, label, help_ in (
            ("agree_facts", "y", "answer_facts(True)", "look up", "Agree to looking up facts"),
            ("decline_facts", "N", "answer_facts(False)", "no look-ups", "Have no facts looked up"),
        )
    )


# The order is the key bar's: where it is narrow, the first that fit are shown (and always `help` and `quit`).
COMMANDS: Final[tuple[Command, ...]] = (
    *_features(),
    Command("play_pause", ("space",), "steer('play_pause')", "pause", "Pause or play", Topic.MUSIC, in_bar=True),
    Command("stop", ("x",), "stop_host", "stop", "Stop the host", Topic.HOST, in_bar=True),
    Command("next", ("n",), "steer('next_track')", "next", "Next track", Topic.MUSIC, in_bar=True),
    Command("support", ("s",), "show('support')", "support", "How to get credits", Topic.ACCOUNT, in_bar=True),
    Command(
        "introduce_next",
        ("I",),
        "introduce_next",
        "intro of next",
        "Introduce what comes next, or not; same price",
        Topic.HOST,
        in_bar=True,
    ),
    Command("auto", ("a",), "toggle_auto", "auto", "Intros between tracks, on or off", Topic.HOST, in_bar=True),
    Command("replay", ("r",), "replay", "again", "Say the last intro again", Topic.HOST, in_bar=True),
    Command("voice", ("v",), "toggle_voice", "voice", "Voice on or off", Topic.HOST, in_bar=True),
    Command(
        "facts", ("f",), "show('facts')", "facts", "Facts of what plays, and sources", Topic.HOST, in_bar=True
    ),
    *_facts_page(),
    Command("retry", ("R",), "retry", "retry", "Do what was refused; enter does, too", Topic.HOST),
    Command(
        "confirm",
        ("enter",),
        "app.confirm",
        "retry",
        "Do what was refused",
        Topic.HOST,
        Scope.MAIN,
        in_palette=False,
        listed=False,
    ),
    Command(
        "account",
        ("u",),
        "show('account')",
        "account",
        "Your account, with use and prices",
        Topic.ACCOUNT,
        in_bar=True,
    ),
    Command("history", ("h",), "show('history')", "history", "History of the account", Topic.ACCOUNT, in_bar=True),
    Command("intros", ("Y",), "show('intros')", "said", "What was said, to hear it again", Topic.HOST),
    *_intros_page(),
    Command("previous", ("p",), "steer('previous_track')", "previous", "Previous track", Topic.MUSIC, in_bar=True),
    Command("like", ("l",), "steer('like')", "like", "Like this track, or not any more", Topic.MUSIC, in_bar=True),
    Command(
        "devices", ("d",), "show_devices", "devices", "Choose the device that plays", Topic.MUSIC, in_bar=True
    ),
    Command("shuffle", ("z",), "steer('shuffle')", "shuffle", "Shuffle on or off", Topic.MUSIC),
    Command("repeat", ("t",), "steer('repeat')", "repeat", "Repeat: off, all, this track", Topic.MUSIC),
    *_device_list(),
    Command("back", ("left",), "steer('back')", "back", "10 seconds back", Topic.MUSIC),
    Command("forward", ("right",), "steer('forward')", "forward", "10 seconds forward", Topic.MUSIC),
    Command("louder", ("+", "="), "steer('louder')", "louder", "Volume up by 5 %", Topic.MUSIC),
    Command("quieter", ("-",), "steer('quieter')", "quieter", "Volume down by 5 %", Topic.MUSIC),
    Command("agree", ("y",), "agree", "yes", "Agree to what is asked", Topic.HOST, Scope.CONSENT),
    Command("decline", ("n",), "decline", "no", "Decline what is asked", Topic.HOST, Scope.CONSENT),
    Command(
        "voucher",
        ("enter",),
        "enter_voucher",
        "voucher",
        "Enter a voucher (on support)",
        Topic.ACCOUNT,
        Scope.SUPPORT,
        in_bar=True,
    ),
    Command(
        "demo_desk",
        ("d",),
        "ask_demo_desk",
        "demo desk",
        "Ask the demo desk (on support)",
        Topic.ACCOUNT,
        Scope.DEMO_DESK,
        in_bar=True,
    ),
    Command(
        "copy", ("c",), "copy", "copy", "Copy the message (on support)", Topic.ACCOUNT, Scope.SUPPORT, in_bar=True
    ),
    Command(
        "qr_code",
        ("g",),
        "toggle_qr_code",
        "QR code",
        "Request as QR code (on support)",
        Topic.ACCOUNT,
        Scope.SUPPORT,
        in_bar=True,
    ),
    Command(
        "mail",
        ("o",),
        "mail",
        "open mail",
        "Open it as a mail (on support)",
        Topic.ACCOUNT,
        Scope.SUPPORT,
        in_bar=True,
    ),
    Command(
        "unfold",
        ("m",),
        "unfold",
        "show it",
        "Show the message (on support)",
        Topic.ACCOUNT,
        Scope.SUPPORT,
        in_bar=True,
    ),
    Command(
        "make_free",
        ("f",),
        "make_free",
        "free",
        "Set the prices to 0 (on support)",
        Topic.ACCOUNT,
        Scope.SUPPORT,
        in_bar=True,
        listed=False,
    ),
    *_packages(),
    Command(
        "sign_out",
        ("o",),
        "sign_out",
        "sign out",
        "Sign out (on account)",
        Topic.ACCOUNT,
        Scope.ACCOUNT,
        in_bar=True,
    ),
    Command(
        "friend_code",
        ("f",),
        "enter_friend_code",
        "friend's code",
        "Enter a friend's code (on account)",
        Topic.ACCOUNT,
        Scope.ACCOUNT,
        in_bar=True,
    ),
    Command(
        "sign_out_history",
        ("d",),
        "sign_out_history",
        "with history",
        "Sign out and delete the history, when asked",
        Topic.ACCOUNT,
        Scope.ACCOUNT,
        in_bar=True,
        listed=False,
    ),
    Command("phone", ("P",), "show('phone')", "phone", "The page for your phone", Topic.SCREEN),
    Command("sign_in", ("L",), "show('sign_in')", "sign in", "Sign in to Spotify", Topic.ACCOUNT),
    *_sign_in_page(),
    Command("writer", ("W",), "show('writer')", "AI writer", "Set up the AI writer", Topic.HOST),
    *_writer_page(),
    Command("demo", ("D",), "try_demo", "demo", "The demo; quitting it comes back", Topic.SCREEN),
    *_field(),
    Command("up", ("up",), "scroll_text(-1)", "up", "Scroll up", Topic.SCREEN),
    Command("down", ("down",), "scroll_text(1)", "down", "Scroll down", Topic.SCREEN),
    Command("page_up", ("pageup",), "scroll_page(-1)", "page up", "Older messages", Topic.SCREEN),
    Command("page_down", ("pagedown",), "scroll_page(1)", "page down", "Newer ones", Topic.SCREEN),
    Command("home", ("home",), "scroll_to_end(-1)", "top", "To the top; end: to the end", Topic.SCREEN),
    Command("end", ("end",), "scroll_to_end(1)", "end", "To the end", Topic.SCREEN, listed=False),
    Command(
        "suspend",
        ("ctrl+z",),
        "suspend",
        "suspend",
        "Back to the shell; fg comes back",
        Topic.SCREEN,
        listed=False,
    ),
    Command(
        "palette",
        ("ctrl+p",),
        "command_palette",
        "menu",
        "All commands",
        Topic.SCREEN,
        in_bar=True,
        in_palette=False,
    ),
    Command("close", ("escape", "q"), "close", "back", "Leave this page", Topic.SCREEN, Scope.PAGE, in_bar=True),
    Command("help", ("?", "f1"), "show('help')", "help", "This help", Topic.SCREEN, in_bar=True),
    Command("quit", ("q",), "quit", "quit", "Quit; ctrl+q always does, too", Topic.SCREEN, in_bar=True),
)


def bindings_of(scope: Scope) -> list[Binding]:
    """Return the scope's bindings; each carries its command's id, so that the keymap finds it."""
    return [
        Binding(",".join(command.keys), command.action, command.help, show=command.in_bar, id=command.id)
        for command in COMMANDS
        if command.scope is scope
    ]
