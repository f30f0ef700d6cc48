from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.music import Track
from spotintro.writers.base import WriterEmpty
from spotintro.writers.cleaning import word_count
from spotintro.writers.model_text import ModelText
from tests.fakes.writer import intro_request, said_in

REQUEST = intro_request(Track("1", "Glass Harbour", ("Ada Quell",)), max_words=20)


def run(
    text: str, *, strict: bool = False, size: int = 5, cut: bool = False, whole: bool = False
) -> tuple[list[str], ModelText]:
    model_text = ModelText(REQUEST, strict=strict, whole=whole)
    said: list[str] = []
    for start in range(0, len(text), size):
        said += said_in(model_text.feed(text[start : start + size]))
        if model_text.is_full or model_text.ended:
            break
    return said + said_in(model_text.finish(cut=cut)), model_text


def test_a_text_that_is_too_long_is_cut_at_a_sentence() -> None:
    said, model_text = run(
        "These are five more words. " * 3 + " ".join(f"Here is sentence {n}." for n in range(99))
    )
    assert model_text.is_full
    assert 20 < sum(map(word_count, said)) <= 26
    assert all(sentence.endswith(".") for sentence in said)
    model_text.check("host")


def test_a_sentence_that_is_said_again_is_not_said_again() -> None:
    said, model_text = run("This is the only sentence. " * 500)
    assert said == ["This is the only sentence."]
    assert model_text.is_full


def test_a_text_without_an_end_is_given_up() -> None:
    said, model_text = run("and on and " * 5000)
    assert said == []
    assert model_text.is_full
    with pytest.raises(WriterEmpty, match="did not come to an end"):
        model_text.check("host")


def test_a_first_sentence_longer_than_the_whole_is_given_up() -> None:
    said, model_text = run("and on and " * 20 + "over. And then some more of it.")
    assert said == []
    assert model_text.is_full


def test_thoughts_without_an_end_are_given_up() -> None:
    model_text = ModelText(REQUEST, strict=False)
    assert model_text.feed("<think>") == []
    for _ in range(300):
        model_text.feed("x" * 1000)
    assert model_text.is_full


def test_the_strict_mode_drops_what_the_facts_do_not_carry() -> None:
    text = (
        "Good evening, friends. Here is Glass Harbour by Ada Quell. It won a Grammy in 1971. Lean back and enjoy."
    )
    strict, _ = run(text, strict=True)
    loose, _ = run(text)
    assert [s for s in loose if s not in strict] == ["It won a Grammy in 1971."]


def test_a_text_of_which_only_a_greeting_is_left_is_none() -> None:
    said, model_text = run("Good evening. It won a Grammy in 1971.", strict=True)
    assert said == ["Good evening."]
    with pytest.raises(WriterEmpty, match="facts don't carry"):
        model_text.check("host")


