"""Completion: the scripts, and what a shell gets when it asks."""

from __future__ import annotations

import subprocess

import pytest

from tests.cli.commands import Commands, run
from tests.conftest import require_program


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_each_shell(spotintro: Commands, shell: str) -> None:
    result = spotintro("completion", shell)
    assert result.status == 0
    assert f"_SPOTINTRO_COMPLETE={shell}_complete" in result.out


def test_another_shell_is_refused(spotintro: Commands) -> None:
    assert spotintro("completion", "csh").status == 2


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "spotintro ",
            {
                *(
                    "demo",
                    "serve",
                    "now",
                    "remote",
                    "intro",
                    "intros",
                    "more",
                    "auto",
                    "facts",
                    "credits",
                    "operator",
                    "stats",
                    "support",
                    "doctor",
                    "config",
                ),
                *("login", "logout", "keys", "completion", "voices", "personas"),
            },
        ),
        ("spotintro personas show m", {"morning"}),
        ("spotintro intro --persona c", {"classical", "club"}),
        ("spotintro co", {"config", "completion"}),
        (
            "spotintro credits ",
            {
                "balance",
                "history",
                "costs",
                "confirm-clock",
                "audit",
                "request",
                "redeem",
                "export",
                "backup",
                "restore",
                "referral",
                "move",
            },
        ),
        ("spotintro intros ", {"list", "show", "say", "favourite", "delete", "export"}),
        ("spotintro intros export --format ", {"json", "md", "txt"}),
        ("spotintro remote p", {"previous", "play", "pause", "play-pause"}),
        ("spotintro remote auto o", {"on", "off"}),
        ("spotintro now --for p", {"plain", "polybar", "pango"}),
        ("spotintro operator ", {"init", "issue", "inspect", "refund", "revoke"}),
        ("spotintro intro --writer ", {"auto", "openai", "announcer"}),
        ("spotintro completion z", {"zsh"}),
    ],
)
def test_what_a_shell_is_offered(spotintro: Commands, line: str, expected: set[str]) -> None:
    words = line.split(" ")
    result = run(
        env={"_SPOTINTRO_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    )
    assert result.status == 0, result.err
    assert {offer.partition(",")[2] for offer in result.out.splitlines()} == expected


def test_bash_takes_the_script(spotintro: Commands) -> None:
    bash = require_program("bash")["bash"]
    script = spotintro("completion", "bash").out
    result = subprocess.run(
        [str(bash), "-c", 'eval "$1"; complete -p spotintro', "_", script],
        capture_output=True,
        text=True,
        timeout=20,
        check=True,
    )
    assert "_spotintro_completion" in result.stdout
