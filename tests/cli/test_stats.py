"""`spotintro stats` and `spotintro logout`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from spotintro.secrets.credentials import OPERATOR, SERVICE
from tests.cli.commands import Commands
from tests.fakes.keyrings import MemoryKeyring
from tests.fakes.openai_server import Answer, OpenAIServer

KEY = "sk-canary-0123456789"


@pytest.fixture
def used(spotintro: Commands, tmp_path: Path) -> Commands:
    """An account that paid for one voice, on the demo's first track."""
    assert spotintro("intro", "--player", "demo", "--out", str(tmp_path / "x.wav")).status == 0
    return spotintro


@pytest.fixture
def kept_keys() -> Iterator[MemoryKeyring]:
    backend, before = MemoryKeyring(), keyring.get_keyring()
    keyring.set_keyring(backend)
    backend.set_password(SERVICE, "openai", KEY)
    backend.set_password(SERVICE, OPERATOR, "the operator's")
    yield backend
    keyring.set_keyring(before)


def test_what_was_used(used: Commands) -> None:
    assert used("support").status == 0
    assert used("credits", "request").status == 0
    document = used("stats", "--json").document()
    assert set(document) == {
        "since",
        "days",
        "use",
        "tracks",
        "refusals",
        "support_contacts",
        "after_empty",
        "spending",
    }
    (use,) = document["use"]
    assert (use["step"], use["times"], use["credits"]) == ("SPEAK_TRACK_INTRO", 1, 1)
    assert [track["intros"] for track in document["tracks"]] == [1]
    assert (document["days"], document["refusals"], document["support_contacts"]) == (30, 0, 2)
    assert document["after_empty"] == {"times": 0, "credits": 0}
    plain = used("stats", "--days", "1").out
    assert f"{use['day']}: voice 1 credit in 1 use" in plain
    assert f"1 intro: {document['tracks'][0]['track']}" in plain
    assert "Support asked: 2 times" in plain


