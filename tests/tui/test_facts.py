"""The question about facts, the page that shows them, and the key that tells more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from spotintro.config import Paths, Settings, VoiceProvider, VoiceSettings
from spotintro.credits.features import UserTransaction
from spotintro.facts.base import SourceUnreachable
from spotintro.host.events import Finished, Held, LeftOut, Quote, Sentence, Written
from spotintro.host.research import Answer
from spotintro.tui.app import SpotIntroApp
from spotintro.wiring.parts import Parts
from tests.fakes.facts import ARTICLE, RELEASED, WIKIPEDIA
from tests.fakes.tui_parts import FOLLOWING, MORE, TRACK, VOICE, FakeParts, playing
from tests.tui.running import Running, running, user, whole_intro

SIZES = [(100, 32), (40, 20)]


async def read_to_the_end(here: Running) -> str:
    """Return all that the page shows, page by page."""
    seen = [here.seen]
    for _ in range(12):
        await here.press("pagedown")
        seen.append(here.seen)
    await here.press("home")
    return " ".join(" ".join(seen).split())


@pytest.fixture
def asking() -> FakeParts:
    return FakeParts(playback=playing(), facts=None, demo=False)


@pytest.fixture
def known() -> FakeParts:
    return FakeParts(playback=playing(), facts=Answer.SET_ON)


async def facts_known(here: Running) -> None:
    await here.until(lambda: bool(here.parts.research.known(TRACK)), "the facts")


@pytest.mark.parametrize("size", [(100, 32), (80, 24), (40, 20), (36, 70)])
async def test_both_answers_stand_in_the_bar_once_each(asking: FakeParts, size: tuple[int, int]) -> None:
    async with running(asking, size) as here:
        await here.until_logged("Facts worth hearing?")
        await here.until_seen("y look up  N no look-ups")
        assert here.seen.count("no look-ups") == 1
        await here.press("N")
        await here.until(lambda: "look up  N" not in here.seen)


@pytest.mark.parametrize("size", SIZES)
async def test_the_question_is_a_line_with_its_keys_and_y_agrees(asking: FakeParts, size: tuple[int, int]) -> None:
    async with running(asking, size) as here:
        await here.until_logged("Facts worth hearing? A look-up sends artist, title")
        await here.until_logged("wikidata.org")
        await here.until(lambda: all(part in here.seen for part in ("y agrees, N", "declines.")), "the keys")
        assert asking.source.asked == []
        await here.press("y")
        await here.until_logged("Agreed: facts are looked up as soon as a track is known; f shows them.")
        await facts_known(here)
    assert asking.answers.given["wikipedia.org"] is True


async def test_while_it_is_not_answered_every_other_key_does_what_it_does(asking: FakeParts) -> None:
    async with running(asking) as here:
        await here.until_logged("Facts worth hearing?")
        await here.press("n")
        await here.asked(1)
        assert asking.the_player.asked == ["next"]
        await here.introduced()
    assert asking.source.asked == []


async def test_the_question_of_the_ai_writer_goes_before(asking: FakeParts) -> None:
    asking.the_host.disclosure = "Title and artists go to model.example."
    async with running(asking) as here:
        await here.until_logged("Facts worth hearing?")
        await here.press("i")
        await here.until_seen("model.example")
        await here.press("y")
        await here.until(lambda: asking.the_host.agreed is True)
        assert asking.answers.given == {}
        await here.press("y")
        await facts_known(here)


async def test_declined_the_keys_are_none_any_more_and_the_page_offers_it(asking: FakeParts) -> None:
    async with running(asking) as here:
        await here.until_logged("Facts worth hearing?")
        await here.press("N")
        await here.until_logged("Nothing is looked up; f changes that.")
        await here.press("y")
        await here.press("f")
        await here.until_seen("Facts are not looked up; y agrees to it.")
        assert "y look up" in here.seen
        assert "N no look-ups" not in here.seen
        assert asking.source.asked == []
        await here.press("y")
        await here.until_seen("Claude Debussy")
        assert "N no look-ups" in here.seen


@pytest.mark.parametrize("size", SIZES)
async def test_the_page_asks_where_nobody_has_answered(asking: FakeParts, size: tuple[int, int]) -> None:
    async with running(asking, size) as here:
        await here.press("f")
        await here.until_seen("? Facts are not looked up yet.")
        assert asking.research.question in await read_to_the_end(here)
        await here.press("y")
        await here.until_seen("The track: Clair de lune")


@pytest.mark.parametrize("size", SIZES)
async def test_the_page_shows_each_fact_with_its_source_and_licence(
    known: FakeParts, size: tuple[int, int]
) -> None:
    async with running(known, size) as here:
        await facts_known(here)
        await here.press("f")
        await here.until_seen("The track: Clair de lune")
        shown = await read_to_the_end(here)
        for part in (
            "first released",
            "1905 · MusicBrainz",
            "The artist: Claude Debussy",
            "comes from",
            "Saint-Germain-en-Laye,",
            "Clair de lune is the third movement",
            "Sources",
            "MusicBrainz (CC0)",
            "Wikipedia, “Clair de lune” (CC BY-SA",
            "wikipedia.org/wiki/",
        ):
            assert part in shown
        await here.press("f")
        await here.until(lambda: here.app.screen is here.main)


@pytest.mark.parametrize("size", SIZES)
async def test_the_page_shows_what_each_sentence_stood_on_and_what_was_left_out(
    known: FakeParts, size: tuple[int, int]
) -> None:
    async with running(known, size) as here:
        await facts_known(here)
        run = await here.introduced()
        run.put(
            Held(TRACK, Quote(()), user(10)),
            Sentence(0, "Good evening."),
            Sentence(1, "This is of 1905.", "It was first released in 1905.", RELEASED),
            LeftOut("It won a prize.", "No fact tells of a prize."),
            Sentence(2, "It is by Claude Debussy.", "It is by Claude Debussy."),
            Sentence(3, "Everybody loves it.", added=True),
        )
        run.end()
        await here.until(lambda: not here.app.session.intros.busy)
        await here.press("f")
        await here.until_seen("The track: Clair de lune")
        shown = await read_to_the_end(here)
        for part in (
            "The last intro: Clair de lune",
            "the host's own words",
            "from first released: 1905",
            "– It won a prize.",
            "left out: No fact tells of a prize.",
            "from what the player tells: It is",
            "added by the model: no fact carries",
        ):
            assert part in shown


async def test_the_page_follows_the_music(known: FakeParts) -> None:
    async with running(known) as here:
        await facts_known(here)
        await here.press("f")
        await here.until_seen("This is what is known.")
        known.source.facts = ()
        known.the_player.set(playing(replace(FOLLOWING, id="demo:9", title="Another"), following=None))
        await here.until_seen("Nothing more is known of this track.")
        known.the_player.set(None)
        await here.until_seen("Nothing is playing.")


async def test_what_can_not_be_asked_is_told_on_the_page(known: FakeParts) -> None:
    known.source.fail = SourceUnreachable("MusicBrainz can't be reached.")
    async with running(known) as here:
        await here.press("f")
        await here.until_seen("▲ MusicBrainz can't be reached.")


async def test_where_the_settings_forbid_it_the_page_says_so_and_offers_no_key(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.press("f")
        await here.until_seen("The settings forbid looking up facts (facts.lookup).")
        assert "look up" not in here.seen.splitlines()[-1]
        await here.press("y")
        await here.until_seen("The settings say whether facts are looked up (facts.lookup).")


async def test_a_text_that_stands_on_facts_names_their_sources(known: FakeParts) -> None:
    async with running(known) as here:
        run = await here.introduced()
        run.put(Held(TRACK, Quote(()), user(10)), Sentence(0, "One."), Sentence(1, "Two.", "Two.", RELEASED))
        run.put(Sentence(2, "Three.", "Three.", ARTICLE), Sentence(3, "Four.", added=True))
        await here.until_seen("Facts: MusicBrainz (CC0), Wikipedia (CC BY-SA 4.0) · f shows them")
        assert "Four. (added)" in here.seen
        run.put(Held(TRACK, Quote(()), user(10)), Sentence(0, "Again."))
        await here.until_seen("Again.")
        assert "Facts:" not in here.seen
        run.end()


@pytest.mark.parametrize("size", SIZES)
async def test_m_tells_more_with_its_price_before_and_its_charge_after(
    known: FakeParts, size: tuple[int, int]
) -> None:
    async with running(known, size) as here:
        await facts_known(here)
        assert "m 3" in here.seen
        run = await here.introduced("m")
        assert known.the_host.features == [UserTransaction.TELL_MORE]
        told = whole_intro(charges=(MORE, VOICE))
        run.put(*(replace(e, charged=MORE) if isinstance(e, Written) else e for e in told))
        run.end()
        await here.until_logged("Clair de lune · more 2 + voice 1 · 7 left")


async def test_m_without_facts_is_refused_free_with_the_next_step(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.press("m")
        await here.until_logged(
            "There are no facts about this track, its artist or its album, so there is nothing more to tell. "
            "Nothing was charged."
        )
        assert parts.the_host.features == []


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_in_the_demo_the_whole_circle_can_be_walked(tmp_path: Path, size: tuple[int, int]) -> None:
    settings = Settings(voice=VoiceSettings(provider=VoiceProvider.SILENT, rate_wpm=400, enabled=False))
    app = SpotIntroApp(Parts(settings, Paths(tmp_path / "config.toml", tmp_path), demo=True))
    async with app.run_test(size=size) as pilot:

        async def until_logged(part: str) -> None:
            for _ in range(500):
                if any(part in line for line in app.main.message_log.texts):
                    return
                await pilot.pause(0.02)
            raise AssertionError(app.main.message_log.texts)

        async def until_seen(part: str) -> None:
            for _ in range(500):
                strips = app.screen._compositor.render_strips()[: size[1]]
                if part in "\n".join("".join(segment.text for segment in strip) for strip in strips):
                    return
                await pilot.pause(0.02)
            raise AssertionError(f"{part!r} was never seen; {app.main.message_log.texts}")

        await until_seen("m 2: more")
        await pilot.press("f")
        await until_seen("first released")
        await pilot.press("escape", "m")
        await until_logged("more 2 · 8 left")
        assert "She learned to play the organ" in app.main.host_text.text
        assert not any("worth hearing" in line for line in app.main.message_log.texts)
        await pilot.press("f", "end")
        await until_seen("from She learned to play")


async def test_a_text_that_is_said_again_names_its_sources(known: FakeParts) -> None:
    async with running(known) as here:
        run = await here.introduced()
        run.put(Held(TRACK, Quote(()), user(10)), Sentence(0, "One."))
        run.put(
            Finished(
                "One.", "announcer", spoken=True, speech_s=1, charges=(), balance=user(10), sources=(WIKIPEDIA,)
            )
        )
        run.end()
        await here.until_seen("Facts: Wikipedia (CC BY-SA 4.0)")
        assert "shows them" not in here.seen


async def test_facts_are_offered_of_what_plays_or_was_said_last() -> None:
    parts = FakeParts(playback=None)
    async with running(parts) as here:
        await here.until_seen("nothing playing")
        await here.until(lambda: not here.main.key_bar.offers("facts"), "nothing to show")
        parts.the_player.set(playing())
        await here.until(lambda: here.main.key_bar.offers("facts"), "what plays")
        run = await here.introduced()
        run.put(*whole_intro())
        run.end()
        await here.until_logged("8 left")
        parts.the_player.set(None)
        await here.until_seen("nothing playing")
        assert here.main.key_bar.offers("facts")
