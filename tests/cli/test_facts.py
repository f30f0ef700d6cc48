"""`facts`, `intro --facts` and `more` as a shell sees them."""

from __future__ import annotations

import pytest

from tests.cli.commands import Commands
from tests.fakes.openai_server import Answer, OpenAIServer

DEMO = ("--player", "demo")
SENT = ("artist", "title", "length", "ISRC", "musicbrainz.org", "wikipedia.org and wikidata.org")


def test_without_a_yes_it_says_how_and_asks_nobody(spotintro: Commands) -> None:
    for words in (("facts",), ("facts", "--json")):
        result = spotintro(*words)
        assert result.status == 1
        assert all(part in result.out + result.err for part in (*SENT, "spotintro facts --agree"))
    assert result.error()["code"] == "FACTS_NOT_AGREED"
    assert not (spotintro.data_dir / "answers.json").exists()


def test_the_answer_is_kept_told_and_taken_back(spotintro: Commands) -> None:
    agreed = spotintro("facts", "--agree")
    assert agreed.status == 0
    assert all(part in agreed.out for part in SENT)
    # Now it is the player that is missing.
    assert spotintro("facts", "--json").error()["code"] != "FACTS_NOT_AGREED"
    assert spotintro("facts", "--decline", "--json").document() == {"lookup": "declined"}
    assert spotintro("facts", "--json").error()["code"] == "FACTS_NOT_AGREED"
    assert spotintro("facts", "--agree", "--json").document() == {"lookup": "agreed"}
    assert "Your answers about what may be sent are forgotten" in spotintro("logout").err
    assert spotintro("facts", "--json").error()["code"] == "FACTS_NOT_AGREED"


@pytest.mark.parametrize("option", ["--agree", "--decline"])
def test_an_answer_that_cannot_be_kept_is_none(spotintro: Commands, option: str) -> None:
    (spotintro.data_dir / "answers.json").mkdir(parents=True)
    result = spotintro("facts", option, "--json")
    assert result.status == 1
    assert result.error()["code"] == "ANSWER_NOT_KEPT"
    assert str(spotintro.data_dir) in result.error()["message"]
    assert spotintro("facts", "--json").error()["code"] == "FACTS_NOT_AGREED"


def test_the_settings_answer_for_good(spotintro: Commands) -> None:
    spotintro.config('[facts]\nlookup = "off"\n')
    assert spotintro("facts", "--json").error()["code"] == "FACTS_TURNED_OFF"
    assert spotintro("facts", "--agree", "--json").error()["code"] == "FACTS_TURNED_OFF"
    spotintro.config('[facts]\nlookup = "on"\n')
    assert spotintro("facts", "--json").error()["code"] not in {"FACTS_TURNED_OFF", "FACTS_NOT_AGREED"}
    assert spotintro("facts", "--decline", "--json").document() == {"lookup": "set on"}
    assert not (spotintro.data_dir / "answers.json").exists()


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ('lookup = "yes"', "one of “ask”, “on”, “off”"),
        ('musicbrainz_url = "http://musicbrainz.org"', "begins with “https://”"),
        ("noncommercial = 1", "true or false"),
    ],
)
def test_a_setting_that_is_none_is_named(spotintro: Commands, setting: str, sentence: str) -> None:
    spotintro.config(f"[facts]\n{setting}\n")
    result = spotintro("config", "check")
    assert result.status == 2
    assert sentence in result.out


def test_the_demo_has_facts_of_its_own_and_asks_nobody(spotintro: Commands) -> None:
    plain = spotintro("facts", *DEMO)
    assert plain.status == 0
    assert "- first released: 2018 (Demo)" in plain.out.splitlines()
    document = spotintro("facts", *DEMO, "--json").document()
    assert document["track"]["id"] == "demo:track:01"
    assert document["facts"][0] == {
        "about": "track",
        "subject": "Nuit blanche à Ålesund",
        "relation": "first_released",
        "text": "",
        "detail": "",
        "year": 2018,
        "until": None,
        "language": "",
        "source": {"name": "Demo", "title": "", "url": "", "licence": ""},
    }