def test_what_the_ai_writer_took_is_told_by_day_and_month(
    spotintro: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    usage = 'data: {"choices": [], "usage": {"prompt_tokens": 1000, "completion_tokens": 100}}'
    with OpenAIServer(Answer(raw_lines=(usage,)), Answer()) as server:
        prices = 'input_price = 0.25\noutput_price = 2\ncurrency = "EUR"\n'
        spotintro.config(f'[writer.openai]\nbase_url = "{server.base_url}"\n{prices}')
        words = ("intro", "--player", "demo", "--no-speak", "--json", "--writer", "openai")
        told, estimated = (spotintro(*words).document() for _ in range(2))
    assert told["tokens"] == {"in": 1000, "out": 100, "estimated": False}
    assert told["cost"] == {"amount": "0.00045", "currency": "EUR"}
    assert estimated["tokens"]["estimated"]
    stats = spotintro("stats", "--json", "--days", "1").document()
    (day,) = stats["spending"]["days"]
    (month,) = stats["spending"]["months"]
    assert (day["tokens"], day["cost"]) == (month["tokens"], month["cost"])
    assert day["tokens"] == {
        "in": 1000 + estimated["tokens"]["in"],
        "out": 100 + estimated["tokens"]["out"],
        "estimated": True,
    }
    assert day["when"].startswith(month["when"])
    plain = spotintro("stats", "--days", "1").out
    assert f"AI writer, {day['when']}: ~{day['cost']['amount']} EUR (~{day['tokens']['in']:,} tokens read" in plain
    assert f"AI writer, {month['when']}: ~" in plain


def test_without_prices_tokens_alone_are_told(spotintro: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with OpenAIServer() as server:
        spotintro.config(f'[writer.openai]\nbase_url = "{server.base_url}"\n')
        words = ("intro", "--player", "demo", "--no-speak", "--json")
        document = spotintro(*words, "--writer", "openai").document()
        announced = spotintro(*words, "--writer", "announcer").document()
    assert document["tokens"]["in"] > 0
    assert "cost" not in document
    assert {"tokens", "cost"}.isdisjoint(announced)
    (day,) = spotintro("stats", "--json").document()["spending"]["days"]
    assert (day["tokens"], day["cost"]) == (document["tokens"], None)


def test_the_daily_cap_refuses_before_anything_is_sent(
    spotintro: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with OpenAIServer() as server:
        rest = "input_price = 1\noutput_price = 4\ndaily_cap = 0.02\n"
        spotintro.config(f'[writer.openai]\nbase_url = "{server.base_url}"\n{rest}')
        words = ("intro", "--player", "demo", "--no-speak", "--writer", "openai")
        done = 0
        while (result := spotintro(*words, "--json")).status == 0:
            done += 1
            assert done < 20
            before = spotintro("credits", "--json").document()
        assert done == len(server.requests) >= 1
        assert result.error()["code"] == "DAILY_CAP_REACHED"
        assert "0.02 USD" in result.error()["message"]
        assert "--writer announcer" in result.error()["next_step"]
        assert spotintro("credits", "--json").document() == before, "nothing is held or charged"
        assert spotintro(*words[:-1], "announcer").status == 0
        assert len(server.requests) == done
    (day,) = spotintro("stats", "--json").document()["spending"]["days"]
    assert float(day["cost"]["amount"]) <= 0.02


def test_a_new_account_used_nothing(spotintro: Commands) -> None:
    assert spotintro("stats", "--json").document()["use"] == []
    assert "Nothing was used." in spotintro("stats").out


@pytest.mark.parametrize("days", ["0", "3661", "x"])
def test_days_out_of_bounds(spotintro: Commands, days: str) -> None:
    assert spotintro("stats", "--days", days).status == 2


def test_a_contact_that_cannot_be_counted_hinders_nothing(spotintro: Commands) -> None:
    spotintro.data_dir.mkdir()
    (spotintro.data_dir / "credits.sqlite3").write_text("this is no database, however long it may be " * 50)
    assert spotintro("support").status == 0
    assert "is not counted" in (spotintro.data_dir / "spotintro.log").read_text()


def test_signed_out_the_keys_and_answers_are_gone_and_the_credits_stay(
    used: Commands, kept_keys: MemoryKeyring
) -> None:
    secret = used.data_dir / "secrets" / "openai"
    secret.parent.mkdir(mode=0o700)
    secret.write_text(KEY)
    secret.chmod(0o600)
    answers = used.data_dir / "answers.json"
    answers.write_text('{"facts_and_evening_sent_to": {"api.openai.com": "2026-11-22T20:15:00+00:00"}}')
    document = used("logout", "--json").document()
    assert document["forgotten"] == [
        "The key for openai is forgotten (file and keyring).",
        "Your answers about what may be sent are forgotten; you are asked again.",
    ]
    assert (document["problems"], document["reminders"], document["texts_deleted"]) == ([], [], None)
    assert list(kept_keys.kept) == [(SERVICE, OPERATOR)], "an operator's key is no session"
    assert not secret.exists()
    assert not answers.exists()
    assert used("credits", "--json").document()["available"] == 9
    assert len(used("stats", "--json").document()["tracks"]) == 1, "the history was not asked to go"


def test_the_history_goes_where_that_is_wanted(used: Commands) -> None:
    (used.data_dir / "credits.sqlite3.before-0003").touch()
    result = used("logout", "--delete-history")
    assert (result.status, result.out) == (0, "")
    assert "is deleted (1 text)" in result.err
    assert "Your 9 credits and the account's entries stay." in result.err
    assert "Copies made earlier still hold it: credits.sqlite3.before-0003." in result.err
    assert used("stats", "--json").document()["tracks"] == []
    history = used("credits", "history", "--json").document()["entries"]
    assert [entry["description"] for entry in history] == ["", "Demo credits"]
    assert used("credits", "audit", "--json").document()["ok"] is True
    assert "is deleted (0 texts)" in used("logout", "--delete-history").err


def test_a_server_that_was_not_reached_has_no_line(spotintro: Commands) -> None:
    spotintro.config('[writer.openai]\nbase_url = "http://127.0.0.1:9/v1"\n')
    assert spotintro("intro", "--player", "demo", "--no-speak", "--writer", "openai").status == 1
    assert "AI writer" not in spotintro("stats").out


@pytest.mark.parametrize("history", ["--keep-history", "--delete-history"])
def test_an_account_that_cannot_be_read_keeps_neither_key_nor_answer(
    spotintro: Commands, kept_keys: MemoryKeyring, history: str
) -> None:
    spotintro.data_dir.mkdir(mode=0o700)
    (spotintro.data_dir / "credits.sqlite3").write_text("no store" * 200)
    result = spotintro("logout", history, "--json")
    assert result.status == 1
    assert result.document()["forgotten"] == ["The key for openai is forgotten (keyring)."]
    assert "is no credit store" in result.document()["problems"][0]
    assert result.document()["texts_deleted"] is None
    assert list(kept_keys.kept) == [(SERVICE, OPERATOR)]
    assert "Your" not in spotintro("logout").err


def test_a_folder_that_cannot_be_written_keeps_no_key_of_another_place(
    spotintro: Commands, kept_keys: MemoryKeyring
) -> None:
    spotintro.data_dir.mkdir(mode=0o700)
    lock = spotintro.data_dir / "spotify" / "refresh.lock"
    lock.mkdir(parents=True)
    result = spotintro("logout", "--json")
    assert result.status == 1
    assert result.document()["forgotten"] == ["The key for openai is forgotten (keyring)."]
    assert f"The sign-in to Spotify may still be kept: {lock}: " in result.document()["problems"][0]
    assert list(kept_keys.kept) == [(SERVICE, OPERATOR)]


def test_a_key_in_the_environment_is_not_ours_to_forget(
    spotintro: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    result = spotintro("logout")
    assert result.status == 0
    assert "OPENAI_API_KEY in the environment still holds a key: unset it." in result.err
    assert KEY not in result.err


def test_a_keyring_that_fails_is_said_and_the_rest_is_forgotten(
    used: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    from keyring import errors

    class Locked(MemoryKeyring):
        def get_password(self, service: str, username: str) -> str | None:
            raise errors.KeyringLocked

    before = keyring.get_keyring()
    keyring.set_keyring(Locked())
    try:
        result = used("logout", "--delete-history", "--json")
    finally:
        keyring.set_keyring(before)
    assert result.status == 1
    assert "may still be kept" in result.document()["problems"][0]
    assert result.document()["texts_deleted"] == 1
