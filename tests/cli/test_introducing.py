"""`spotintro now`, `intro` and the demo's transcript, with the real store, voice and demo player."""

from __future__ import annotations

import re
import wave
from datetime import UTC, datetime
from pathlib import Path

import pytest

from spotintro.cli.introducing import Transcript
from spotintro.credits.base import User
from spotintro.credits.features import UserTransaction
from spotintro.host.events import Charge, CreditsAdded, LeftPaused, Stopped
from spotintro.session.events import HostSaid, Said
from tests.cli.commands import Commands, run
from tests.fakes.openai_server import FAULTS, Answer, OpenAIServer

BALANCE = {"user", "available", "used", "held", "low"}


def test_credits_that_came_by_themselves_are_one_line() -> None:
    user = User("local", 6, 4, held_credits=1)
    notices: list[str] = []
    transcript = Transcript(on_sentence=notices.append, on_account=notices.append, on_notice=notices.append)
    until = datetime(2026, 12, 24, 12, tzinfo=UTC)
    for added in (
        CreditsAdded(5, "Automatic top-up", None, user),
        CreditsAdded(1, "Automatic top-up", until, user),
    ):
        transcript.hear(HostSaid(added, Said("the screen's own words")))
    first, second = notices
    assert first == "Automatic top-up: 5 credits added; 7 left."
    assert second.startswith("Automatic top-up: 1 credit added, good until 2026-12-24 ")


def test_going_on_in_the_player_ends_the_command_with_what_was_charged() -> None:
    notices: list[str] = []
    transcript = Transcript(on_sentence=notices.append, on_account=notices.append, on_notice=notices.append)
    charge = Charge(UserTransaction.GENERATE_TRACK_INTRO, 1)
    transcript.hear(HostSaid(LeftPaused(), Said("the screen's own words")))
    transcript.hear(HostSaid(Stopped("Good evening.", (charge,), (), User("local", 9, 1), moved_on=True), None))
    assert transcript.failed is not None
    assert (transcript.failed.code, transcript.failed.charges) == ("MOVED_ON", (charge,))
    assert notices[0] == "The music stays paused, as it was left; play it in its player."


def test_now_in_words_and_as_json(spotintro: Commands) -> None:
    document = spotintro("now", "--player", "demo", "--json").document()
    assert document["state"] == "playing"
    assert document["player"] == "demo"
    track = document["track"]
    assert {"id", "title", "artists", "album", "duration_ms", "year", "genres", "composers"} <= set(track)
    assert 0 <= document["position_ms"] <= track["duration_ms"]
    assert document["next_track"]["title"]
    plain = spotintro("now", "--player", "demo")
    assert plain.out.startswith(f"Playing: {track['title']} — {', '.join(track['artists'])}\n")
    assert plain.err == ""


def test_now_without_any_player(spotintro: Commands) -> None:
    result = spotintro("now", "--json", "--player", "mpris")
    assert result.status == 1
    assert result.error()["code"] == "PLAYER_UNREACHABLE"
    assert result.error()["next_step"]


def test_a_data_folder_that_cant_be_made_does_not_hinder_now(spotintro: Commands, tmp_path: Path) -> None:
    result = spotintro("now", "--player", "demo", "--data-dir", str(tmp_path / "config.toml"))
    assert result.status == 0


def test_an_intro_as_json(spotintro: Commands) -> None:
    result = spotintro("intro", "--player", "demo", "--no-speak", "--json")
    document = result.document()
    told = {"track", "text", "writer", "facts", "added", "left_out", "spoken", "speech_s", "charged", "balance"}
    assert set(document) == told
    assert document["text"]
    assert document["writer"] == "announcer"
    assert (document["spoken"], document["speech_s"], document["charged"]) == (False, 0, {})
    assert set(document["balance"]) == BALANCE
    assert document["balance"]["available"] == 10
    assert result.err == ""


def test_an_intro_in_words_has_the_text_alone_on_stdout(spotintro: Commands) -> None:
    result = spotintro("intro", "--player", "demo", "--no-speak")
    assert result.status == 0
    assert result.err.removeprefix("Facts: Demo\n") == "Balance: 10 credits\n"
    assert result.out.count("\n") >= 2
    assert "credit" not in result.out


