"""How a talk with the running app fails: each with a sentence and, where there is one, a next step."""

from __future__ import annotations

from spotintro.errors import SpotIntroError


class RemoteError(SpotIntroError):
    """The running app could not be asked, or can't be asked by others."""


class NoApp(RemoteError):
    """Nobody answers for this data folder."""

    def __init__(self) -> None:
        super().__init__(
            "No SpotIntro app is running on this data folder: start `spotintro` in a terminal, "
            "or name the --data-dir that it was started with.",
            "",  # one line, which a script or a hotkey's log has room for
        )


class NoSockets(RemoteError):
    """This system, or its Python, has no Unix sockets."""

    def __init__(self) -> None:
        super().__init__(
            "This system has no Unix sockets, by which other programs could reach the app.",
            "Use the app's own keys; `spotintro intro` and `spotintro now` work without the app.",
        )


class ServedAlready(RemoteError):
    """Another app on the same data folder answers already."""

    def __init__(self) -> None:
        super().__init__("Another SpotIntro app on this data folder answers other programs already.", "")


class SocketUnavailable(RemoteError):
    """The socket can't be made."""


class AppSilent(RemoteError):
    """The app is there and does not answer, or breaks off."""


class AppOfOtherVersion(RemoteError):
    """The app was started from another version, whose lines this one can't read."""

    def __init__(self) -> None:
        super().__init__("The app that runs is of another version.", "Quit it, and start it again.")
