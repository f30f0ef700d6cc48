"""The AI writer end to end, with a real server that this project did not write."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.commands import answer, spotintro
from tests.llama_server import MODEL, llama_server


@pytest.mark.soak  # both processors for over a minute
@pytest.mark.timeout(300)
def test_an_intro_from_llama_cpp(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    # A model of 270 million parameters invents freely; what this shows is the stream, not its taste.
    with llama_server() as base_url:
        config.write_text(
            f"[writer]\nstrict = false\n"
            f'[writer.openai]\nbase_url = "{base_url}"\nmodel = "{MODEL}"\ntimeout_s = 90\n'
        )
        intro = answer(
            "--config", str(config), "intro", "--no-speak", "--writer", "openai", "--player", "demo",
            data_dir=tmp_path,
        )  # fmt: skip
    assert len(intro["text"].split()) >= 3
    assert intro["writer"].startswith("openai")
    assert intro["charged"] == {"GENERATE_TRACK_INTRO": 1}
    assert intro["balance"]["available"] == 9


def test_a_server_that_is_not_there_costs_nothing(tmp_path: Path) -> None:
    refused = answer(
        "intro", "--no-speak", "--writer", "openai", "--player", "demo",
        data_dir=tmp_path, env={"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}, expect=1,
    )  # fmt: skip
    assert refused["error"]["next_step"]
    assert "127.0.0.1" in refused["error"]["message"]
    assert answer("credits", "balance", data_dir=tmp_path)["available"] == 10


def test_no_key_and_no_server(tmp_path: Path) -> None:
    result = spotintro(
        "intro", "--no-speak", "--writer", "openai", "--player", "demo", data_dir=tmp_path, expect=None
    )
    assert result.returncode in {1, 4}
    assert "keys set openai" in result.stderr