def test_the_setting_decides_over_the_voice_unless_the_option_does(spotintro: Commands) -> None:
    spotintro.config("[voice]\nenabled = false\nrate_wpm = 400\n")
    assert spotintro("intro", "--player", "demo", "--json").document()["spoken"] is False
    assert spotintro("intro", "--player", "demo").err.removeprefix("Facts: Demo\n") == "Balance: 10 credits\n"


def test_the_speech_as_a_file(spotintro: Commands, tmp_path: Path) -> None:
    target = tmp_path / "intro.wav"
    result = spotintro("intro", "--player", "demo", "--out", str(target), "--json")
    assert result.status == 0, result.out
    document = result.document()
    assert document["spoken"] is True
    assert document["charged"] == {"SPEAK_TRACK_INTRO": 1}
    assert document["balance"]["available"] == 9
    with wave.open(str(target)) as sound:
        assert sound.getnframes() / sound.getframerate() == pytest.approx(document["speech_s"], abs=0.01)
    assert document["speech_s"] > 1


@pytest.mark.parametrize(
    "words", [["--out", "{folder}"], ["--out", "{folder}/none/x.wav"], ["--out", "x", "--no-speak"]]
)
def test_a_file_that_cant_be_written_is_refused_before_anything_is_charged(
    spotintro: Commands, tmp_path: Path, words: list[str]
) -> None:
    result = spotintro("intro", "--player", "demo", "--json", *(word.format(folder=tmp_path) for word in words))
    assert result.status == 2
    assert result.error()["code"] == "USAGE"
    assert not spotintro.data_dir.exists()


def test_a_way_with_the_music_that_does_not_exist_is_refused(spotintro: Commands) -> None:
    result = spotintro("intro", "--player", "demo", "--over-music", "louder", "--json")
    assert result.status == 2
    assert "'pause', 'gap', 'duck', 'over'" in result.error()["message"]


def test_the_transcript_of_the_demo(spotintro: Commands) -> None:
    result = spotintro("demo", "--plain")
    assert (result.status, result.err) == (0, "")
    lines = result.out.splitlines()
    assert lines[1] == "Balance: 10 credits"
    assert lines[2] == "Price of an intro: text 1 + voice 1 = 2 credits"
    assert lines[3].startswith("Playing: ")
    assert [line for line in lines if line.startswith("Charged: ")] == [
        "Charged: text 1 credit, 9 left",
        "Charged: voice 1 credit, 8 left",
    ]
    assert len([line for line in lines if line.startswith("Host: ")]) >= 2
    assert lines[-1] == "Balance: 8 credits"
    assert re.findall(r"[^\x20-\x7e\xa0-\U0010ffff\n]", result.out) == []


def test_the_demo_without_enough_credits(spotintro: Commands) -> None:
    spotintro.config("[credits.costs]\nGENERATE_TRACK_INTRO = 10\n")
    result = spotintro("demo", "--plain")
    assert result.status == 3
    assert "11 credits" in result.err
    assert "Host:" not in result.out
    assert spotintro("credits", "--json").document()["available"] == 10


def test_the_demo_in_a_pipe_needs_no_option_and_never_touches_a_shared_store(spotintro: Commands) -> None:
    spotintro.config('[store]\nurl = "postgresql://nobody@127.0.0.1:1/none"\n')
    result = run("demo")
    assert result.status == 0
    assert result.out.rstrip().endswith("8 credits")
    assert (spotintro.data_dir / "credits.sqlite3").exists()


# The AI writer, on loopback


def ai(server: OpenAIServer, rest: str = "") -> str:
    return f'[writer.openai]\nbase_url = "{server.base_url}"\n{rest}'


