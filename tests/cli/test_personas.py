"""`spotintro personas`, `--persona`, and what the checks say of one's own files."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from spotintro.config.personas.reading import BUILT_IN, built_in_text
from tests.cli.commands import Commands

CLAIMS = 'title = "Claims"\nwho = "x"\n[openings]\nen = ["It won nine Grammys.", "Here we go."]\n'


def own(name: str, text: str) -> Path:
    folder = Path(os.environ["SPOTINTRO_CONFIG"]).parent / "personas"
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}.toml"
    file.write_text(text)
    return file


def test_every_persona_is_listed_and_which_one_is_set(spotintro: Commands) -> None:
    own("mine", 'title = "Mine"\nwho = "me"\n')
    own("bad", "title = 3\n")
    spotintro.config('[host]\npersona = "mine"\n')
    result = spotintro("personas", "list", "--json")
    document = result.document()
    assert document["in_force"] == "mine"
    assert [each["name"] for each in document["personas"]] == [*BUILT_IN, "bad", "mine"]
    bad, mine = document["personas"][-2:]
    assert (bad["ok"], mine["ok"], mine["title"], mine["rate_wpm"]) == (False, True, "Mine", 170)
    assert "bad.toml, line 1: " in result.err
    plain = spotintro("personas", "list")
    assert plain.status == 0
    assert "- morning: Morning host: " in plain.out
    assert "* mine: Mine: me\n" in plain.out
    assert "- bad: its file has faults\n" in plain.out


def test_one_is_shown_in_words_and_as_json(spotintro: Commands) -> None:
    shown = spotintro("personas", "show", "club")
    assert tomllib.loads(shown.out) | {} == tomllib.loads(shown.out)
    assert tomllib.loads(shown.out)["closings"] == tomllib.loads(built_in_text("club"))["closings"]
    document = spotintro("personas", "show", "club", "--json").document()
    assert (document["title"], document["words"]["normal"], document["problems"]) == ("Club", 26, [])
    assert document["file"] is None


def test_what_is_not_said_of_ones_own_is_told(spotintro: Commands) -> None:
    file = own("mine", CLAIMS)
    result = spotintro("personas", "show", "mine")
    assert result.status == 0
    assert f"{file}: openings.en: “It won nine Grammys.” is not said: It names “Grammys”" in result.err
    assert 'en = ["Here we go."]' in result.out


def test_new_writes_the_plain_one_once_and_says_where(spotintro: Commands) -> None:
    result = spotintro("personas", "new", "my-host")
    file = Path(os.environ["SPOTINTRO_CONFIG"]).parent / "personas" / "my-host.toml"
    assert (result.status, result.out) == (0, f"{file}\n")
    assert 'persona = "my-host"' in result.err
    assert file.read_text() == built_in_text("plain")
    file.write_text("changed")
    again = spotintro("personas", "new", "my-host")
    assert again.status == 2
    assert "is already there." in again.err
    assert file.read_text() == "changed"


@pytest.mark.parametrize(
    ("name", "says"), [("../evil", "small letters"), ("My Host", "small letters"), ("plain", "comes along")]
)
def test_a_name_that_no_file_may_have_is_refused(spotintro: Commands, name: str, says: str) -> None:
    result = spotintro("personas", "new", name)
    assert result.status == 2
    assert says in result.err


def test_an_intro_by_a_named_persona(spotintro: Commands) -> None:
    own("mine", 'title = "M"\nwho = "x"\n[openings]\nen = []\n[closings]\nen = ["That is all from me, then."]\n')
    spotintro.config('[host]\nchattiness = "brief"\n')
    for _ in range(3):
        result = spotintro("intro", "--player", "demo", "--no-speak", "--persona", "plain")
        assert result.status == 0
        assert 1 <= len(result.out.splitlines()) <= 2
    spotintro.config("")
    texts = [spotintro("intro", "--player", "demo", "--no-speak", "--persona", "mine").out for _ in range(4)]
    assert "That is all from me, then." in "".join(texts)


def test_the_persona_s_language_is_the_text_s(spotintro: Commands) -> None:
    own("mine", 'title = "M"\nwho = "x"\nlanguage = "de"\n')
    text = spotintro("intro", "--player", "demo", "--no-speak", "--persona", "mine").out
    assert "„" in text
    spotintro.config('[host]\npersona = "mine"\n')
    assert spotintro("voices", "list", "--json").document()["in_force"]["voice"] == "gmw/de"


@pytest.mark.parametrize(
    "command", [("intro", "--player", "demo", "--no-speak", "--persona"), ("personas", "show")]
)
def test_an_unknown_persona_is_one_line_with_the_nearest_names(
    spotintro: Commands, command: tuple[str, ...]
) -> None:
    result = spotintro(*command, "mornin")
    assert result.status == 2
    assert result.err.startswith("There is no persona “mornin”. Nearest: morning.\n")
    assert spotintro(*command, "mornin", "--json").error()["code"] == "CONFIG"


def test_where_no_name_is_near_there_is_every_one(spotintro: Commands) -> None:
    message = spotintro("personas", "show", "xyzzy", "--json").error()["message"]
    assert message == "There is no persona “xyzzy”. There are classical, club, late-night, morning, plain."


def test_the_checks_tell_of_the_settings_persona_and_of_ones_own_files(spotintro: Commands) -> None:
    spotintro.config('[host]\npersona = "clup"\n')
    own("mine", CLAIMS)
    bad = own("bad", 'title = "x"\nwho = "x"\nrate_wpm = 3\nfoo = 1\n')
    result = spotintro("config", "check", "--json")
    assert result.status == 2
    told = [(Path(each["file"]).name, each["line"]) for each in result.document()["faults"]]
    assert told == [("config.toml", 2), ("bad.toml", 3), ("bad.toml", 4), ("mine.toml", None)]
    assert "Nearest: club" in result.document()["faults"][0]["message"]
    plain = spotintro("config", "check")
    assert f"{bad}, line 3: rate_wpm: it has to be" in plain.out
    findings = spotintro("doctor", "--json").document()["checks"]
    assert ["no persona “clup”" in each["message"] for each in findings if each["part"] == "persona"] == [True]
    spotintro.config("")
    findings = spotintro("doctor", "--json").document()["checks"]
    persona = [(each["status"], each["message"]) for each in findings if each["part"] == "persona"]
    assert persona[0] == ("ok", "Late night (late-night), normal.")
    assert [status for status, _ in persona[1:]] == ["warn"] * 3


def test_an_old_config_is_told_what_to_write(spotintro: Commands) -> None:
    spotintro.config('[writer]\npersona = "a calm host"\nmax_words = 40\n')
    result = spotintro("config", "check")
    assert result.status == 2
    first, second = result.out.splitlines()
    assert "config.toml, line 2: writer.persona: " in first
    assert 'write persona = "mine" below [host].' in first
    assert 'Write below [host] chattiness = "brief", "normal" or "chatty".' in second
