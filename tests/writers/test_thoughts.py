from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from spotintro.writers.thoughts import ThoughtFilter

TEXT = "Good evening, night owls."


def passed(raw: str, size: int) -> str:
    """What is left of a stream that comes in pieces of this size."""
    thoughts = ThoughtFilter()
    out: list[str] = []
    restarts = 0
    for start in range(0, len(raw) + 1, size):
        piece = raw[start : start + size]
        text = thoughts.feed(piece) if piece else ""
        if thoughts.restarts > restarts:
            out, restarts = [], thoughts.restarts
        out.append(text)
    rest = thoughts.flush()
    return "".join([rest] if thoughts.restarts > restarts else [*out, rest])


@pytest.mark.parametrize("size", [1, 3, 5, 1000])
@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("<think>Hm. What now?</think>Good evening.", "Good evening."),
        ("<THINK>a</think>Good <thinking>b</thinking>evening.", "Good evening."),
        ("<|channel|>Good <|x|>evening.", "Good evening."),
        ("<s>Good evening.[/INST]", "Good evening."),
        ("Good evening.<|im_end|>\nuser\nAnd now?", "Good evening."),
        ("Good evening.<end_of_turn> And now?", "Good evening."),
        ("Good <b>evening</b> [b] 3 < 4.", "Good <b>evening</b> [b] 3 < 4."),
        ("Good evening.<think>and it never ends", "Good evening."),
        ("Good evening <", "Good evening <"),
        ("Good evening (and what an evening), &lt; all.", "Good evening (and what an evening), &lt; all."),
        ("The end (end) of it.", "The end (end) of it."),
        ("Okay, the user wants it.\n</think>\nGood evening.", "\nGood evening."),
        ("One.</think>Two.</think>Good evening.", "Good evening."),
        ("<think>a<think>b</think>c</think>Good evening.", "Good evening."),
        ("<think>I should close <think> at some time.</think>Good evening.", "Good evening."),
        ("<think>a<|im_end|>Good evening.", ""),
        ("<think/>Good evening.", "Good evening."),
        ("</s>Good evening.", "Good evening."),
        ("<details open>Good evening.</details>", "<details open>Good evening.</details>"),
    ],
)
def test_thoughts_and_marks_are_no_part_of_the_text(raw: str, clean: str, size: int) -> None:
    assert passed(raw, size) == clean


@pytest.mark.parametrize("size", [1, 4, 1000])
@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<think>", "</think>"),
        ('<think lang="en">', "</think >"),
        ("<Thought>", "</Thought>"),
        ("<seed:think>", "</seed:think>"),
        ("<mm:think>", "</mm:think>"),
        ("<antThinking>", "</antThinking>"),
        ("<reasoning_scratchpad>", "</reasoning_scratchpad>"),
        ("<analysis>", "</analysis>"),
        ("[THINK]", "[/THINK]"),
        ("[reasoning]", "[/reasoning]"),
        ("◁think▷", "◁/think▷"),
        ("＜think＞", "＜/think＞"),
        ("&lt;think&gt;", "&lt;/think&gt;"),
        ("<think>", "<\\/think>"),
        ("<|think|>", "<|/think|>"),
        ("<|begin_of_thought|>", "<|end_of_thought|><|begin_of_solution|>"),
        ("<|START_THINKING|>", "<|END_THINKING|><|START_RESPONSE|>"),
        ("<unused94>thought\n", "<unused95>"),
        ('<details type="reasoning" done="true">', "</details>"),
        ("<|channel>thought\n", "<channel|>"),
        ("<|channel>\n", "<channel|>"),
        ("<|channel|>analysis<|message|>", "<|end|><|start|>assistant<|channel|>final<|message|>"),
        ("<|start|>assistant<|channel|>commentary to=x<|message|>", "<|call|><|channel|>final<|message|>"),
        ("<｜begin▁of▁thought｜>", "<｜end▁of▁thought｜>"),
    ],
)
def test_every_family_of_marks_sets_thoughts_apart(opening: str, closing: str, size: int) -> None:
    assert passed(f"{opening}They want an intro. Hm.{closing}{TEXT}", size).strip() == TEXT


@pytest.mark.parametrize("size", [1, 4, 1000])
@pytest.mark.parametrize(
    "mark",
    [
        "<|im_end|>", "</s>", "<eos>", "[EOS]", "(EOS)", "{eos}", "{{EOS}}", "[END]", "[end of text]",
        "<|endoftext|>",
        "<｜end▁of▁sentence｜>", "<end_of_turn>", "</end_of_turn>", "<|END_OF_TURN_TOKEN|>", "<|eot_id|>",
        "<|return|>",
        "(end of sentence)", "<|end|>",
    ],
)  # fmt: skip
def test_a_mark_of_the_end_is_the_end(mark: str, size: int) -> None:
    assert passed(f"{TEXT}{mark} And another one.", size).strip() == TEXT


@pytest.mark.parametrize(
    "opening", ["<|im_start|>assistant\n", "<start_of_turn>model\n", "<|start|>assistant<|message|>"]
)
@pytest.mark.parametrize("size", [1, 4, 1000])
def test_the_role_of_who_speaks_is_none_of_the_text(opening: str, size: int) -> None:
    assert passed(opening + TEXT, size) == TEXT


_PIECES = st.lists(
    st.sampled_from(
        ["<think>", "</think>", "<|", "|>", "<", ">", "[", "]", "[/think]", "(", ")", "&lt;", "&gt;", "◁", "▷",
         "/", "\n",
         "<|channel|>", "analysis", "final", "<|message|>", "<|end|>", "<|start|>", "assistant", "think",
         "EOS", "</s>",
         "<|channel>", "<channel|>", "<details type=reasoning>", "</details>", "Good evening. "]
    )
    | st.text(max_size=6),
    max_size=30,
).map("".join)  # fmt: skip


@example("<|channel|></details>final", 1)
@given(_PIECES, st.integers(1, 7))
def test_the_filter_does_not_care_how_the_stream_is_cut(raw: str, size: int) -> None:
    assert passed(raw, size) == passed(raw, len(raw) or 1)
