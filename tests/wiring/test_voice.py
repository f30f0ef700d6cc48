"""Who speaks: by the settings, the language and what is installed."""

from __future__ import annotations

import pytest

from spotintro.config import VoiceProvider, VoiceSettings
from spotintro.voices.child_voice import ChildVoice
from spotintro.voices.preferred_voice import PreferredVoice
from spotintro.voices.silent_voice import SilentVoice
from spotintro.wiring.voice import choose_provider, faults_of, is_named, make_voice
from tests.fakes.writer import HOST

AUTO, HIBARI, PYTTSX3, SILENT = (VoiceProvider(name) for name in ("auto", "hibari", "pyttsx3", "silent"))
INSTALLED, ABSENT = ("heart",), ()


@pytest.mark.parametrize(
    ("provider", "voice", "language", "natural", "speaks"),
    [
        (AUTO, "", "en", INSTALLED, HIBARI),
        (AUTO, "", "en-GB", INSTALLED, HIBARI),
        (AUTO, "", "EN_us", INSTALLED, HIBARI),
        (AUTO, "", "en", ABSENT, PYTTSX3),
        (AUTO, "", "de", INSTALLED, PYTTSX3),
        (AUTO, "", "enm", INSTALLED, PYTTSX3),
        (AUTO, "", "", INSTALLED, PYTTSX3),
        (AUTO, "heart", "en", INSTALLED, HIBARI),
        (AUTO, "Heart", "de", INSTALLED, HIBARI),
        (AUTO, "heart", "en", ABSENT, PYTTSX3),
        (AUTO, "gmw/en", "en", INSTALLED, PYTTSX3),
        (AUTO, "emma", "en", INSTALLED, PYTTSX3),
        (HIBARI, "", "de", ABSENT, HIBARI),
        (PYTTSX3, "", "en", INSTALLED, PYTTSX3),
        (PYTTSX3, "heart", "en", INSTALLED, PYTTSX3),
        (SILENT, "heart", "en", INSTALLED, SILENT),
    ],
)
def test_who_speaks(
    provider: VoiceProvider, voice: str, language: str, natural: tuple[str, ...], speaks: VoiceProvider
) -> None:
    choice = choose_provider(VoiceSettings(provider=provider, voice=voice), language=language, natural=natural)
    assert choice.provider is speaks
    assert choice.why


def test_it_is_the_natural_voice_s_choice_unless_it_was_named() -> None:
    assert isinstance(make_voice(VoiceSettings(), language="en", persona=HOST), PreferredVoice)
    assert isinstance(make_voice(VoiceSettings(), language="de", persona=HOST), ChildVoice)
    assert isinstance(make_voice(VoiceSettings(provider=SILENT), language="en", persona=HOST), SilentVoice)
    for named in (VoiceSettings(provider=HIBARI), VoiceSettings(voice="heart"), VoiceSettings(voice="gmw/en")):
        voice = make_voice(named, language="en", persona=HOST)
        assert isinstance(voice, ChildVoice), "what was named has nothing behind it"
        assert is_named(named)
    assert not is_named(VoiceSettings())
    assert not is_named(VoiceSettings(provider=PYTTSX3))


@pytest.mark.parametrize(
    ("settings", "path"),
    [
        (VoiceSettings(provider=HIBARI), None),
        (VoiceSettings(provider=HIBARI, voice="HEART"), None),
        (VoiceSettings(provider=HIBARI, voice="emma"), ("voice", "voice")),
        (VoiceSettings(voice="emma"), None),
    ],
)
def test_a_natural_voice_that_is_not_there_is_a_fault(
    settings: VoiceSettings, path: tuple[str, ...] | None
) -> None:
    assert [found for found, _ in faults_of(settings)] == ([] if path is None else [path])
