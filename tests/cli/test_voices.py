"""`spotintro voices`, and what the other commands say of a voice that isn't there."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest

from tests.cli.commands import Commands

HIBARI = '[voice]\nprovider = "hibari"\n'


def heard_s(file: Path) -> tuple[float, int]:
    with wave.open(str(file)) as sound:
        assert any(sound.readframes(sound.getnframes()))
        return sound.getnframes() / sound.getframerate(), sound.getframerate()


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The natural voice is installed, and what it stands on can't be loaded."""
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "onnxruntime.py").write_text("raise ImportError('not for this processor')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "broken"))


@pytest.fixture
def absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "absent").mkdir()
    (tmp_path / "absent" / "hibari.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path / "absent")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "absent"))


@pytest.mark.parametrize(
    ("config", "provider", "voice", "why"),
    [
        ("", "hibari", "heart", "the natural voice is installed"),
        ('[writer]\nlanguage = "de"\n', "pyttsx3", "gmw/de", "English alone"),
        ('[writer]\nlanguage = "pl"\n', "hibari", "heart", "the language is English"),
        ('[writer]\nlanguage = "pl"\nprovider = "openai"\n', "pyttsx3", "zlw/pl", "English alone"),
        ('[voice]\nprovider = "pyttsx3"\n', "pyttsx3", "gmw/en", "voice.provider"),
        ('[voice]\nvoice = "GMW/en-us+f3"\n', "pyttsx3", "gmw/en-us", "voice.voice"),
        ('[voice]\nvoice = "gmw/xx"\n', "pyttsx3", None, "voice.voice"),
        ('[voice]\nprovider = "silent"\n', "silent", None, "voice.provider"),
    ],
)
def test_every_voice_is_listed_and_which_one_speaks_and_why(
    spotintro: Commands, config: str, provider: str, voice: str | None, why: str
) -> None:
    spotintro.config(config)
    document = spotintro("voices", "list", "--json").document()
    assert document["in_force"] == {"provider": provider, "voice": voice, "why": document["in_force"]["why"]}
    assert why in document["in_force"]["why"]
    listed = {(each["provider"], each["voice"]): each for each in document["voices"]}
    assert listed["hibari", "heart"]["language"] == "en-us"
    assert listed["pyttsx3", "gmw/de"]["language"] == "de"
    speaking = [(each["provider"], each["voice"]) for each in document["voices"] if each["in_force"]]
    assert speaking == ([] if voice is None else [(provider, voice)])
    assert not spotintro.data_dir.exists()


def test_the_same_in_words(spotintro: Commands) -> None:
    result = spotintro("voices", "list")
    assert result.out.startswith("In force: hibari (heart), since the natural voice is installed, ")
    assert "\n* hibari heart, en-us\n" in result.out
    assert "\n- pyttsx3 gmw/de, de\n" in result.out
    assert result.err == ""


@pytest.mark.usefixtures("absent")
def test_without_the_natural_voice_the_system_s_speaks(spotintro: Commands) -> None:
    result = spotintro("voices", "list")
    assert result.out.startswith("In force: pyttsx3 (gmw/en), since the natural voice isn't installed.\n")
    assert "hibari" not in result.out


def test_without_the_system_s_voices_the_others_are_listed(
    spotintro: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "espeakng_loader.py").write_text("raise ImportError('not there')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    result = spotintro("voices", "list")
    assert (result.status, result.out.count("\n")) == (0, 2)
    assert "needs eSpeak NG" in result.err


@pytest.mark.parametrize(
    ("words", "says", "rate_hz"),
    [
        ([], "hibari (heart): Good evening.", 24_000),
        (["heart"], "hibari (heart): Good evening.", 24_000),
        (["gmw/en"], "pyttsx3 (gmw/en): Good evening.", 22_050),
        (["roa/fr"], "pyttsx3 (roa/fr): Bonsoir.", 22_050),
        (["zle/uk"], "pyttsx3 (zle/uk): Good evening.", 22_050),
    ],
)
def test_a_voice_is_tried_free_of_charge(
    spotintro: Commands, tmp_path: Path, words: list[str], says: str, rate_hz: int
) -> None:
    file = tmp_path / "x.wav"
    result = spotintro("voices", "try", *words, "--out", str(file))
    assert (result.status, result.err) == (0, "")
    assert result.out.startswith(says)
    seconds, rate = heard_s(file)
    assert seconds > 1
    assert rate == rate_hz
    assert spotintro("credits", "--json").document()["available"] == 10


@pytest.mark.parametrize(
    ("config", "named", "says", "step"),
    [
        ('provider = "auto"', "nobody", "no voice 'nobody'", "voices list"),
        ('provider = "silent"', "", "silent", "voices list"),
        ("volume_percent = 0", "", "made no sound", "doctor"),
    ],
)
def test_a_voice_that_says_nothing_leaves_no_file(
    spotintro: Commands, config: str, named: str, says: str, step: str
) -> None:
    spotintro.config(f"[voice]\n{config}\n")
    file = spotintro.data_dir.parent / "x.wav"
    result = spotintro("voices", "try", named, "--out", str(file))
    assert result.status == 1
    assert says in result.err
    assert step in result.err
    assert not file.exists()


def test_without_a_sound_device_a_file_is_offered(spotintro: Commands) -> None:
    result = spotintro("voices", "try")
    assert (result.status, result.out) == (1, "")
    assert "--out FILE.wav" in result.err


@pytest.mark.usefixtures("broken")
def test_a_natural_voice_that_fails_to_load_is_told_and_the_system_s_speaks(
    spotintro: Commands, tmp_path: Path
) -> None:
    checks = {each["part"]: each for each in spotintro("doctor", "--json").document()["checks"]}
    assert checks["voice"]["status"] == "warn"
    assert (
        "can't be loaded (ImportError: not for this processor). pyttsx3 (gmw/en) speaks"
        in checks["voice"]["message"]
    )
    assert "hibari-tts" in checks["voice"]["next_step"]
    result = spotintro("voices", "try", "--out", str(tmp_path / "x.wav"))
    assert result.out.startswith("pyttsx3 (gmw/en): ")
    assert "hibari-tts" in result.err
    intro = spotintro("intro", "--player", "demo", "--out", str(tmp_path / "intro.wav"), "--json").document()
    assert (intro["spoken"], heard_s(tmp_path / "intro.wav")[1]) == (True, 22_050)


@pytest.mark.usefixtures("broken")
def test_one_that_was_named_and_fails_costs_nothing(spotintro: Commands, tmp_path: Path) -> None:
    spotintro.config(HIBARI)
    result = spotintro("intro", "--player", "demo", "--out", str(tmp_path / "x.wav"), "--json")
    assert (result.status, result.error()["code"]) == (1, "VOICE_UNAVAILABLE")
    assert spotintro("credits", "--json").document()["available"] == 10
    checks = {each["part"]: each for each in spotintro("doctor", "--json").document()["checks"]}
    assert checks["voice"]["status"] == "fail"


@pytest.mark.usefixtures("absent")
def test_one_that_was_named_and_is_not_installed_says_how_to_install_it(spotintro: Commands) -> None:
    spotintro.config(HIBARI)
    checked = spotintro("config", "check", "--json")
    assert checked.status == 2
    assert checked.document()["faults"] == [
        checked.document()["faults"][0] | {"line": 2},
    ]
    assert "spotintro[natural]" in checked.document()["faults"][0]["message"]
    result = spotintro("intro", "--player", "demo", "--speak", "--json")
    assert result.status == 1
    assert "spotintro[natural]" in result.error()["next_step"]


def test_the_natural_voice_is_in_order_where_it_is_installed(spotintro: Commands) -> None:
    spotintro.config(HIBARI)
    assert spotintro("config", "check").status == 0
    checks = {each["part"]: each for each in spotintro("doctor", "--json").document()["checks"]}
    assert checks["voice"]["status"] == "ok"
    assert checks["voice"]["message"].startswith("hibari (heart) made a sound")
    spotintro.config(f'{HIBARI}voice = "emma"\n')
    assert "Allowed: heart." in spotintro("config", "check").out


def test_an_intro_is_spoken_by_it(spotintro: Commands, tmp_path: Path) -> None:
    result = spotintro("intro", "--player", "demo", "--out", str(tmp_path / "intro.wav"), "--json").document()
    seconds, rate_hz = heard_s(tmp_path / "intro.wav")
    assert rate_hz == 24_000
    assert seconds == pytest.approx(result["speech_s"], abs=0.01)


def test_a_sentence_replaces_a_file_only_where_that_is_said(spotintro: Commands, tmp_path: Path) -> None:
    file = tmp_path / "kept.wav"
    file.write_bytes(b"somebody's own")
    refused = spotintro("voices", "try", "--out", str(file))
    assert (refused.status, refused.out) == (2, "")
    assert "--force replaces it" in refused.err
    assert file.read_bytes() == b"somebody's own"
    assert spotintro("voices", "try", "--out", str(file), "--force").status == 0
    assert heard_s(file)[0] > 1