def test_naming_the_ai_writer_agrees_and_is_charged(spotintro: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary-0123456789")
    with OpenAIServer() as server:
        spotintro.config(ai(server))
        result = spotintro("intro", "--player", "demo", "--no-speak", "--json", "--writer", "openai")
        assert len(server.requests) == 1
    document = result.document()
    assert result.status == 0
    assert document["writer"].startswith("openai")
    assert document["charged"] == {"GENERATE_TRACK_INTRO": 1}
    assert document["balance"]["available"] == 9


def test_the_ai_writer_is_not_used_before_anyone_agreed(spotintro: Commands) -> None:
    with OpenAIServer() as server:
        spotintro.config(ai(server))
        result = spotintro("intro", "--player", "demo", "--no-speak", "--json")
        assert server.requests == []
        assert result.document()["writer"] == "announcer"
        assert "--writer openai" in result.err
        assert result.err.count("\n") == 1
        spotintro.config('[writer]\nprovider = "openai"\n' + ai(server))
        assert spotintro("intro", "--player", "demo", "--no-speak", "--json").status == 0
        assert len(server.requests) == 1


def test_without_enough_credits_nothing_is_sent(spotintro: Commands) -> None:
    with OpenAIServer() as server:
        spotintro.config(ai(server, "[credits.costs]\nGENERATE_TRACK_INTRO = 11\n"))
        words = ("intro", "--player", "demo", "--no-speak", "--writer", "openai")
        result = spotintro(*words, "--json")
        assert result.status == 3
        assert result.error()["code"] == "INSUFFICIENT_CREDITS"
        plain = spotintro(*words)
        assert (plain.status, plain.out) == (3, "")
        assert "11 credits" in plain.err
        assert server.requests == []


@pytest.mark.parametrize("fault", ["unauthorized", "no-model"])
def test_a_server_that_refuses_costs_nothing(spotintro: Commands, fault: str) -> None:
    with OpenAIServer(FAULTS[fault]) as server:
        spotintro.config(ai(server))
        result = spotintro("intro", "--player", "demo", "--no-speak", "--writer", "openai", "--json")
    assert result.status == 1
    assert result.error()["code"] == "WRITER_REFUSED"
    assert spotintro("credits", "--json").document()["available"] == 10


@pytest.mark.parametrize("by", ["option", "setting"])
@pytest.mark.parametrize("where", ["setting", "environment"])
def test_the_ai_writer_at_an_ipv6_address_is_the_one_that_writes(
    spotintro: Commands, monkeypatch: pytest.MonkeyPatch, by: str, where: str
) -> None:
    with OpenAIServer(host="::1") as server:
        provider = '[writer]\nprovider = "openai"\n' if by == "setting" else ""
        if where == "environment":
            monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        spotintro.config(provider + (ai(server) if where == "setting" else ""))
        assert spotintro("config", "check").status == 0
        named = ["--writer", "openai"] if by == "option" else []
        result = spotintro("intro", "--player", "demo", "--no-speak", "--json", *named)
        assert result.document()["writer"] == "openai"
        assert len(server.requests) == 1
    assert result.err == "Charged: text 1 credit, 9 left\n"


def test_what_is_sent_to_an_ipv6_address_is_told_with_that_address(spotintro: Commands) -> None:
    with OpenAIServer(host="::1") as server:
        spotintro.config(ai(server))
        result = spotintro("intro", "--player", "demo", "--no-speak")
        assert server.requests == []
    assert f"[::1]:{server.port}" in result.err


@pytest.mark.parametrize(
    "base_url", ["nonsense", "http://[::1", "http://", "localhost:11434/v1", "http://[::1]:x"]
)
def test_naming_the_ai_writer_at_an_address_that_is_none_is_no_announcer(
    spotintro: Commands, base_url: str
) -> None:
    spotintro.config(f'[writer.openai]\nbase_url = "{base_url}"\n')
    result = spotintro("intro", "--player", "demo", "--no-speak", "--writer", "openai", "--json")
    assert result.status == 1
    assert "is no address of a server" in result.error()["message"]
    assert "writer.openai.base_url" in result.error()["next_step"]


# A text counts when it names the track

NAMELESS = "Hello to all of you, wherever you are. Lean back and let it play, friends."


def test_a_text_that_never_names_the_track_is_charged_and_the_line_before_it_is_free(spotintro: Commands) -> None:
    with OpenAIServer(Answer(NAMELESS)) as server:
        spotintro.config(ai(server))
        result = spotintro("intro", "--player", "demo", "--no-speak", "--writer", "openai", "--json")
        assert len(server.requests) == 1
    document = result.document()
    assert document["charged"] == {"GENERATE_TRACK_INTRO": 1}
    naming_line, found, rest = document["text"].partition(NAMELESS)
    assert found
    assert document["track"]["title"] in naming_line
    assert rest == ""


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry, but I can't help with that.",
        "Could you please provide more details?",
        "",
        "{host} of {station}.",
    ],
)
def test_where_the_model_has_nothing_to_say_the_announcer_introduces_free_and_a_line_says_so(
    spotintro: Commands, tmp_path: Path, text: str
) -> None:
    target = tmp_path / "intro.wav"
    with OpenAIServer(Answer(text)) as server:
        spotintro.config('[writer]\nprovider = "openai"\n' + ai(server))
        result = spotintro("intro", "--player", "demo", "--out", str(target), "--json")
        assert len(server.requests) == 2, "it is asked once more"
    document = result.document()
    assert result.status == 0
    assert document["writer"] == "announcer"
    assert document["track"]["title"] in document["text"]
    assert document["charged"] == {}
    assert (document["balance"]["available"], document["balance"]["held"]) == (10, 0)
    assert document["spoken"]
    assert target.stat().st_size > 1000
    assert result.err.count("The announcer introduces instead, free.") == 1


