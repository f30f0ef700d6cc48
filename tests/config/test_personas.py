"""The file of a persona: what it may hold, and that every fault of it is one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.config.errors import ConfigError, PersonaUnknown
from spotintro.config.personas.persona import Care, Chattiness, Gender, Persona
from spotintro.config.personas.reading import (
    BUILT_IN,
    DEFAULT,
    MAX_OWN,
    TEMPLATE,
    built_in_text,
    examined,
    is_name,
    names,
    own_file,
    read_persona,
    stray_files,
)
from spotintro.config.settings import HostSettings

WHOLE = """\
title = "Harbour"
who = "a harbour master"
voice = "gmw/en+m3"
gender = "male"
rate_wpm = 140
language = "de-AT"
cares = ["origin", "hour"]
samples = ["Ahoy."]
words = { brief = 15, normal = 50, chatty = 200 }
[openings]
de = ["Ahoi."]
[closings]
de = []
"""


def faults_of(folder: Path, text: str | bytes) -> tuple[ConfigError, ...]:
    own_file(folder, "mine").write_bytes(text if isinstance(text, bytes) else text.encode())
    return examined(folder, "mine")[1]


@pytest.mark.parametrize("name", BUILT_IN)
def test_those_that_come_along_are_in_order_and_say_who_they_are(name: str, tmp_path: Path) -> None:
    persona = read_persona(tmp_path, name)
    assert persona.words.brief < persona.words.normal < persona.words.chatty
    assert len(persona.who) > 30
    assert is_name(name)


def test_the_default_is_one_of_them_and_the_template_names_every_setting() -> None:
    assert HostSettings().persona == DEFAULT
    for name in Persona.__struct_fields__:
        assert f"\n{name} = " in built_in_text(TEMPLATE) or f"\n[{name}]" in built_in_text(TEMPLATE)


def test_all_of_a_file_is_read(tmp_path: Path) -> None:
    assert faults_of(tmp_path, WHOLE) == ()
    persona = read_persona(tmp_path, "mine")
    assert (persona.title, persona.who, persona.voice) == ("Harbour", "a harbour master", "gmw/en+m3")
    assert (persona.gender, persona.rate_wpm, persona.language) == (Gender.MALE, 140, "de-AT")
    assert persona.cares == (Care.ORIGIN, Care.HOUR)
    assert [persona.words.of(each) for each in Chattiness] == [15, 50, 200]
    assert (persona.openings, persona.closings) == ({"de": ("Ahoi.",)}, {"de": ()})
    assert names(tmp_path) == (*BUILT_IN, "mine")


@pytest.mark.parametrize(
    ("line", "number", "says"),
    [
        ("rate_wpm = 79", 3, "from 80 to 400"),
        ("rate = 100", 3, "Did you mean “rate_wpm”?"),
        ('gender = "both"', 3, "“any”, “female”, “male”"),
        ('cares = ["wine"]', 3, "“origin”, “years”"),
        ('language = "a host"', 3, "a language tag"),
        ("words = { brief = 14 }", 3, "from 15 to 200"),
        ("words = { long = 14 }", 3, "there is no setting “long”"),
        ("samples = 3", 3, "write [ ] around"),
        ('samples = ["ab", "ab", "ab", "ab", "ab"]', 3, "4 values at the most"),
        ('samples = ["a", "ab"]', 3, "of 2 to 120 characters"),
        ('samples = ["<b>Hi</b>"]', 3, "without < >"),
        (f'samples = ["{"x" * 121}"]', 3, "of 2 to 120 characters"),
        ('openings = { en = ["{title}"] }', 3, "without < >"),
        ('openings = { en = "Hello." }', 3, "write [ ] around"),
        ('openings = ["Hello."]', 3, "write [openings]"),
        ('openings = { en = ["Hel\\u202elo."] }', 3, "control or invisible character"),
        ('samples = ["\\u001bred"]', 3, "control or invisible character"),
        ("samples = ,", 3, "not TOML"),
    ],
)
def test_a_fault_is_one_line_with_its_place_and_what_is_allowed(
    tmp_path: Path, line: str, number: int, says: str
) -> None:
    fault = faults_of(tmp_path, f'title = "x"\nwho = "x"\n{line}\n')[0]
    assert fault.line == number
    assert says in fault.message
    assert str(fault).startswith(f"{own_file(tmp_path, 'mine')}, line {number}: ")
    assert len(str(fault).splitlines()) == 1
    with pytest.raises(type(fault)):
        read_persona(tmp_path, "mine")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "“title” is missing."),
        (b'title = "x"\n', "“who” is missing."),
        (b'title = "x"\nwho = "\xff"\n', "not UTF-8"),
        (b"# " + b"x" * 64_001, "larger than 64 kB"),
        (f'title = "x"\nwho = "{"x" * 301}"\n'.encode(), "of 1 to 300 characters"),
    ],
)
def test_a_file_that_is_none_of_a_persona_is_one_line_too(tmp_path: Path, content: bytes, says: str) -> None:
    assert says in faults_of(tmp_path, content)[0].message


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode) | st.sampled_from(["[openings]\nen = [[1]]"]))
def test_no_file_ends_in_a_defect(tmp_path_factory: pytest.TempPathFactory, content: str | bytes) -> None:
    assert faults_of(tmp_path_factory.mktemp("personas"), content)


@pytest.mark.parametrize("name", ["mornin", "../config", "", "MORNING", "a" * 41, "x\x1b[31m", "mine.toml"])
def test_an_unknown_name_is_told_with_the_nearest(tmp_path: Path, name: str) -> None:
    (tmp_path / "config.toml").write_text(WHOLE)
    with pytest.raises(PersonaUnknown) as failure:
        read_persona(tmp_path / "personas", name)
    assert failure.value.code == "CONFIG"
    assert "\x1b" not in failure.value.message
    assert "morning" in failure.value.message
    assert failure.value.next_step


def test_files_that_no_name_reaches_are_told(tmp_path: Path) -> None:
    for stem in ("My Host", "plain", "fine"):
        own_file(tmp_path, stem).write_text(WHOLE)
    assert names(tmp_path) == (*BUILT_IN, "fine")
    strays = {fault.file.stem: fault.message for fault in stray_files(tmp_path) if fault.file is not None}
    assert "small letters" in strays["My Host"]
    assert "comes along" in strays["plain"]
    assert len(strays) == 2
    assert read_persona(tmp_path, "plain").title == "Plain"


def test_a_folder_full_of_files_is_not_all_read(tmp_path: Path) -> None:
    for number in range(MAX_OWN + 20):
        own_file(tmp_path, f"host-{number}").write_text("")
    assert len(names(tmp_path)) == len(BUILT_IN) + MAX_OWN