G = ["Good evening, friends.", "Here is Glass Harbour by Ada Quell.", "Lean back and enjoy."]


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("size", [1, 5, 1000])
@pytest.mark.parametrize(
    "text",
    [
        f"Okay, let's craft something. Here's my attempt: {' '.join(G)} Want me to try another style?",
        "```\n" + " ".join(G) + "\n```",
        '```json\n{"intro": "' + " ".join(G) + '"}\n```',
        '{"title": "Glass Harbour and all of it", "text": "' + " ".join(G) + '"}',
        '{"track": {"title": "Echo", "artists": ["A"]}}\n' + " ".join(G),
        '{"sentences": ["' + '", "'.join(G) + '"]}',
        "1. " + "\n2. ".join(G),
        "- " + "\n- ".join(G),
        '"' + " ".join(G) + '"',
        "“" + " ".join(G) + "”",
        "**[Upbeat music]**\n\n*record scratch*\n\n" + " ".join(G) + "\n\n(Music fades in.)",
        "# Radio Intro\n\n" + " ".join(G),
        " ".join(G).replace("is Glass", "is\nGlass").replace("and enjoy", "and\nenjoy"),
        "".join(G),
        " ".join(G) + " [EOS]",
        f"Thinking Process:\n\n1. They want it short.\n\nFinal answer: {' '.join(G)}",
        f"Thinking...\nThey want it short.\n...done thinking.\n\n{' '.join(G)}",
        "I'm sorry, but I can't find any reviews of it. " + " ".join(G),
        "Wait, I need to avoid inventing facts. " + " ".join(G),
        "Let me start with a greeting. " + " ".join(G),
        "I need to mention the title. " + " ".join(G),
    ],
)
def test_packaging_goes_and_no_good_sentence_with_it(text: str, size: int, whole: bool) -> None:
    said, model_text = run(text, size=size, whole=whole)
    assert [sentence.removeprefix("Radio Intro ") for sentence in said if sentence != "Radio Intro"] == G
    model_text.check("host")


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("I'm sorry, but I can't write about this track.", False),
        ("I can't help with that.", False),
        ("As an AI language model, I have no taste in music.", False),
        ("Could you please provide more details about the track?", False),
        ("What kind of intro would you like?", False),
        ("Tut mir leid, dabei kann ich nicht helfen.", False),
        ("My knowledge cutoff prevents me from introducing Glass Harbour by Ada Quell.", False),
        ("It seems there is no song named Glass Harbour in my database.", False),
        ("There is not enough information to introduce Glass Harbour by Ada Quell.", False),
        ("Het spijt me, maar ik kan Glass Harbour niet introduceren.", False),
        ("Je ne peux pas écrire d'introduction pour Glass Harbour.", False),
        ("Here is a radio introduction for Glass Harbour by Ada Quell.", False),
        ("I'd be happy to introduce Glass Harbour by Ada Quell! What tone do you prefer?", False),
        ("Möchtest du, dass ich Glass Harbour lustiger ankündige?", False),
        ("¿Quieres que presente Glass Harbour de otra forma?", False),
        ("Good evening and welcome to the show. And now I", True),
        ("Here is {singer_of_it} for all of you tonight, good people.", False),
    ],
)
def test_what_is_no_intro_does_not_count(text: str, cut: bool) -> None:
    _, model_text = run(text, cut=cut)
    with pytest.raises(WriterEmpty):
        model_text.check("host")


def test_unmarked_thoughts_that_come_to_no_end_are_not_said() -> None:
    thoughts = "The facts name a title. I should use few words in each sentence, as the prompt says. "
    new = " ".join(f"Then comes point {number} of them." for number in range(60))
    for opening in ("Okay, so the user wants an intro. ", ""):
        assert run(opening + thoughts + new, cut=True, whole=True)[0] == []


def test_a_text_that_runs_on_is_left_though_it_is_taken_whole() -> None:
    text = "Good evening, friends. The prompt wants words. A sentence it must be, of more than nine words. "
    said, _ = run(text * 60, whole=True)
    assert said == ["Good evening, friends.", "A sentence it must be, of more than nine words."]


def test_a_text_that_is_taken_whole_and_left_in_the_middle_ends_with_a_whole_sentence() -> None:
    greeting = "Good evening and welcome to you all, my dear friends of the night. "
    for size in (5, 7, 11, 13):
        said, model_text = run("Here is Glass Harbour. " + greeting * 60, size=size, whole=True)
        assert all(sentence.endswith(".") for sentence in said)
        assert said[0] == "Here is Glass Harbour."
        model_text.check("host")


def test_a_whole_text_is_given_out_at_its_end() -> None:
    model_text = ModelText(REQUEST, strict=False, whole=True)
    assert model_text.feed(" ".join(G)) == []
    assert said_in(model_text.finish(cut=False)) == G


@pytest.mark.parametrize("text", ["", "   \n", "***", "🎵🎵", "[music]", "<think>hm</think>", "Sure!"])
def test_nothing_to_read_out_is_no_text(text: str) -> None:
    said, model_text = run(text)
    assert said == []
    with pytest.raises(WriterEmpty, match="nothing that could be read out"):
        model_text.check("host")


def test_at_the_length_limit_only_whole_sentences_count() -> None:
    text = "Good evening from Ada Quell. And this sentence is not"
    assert run(text, cut=True)[0] == ["Good evening from Ada Quell."]
    assert run(text, cut=False)[0] == ["Good evening from Ada Quell.", "And this sentence is not"]
    assert run("Good evening from Ada Quell.", cut=True)[0] == ["Good evening from Ada Quell."]