# What isn't heard isn't charged


def test_a_speech_without_a_sound_is_not_charged_beside_its_text(spotintro: Commands, tmp_path: Path) -> None:
    target = tmp_path / "intro.wav"
    with OpenAIServer() as server:
        spotintro.config('[voice]\nvolume_percent = 0\n[writer]\nprovider = "openai"\n' + ai(server))
        result = spotintro("intro", "--player", "demo", "--out", str(target), "--json")
    document = result.document()
    assert result.status == 0
    assert (document["spoken"], document["speech_s"]) == (False, 0)
    assert document["charged"] == {"GENERATE_TRACK_INTRO": 1}
    assert document["balance"]["available"] == 9
    assert document["balance"]["held"] == 0
    assert "made no sound of this text, and is not charged" in result.err
    assert not target.exists()


@pytest.mark.parametrize("voice", ['provider = "silent"', "volume_percent = 0"])
def test_a_voice_that_says_nothing_costs_nothing(spotintro: Commands, tmp_path: Path, voice: str) -> None:
    spotintro.config(f"[voice]\n{voice}\n")
    result = spotintro("intro", "--player", "demo", "--out", str(tmp_path / "x.wav"), "--json")
    assert result.document()["charged"] == {}
    assert result.document()["balance"]["available"] == 10
    assert "is not charged" in result.err


@pytest.mark.parametrize("words", [[], ["--out", "{folder}/x.wav"]], ids=["played", "file"])
def test_a_voice_that_was_named_and_is_missing_fails_first(
    spotintro: Commands, tmp_path: Path, words: list[str]
) -> None:
    with OpenAIServer() as server:
        spotintro.config('[voice]\nvoice = "gmw/xx"\n[writer]\nprovider = "openai"\n' + ai(server))
        words = [word.format(folder=tmp_path) for word in words]
        result = spotintro("intro", "--player", "demo", "--speak", "--json", *words)
        assert server.requests == []
    assert result.status == 1
    assert result.error()["code"] == "VOICE_UNAVAILABLE"
    assert result.error()["message"] == "The speech engine has no voice 'gmw/xx'."
    assert "`spotintro doctor`" in result.error()["next_step"]
    assert spotintro("credits", "--json").document()["available"] == 10
    assert list(tmp_path.glob("*.wav")) == []


@pytest.mark.parametrize(
    ("language", "quotation", "line"),
    [
        ("de", "„", ""),
        ("ja", "“", "The announcer doesn't speak Japanese; its intros are in English."),
    ],
)
def test_the_announcer_speaks_the_language_or_says_that_it_doesnt(
    spotintro: Commands, language: str, quotation: str, line: str
) -> None:
    spotintro.config(f'[writer]\nprovider = "announcer"\nlanguage = "{language}"\n')
    result = spotintro("intro", "--player", "demo", "--json")
    assert result.status == 0
    assert quotation in result.document()["text"]
    assert line in result.err
    assert ("doesn't speak" in result.err) == bool(line)