def test_an_intro_names_the_facts_it_used(spotintro: Commands) -> None:
    document = spotintro("intro", *DEMO, "--no-speak", "--facts", "--json").document()
    assert isinstance(document["facts"], list)
    told = spotintro("intro", *DEMO, "--no-speak", "--facts").err
    assert "Used: " in told or "No looked-up fact was used." in told


def test_an_intro_with_facts_that_nobody_agreed_to_is_refused_before_anything_is_held(spotintro: Commands) -> None:
    spotintro.config('[facts]\nlookup = "off"\n')
    for words in (("more",), ("intro", "--facts")):
        assert spotintro(*words, "--no-speak", "--json").status != 0
    assert spotintro("credits", "--json").document()["available"] == 10


# Telling more: its row of what it costs


def test_more_from_the_announcer_is_free_and_tells_the_facts(spotintro: Commands) -> None:
    result = spotintro("more", *DEMO, "--no-speak", "--json")
    assert result.status == 0
    document = result.document()
    assert (document["writer"], document["charged"]) == ("announcer", {})
    assert "She learned to play the organ" in document["text"]
    assert {fact["source"]["name"] for fact in document["facts"]} == {"Demo"}
    plain = spotintro("more", *DEMO, "--no-speak")
    assert "Facts: Demo" in plain.err


def test_more_from_a_model_costs_2_and_its_voice_1(spotintro: Commands) -> None:
    text = "More of “Nuit blanche à Ålesund” by Amélie Sørensen. Lean back and let the night come in, friends."
    with OpenAIServer(Answer(text)) as server:
        spotintro.config(f'[writer]\nprovider = "openai"\n[writer.openai]\nbase_url = "{server.base_url}"\n')
        result = spotintro("more", *DEMO, "--no-speak", "--json")
        assert result.document()["charged"] == {"TELL_MORE": 2}
        assert result.document()["balance"]["available"] == 8
        assert result.err == "Charged: more 2 credits, 8 left\n"
        costs = spotintro("credits", "costs", "--json").document()
    assert (costs["TELL_MORE"], costs["SPEAK_TRACK_INTRO"]) == (2, 1)


def test_more_at_the_users_own_price(spotintro: Commands) -> None:
    with OpenAIServer() as server:
        spotintro.config(
            f'[writer]\nprovider = "openai"\n[writer.openai]\nbase_url = "{server.base_url}"\n'
            "[credits.costs]\nTELL_MORE = 11\n"
        )
        result = spotintro("more", *DEMO, "--no-speak", "--json")
        assert result.status == 3
        assert result.error()["code"] == "INSUFFICIENT_CREDITS"
        assert server.requests == []


OPENINGS = (
    "Here is {title} by {artist}.",
    "Now we hear {artist} with {title}.",
    "Listen to {title}, from {artist}.",
)
ADDED = (
    "It has sold nine million copies.",
    "Nobody in Norway hates that song.",
    "A famous film made this one known.",
)


def served(spotintro: Commands, server: OpenAIServer, *, strict: bool) -> None:
    spotintro.config(
        f'[writer]\nstrict = {str(strict).lower()}\n[writer.openai]\nbase_url = "{server.base_url}"\nmodel = "m"\n'
    )


@pytest.mark.parametrize("strict", [True, False])
def test_what_no_fact_carries_is_told_on_the_command_line_as_on_the_screen(
    spotintro: Commands, *, strict: bool
) -> None:
    answers = [Answer(f"{opening} [1] {added}") for opening, added in zip(OPENINGS, ADDED, strict=True)]
    with OpenAIServer(*answers) as server:
        served(spotintro, server, strict=strict)
        asked = ("intro", "--no-speak", *DEMO, "--writer", "openai")
        document = spotintro(*asked, "--json").document()
        plain, with_facts = spotintro(*asked), spotintro(*asked, "--facts")
    assert document["added"] == ([] if strict else [ADDED[0]])
    assert [each["text"] for each in document["left_out"]] == ([ADDED[0]] if strict else [])
    assert all(each["reason"] for each in document["left_out"])
    for said, added in ((plain, ADDED[1]), (with_facts, ADDED[2])):
        assert (added in said.out) is not strict
        assert (f"Added by the model, no fact carries it: {added}" in said.err) is not strict
    assert "Left out:" not in plain.err
    assert (f"Left out: {ADDED[2]} — " in with_facts.err) is strict