def test_a_turn_that_ended_is_over() -> None:
    said, model_text = run("Good evening from Ada Quell.<|im_end|>user: And now something else, please.")
    assert said == ["Good evening from Ada Quell."]
    assert model_text.ended


LINE = "Here comes Glass Harbour."
NAMELESS = "It is a quiet night here in the studio, friends. Lean back and enjoy what comes."


def named(text: str, *, size: int = 5, cut: bool = False, whole: bool = False) -> list[str]:
    model_text = ModelText(replace(REQUEST, naming_line=LINE), strict=False, whole=whole)
    said: list[str] = []
    for start in range(0, len(text), size):
        said += said_in(model_text.feed(text[start : start + size]))
    said += said_in(model_text.finish(cut=cut))
    model_text.check("host")
    return said


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize(
    ("text", "heard"),
    [
        (" ".join(G), G),
        (G[1], G[1:2]),
        ("Hello. Here comes that Ada Quell.", ["Hello. Here comes that Ada Quell."]),
        (NAMELESS, [LINE, *NAMELESS.split(" Lean")[:1], "Lean" + NAMELESS.split("Lean")[1]]),
        ("I'm sorry, I can't find a lot. Here is GLASS HARBOR, sorry: Glass Harbour!", None),
    ],
)
def test_each_text_names_the_track(text: str, heard: list[str] | None, whole: bool) -> None:
    said = named(text, whole=whole)
    assert said == heard or heard is None
    assert "Glass Harbour" in " ".join(said) or "Ada Quell" in " ".join(said)


def test_the_naming_line_goes_before_the_first_sound() -> None:
    model_text = ModelText(replace(REQUEST, naming_line=LINE), strict=False)
    first, *_ = NAMELESS.split(" Lean")
    assert said_in(model_text.feed(NAMELESS[: len(first) + 3])) == [LINE, first]


def test_a_greeting_goes_ahead_and_the_naming_line_after_it_only_where_it_is_missed() -> None:
    assert named("Good evening, friends. Here is Glass Harbour.") == [
        "Good evening, friends.",
        "Here is Glass Harbour.",
    ]
    assert named(f"Good evening, friends. {NAMELESS}")[:2] == ["Good evening, friends.", LINE]
    model_text = ModelText(replace(REQUEST, naming_line=LINE), strict=False)
    assert said_in(model_text.feed("Good evening, friends. I")) == ["Good evening, friends."]


def test_a_refusal_is_withheld_until_the_track_is_named() -> None:
    model_text = ModelText(replace(REQUEST, naming_line=LINE), strict=False)
    assert model_text.feed("I'm sorry, I can't help with that. There are many songs, friends. A") == []
    assert model_text.feed("nd music is a matter of taste for all of us. ") == []
    assert model_text.finish(cut=False) == []
    with pytest.raises(WriterEmpty, match="declined"):
        model_text.check("host")


@pytest.mark.slow
@given(st.text(max_size=400), st.booleans(), st.integers(1, 40), st.booleans())
def test_whatever_a_model_writes_the_output_is_clean_and_bounded(
    text: str, strict: bool, size: int, cut: bool
) -> None:
    said, _ = run(text, strict=strict, size=size, cut=cut)
    assert sum(map(word_count, said)) <= 26
    assert all(sentence == sentence.strip() != "" and sentence.isprintable() for sentence in said) or any(
        "\u200c" in sentence or "\u200d" in sentence for sentence in said
    )


GERMAN = "Guten Abend. Jetzt kommt ein sehr ruhiges Stück für alle, die noch wach sind. Hört gut zu."


@pytest.mark.parametrize("whole", [False, True])
def test_a_text_in_another_language_is_dropped_once_it_is_sure(whole: bool) -> None:
    said, model_text = run(GERMAN, whole=whole)
    assert said == ([] if whole else ["Guten Abend."])  # two words tell nothing yet
    with pytest.raises(WriterEmpty, match="wrote in German"):
        model_text.check("host")


def test_a_text_in_another_language_is_dropped_before_its_first_sentence_where_that_is_long() -> None:
    said, model_text = run(GERMAN.removeprefix("Guten Abend. "))
    assert said == []
    assert model_text.is_full
