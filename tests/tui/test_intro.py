"""The key `i` and everything that can come of it."""

from __future__ import annotations

import pytest
from textual import events

from spotintro.config import CreditSettings, Settings, VoiceSettings
from spotintro.credits.base import MoveUnderWay
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.host.events import Failed, Held, Notice, Quote, Sentence, Speaking, Stopped
from spotintro.music import Track, TrackKind
from spotintro.session import intros
from spotintro.writers.base import WriterUnreachable
from tests.fakes.tui_parts import FOLLOWING, INTRO, TRACK, VOICE, FakeParts, playing
from tests.tui.running import SENTENCES, running, user, whole_intro


async def test_balance_price_and_what_stands_in_for_the_ai_are_told_before_the_key(parts: FakeParts) -> None:
    async with running(parts) as here:
        assert "● 10 credits" in here.seen
        assert "i 2: text 1 + voice 1" in here.seen
        assert "m 3: more 2 + voice 1" in here.seen
        assert "demo announcer, no AI" in here.seen


async def test_outside_the_demo_nothing_is_said_of_it() -> None:
    async with running(FakeParts(playback=playing(), demo=False)) as here:
        assert "demo" not in here.bar


async def test_an_intro_brings_text_charges_and_balance(parts: FakeParts) -> None:
    async with running(parts) as here:
        run = await here.introduced()
        run.put(*whole_intro())
        run.end()
        await here.until(lambda: "8 credits" in here.bar and "reserved" not in here.bar)
        assert here.main.host_text.text == " ".join(SENTENCES)
        assert here.log == ["Clair de lune · text 1 + voice 1 · 8 left"]
        assert parts.the_host.asked == [(TRACK.id, True)]


async def test_the_text_grows_and_the_heard_sentence_is_marked_by_a_sign(parts: FakeParts) -> None:
    async with running(parts) as here:
        run = await here.introduced()
        run.put(Held(TRACK, Quote((INTRO, VOICE)), user(8, held=2)), Sentence(0, SENTENCES[0]))
        await here.until(lambda: SENTENCES[0] in here.seen)
        assert "8 credits · 2 reserved" in here.bar
        assert "▸" not in here.seen
        run.put(Sentence(1, SENTENCES[1]), Speaking(1))
        await here.until(lambda: f"▸ {SENTENCES[1]}" in here.seen)
        assert f"▸ {SENTENCES[0]}" not in here.seen


async def test_a_sentence_that_is_heard_before_it_is_there_is_marked_as_it_comes(parts: FakeParts) -> None:
    async with running(parts) as here:
        run = await here.introduced()
        run.put(Held(TRACK, Quote((INTRO, VOICE)), user(8, held=2)), Speaking(0))
        await here.until(lambda: "speaking" in here.seen)
        run.put(Sentence(0, SENTENCES[0]))
        await here.until(lambda: f"▸ {SENTENCES[0]}" in here.seen)
        assert "speaking" in here.seen
        run.put(Sentence(1, SENTENCES[1]))
        await here.until(lambda: SENTENCES[1] in here.seen)
        assert f"▸ {SENTENCES[1]}" not in here.seen


async def test_the_heard_sentence_is_kept_in_view() -> None:
    parts = FakeParts(playback=playing())
    async with running(parts, (40, 20)) as here:
        run = await here.introduced()
        run.put(*(Sentence(index, f"Sentence {index} " + "and so on " * 6) for index in range(8)), Speaking(7))
        await here.until(lambda: "▸ Sentence 7" in here.seen)


async def test_a_second_key_while_one_runs_charges_nothing(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.introduced()
        await here.press("i", "r")
        await here.until_logged("x stops")
        assert len(parts.the_host.runs) == 1


async def test_too_few_credits_tell_what_is_missing() -> None:
    parts = FakeParts(playback=playing(), available=1)
    async with running(parts) as here:
        run = await here.introduced()
        run.put(
            Failed(
                CreditErrorCode.INSUFFICIENT_CREDITS,
                "This needs 2 credits and you have 1 credit.",
                "",
                "",
                (),
                user(1),
            )
        )
        run.end()
        await here.until_logged("Clair de lune · too few credits · nothing was charged")
        assert "s get more" in here.bar
        await here.press("space")
        await here.until(lambda: parts.the_player.asked == ["pause"])


async def test_a_low_balance_is_told_by_sign_and_word_and_by_one_line_a_session() -> None:
    parts = FakeParts(settings=Settings(credits=CreditSettings(low_balance=3)), playback=playing(), available=5)
    async with running(parts) as here:
        assert "low" not in here.bar
        for before in (5, 3):
            run = await here.introduced()
            run.put(*whole_intro(before=before))
            run.end()
            await here.until(lambda: not here.app.session.intros.busy)
        await here.until(lambda: "▲ 1 credit · low" in here.bar)
        low = [number for number, line in enumerate(here.log) if line.startswith("Low:")]
        assert len(low) == 1
        assert here.log[low[0] - 1] == "Clair de lune · text 1 + voice 1 · 3 left"


async def test_an_empty_account_is_told_in_words() -> None:
    async with running(FakeParts(playback=playing(), available=0)) as here:
        assert "○ 0 credits · none left" in here.bar


async def test_a_failure_tells_that_nothing_was_charged(parts: FakeParts) -> None:
    async with running(parts) as here:
        run = await here.introduced()
        run.put(Failed("WRITER_UNREACHABLE", "The model is silent.", "Try again.", "", (), user(10)))
        run.end()
        await here.until_logged("The model is silent. Nothing was charged. Try again.")
        assert "✖ failed" in here.main.host_text.status
        assert "● 10 credits" in here.bar
        await here.introduced()


async def test_x_stops_and_tells_what_is_given_back(parts: FakeParts) -> None:
    async with running(parts) as here:
        run = await here.introduced()
        run.stop_ending = Stopped("", (), (INTRO, VOICE), user(10))
        run.put(Held(TRACK, Quote((INTRO, VOICE)), user(8, held=2)))
        await here.until(lambda: "reserved" in here.bar)
        await here.press("x")
        await here.until_logged("Clair de lune · stopped · 2 credits given back · 10 left")
        assert run.stopped
        assert "● 10 credits" in here.bar


async def test_x_with_nothing_to_stop_is_one_line(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.press("x")
        await here.until_logged("nothing to stop")


async def test_r_says_the_last_intro_again(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.introduced("r")
        assert parts.the_host.asked == [("replay", True)]


async def test_v_turns_the_voice_off_and_the_price_follows(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.press("v")
        await here.until(lambda: "voice 1" not in here.bar)
        assert "v voice off" in here.seen
        await here.introduced()
        assert parts.the_host.asked == [(TRACK.id, False)]


async def test_the_voice_starts_as_the_settings_say() -> None:
    settings = Settings(voice=VoiceSettings(enabled=False))
    async with running(FakeParts(settings=settings, playback=playing())) as here:
        assert "voice off" in here.seen


async def test_nothing_playing_is_one_line_and_nothing_is_asked() -> None:
    parts = FakeParts(playback=None)
    async with running(parts) as here:
        await here.press("i")
        await here.until_logged("Nothing is playing")
        assert parts.the_host.runs == []


async def test_a_key_before_the_first_reading_waits_for_it(parts: FakeParts) -> None:
    parts.the_player.may_open.clear()
    async with running(parts, ready=False) as here:
        await here.press("i", "i")
        await here.until_logged("Finding out what plays")
        assert parts.the_host.runs == []
        parts.the_player.may_open.set()
        await here.until(lambda: parts.the_host.asked == [(TRACK.id, True)])
        assert here.log == ["Finding out what plays…"]


async def test_what_waits_for_the_first_reading_can_be_stopped(parts: FakeParts) -> None:
    parts.the_player.may_open.clear()
    async with running(parts, ready=False) as here:
        await here.press("i")
        await here.until_logged("Finding out what plays")
        await here.press("x")
        await here.until_logged("Stopped before it began")
        parts.the_player.may_open.set()
        await here.until(lambda: "text" in here.bar, "the price")
        await here.pilot.pause()
        assert parts.the_host.runs == []


async def test_a_player_that_never_answers_is_one_line(parts: FakeParts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intros, "FIRST_READING_S", 0.01)
    parts.the_player.may_open.clear()
    async with running(parts, ready=False) as here:
        await here.press("i")
        await here.until_logged("has not answered yet")
        assert parts.the_host.runs == []


async def test_an_advert_is_not_introduced() -> None:
    parts = FakeParts(playback=playing(Track(id="ad", title="Buy", kind=TrackKind.AD)))
    async with running(parts) as here:
        await here.press("i")
        await here.until_logged("This is an advert; there is nothing to introduce. Nothing was charged.")
        assert parts.the_host.runs == []


DISCLOSURE = "Title, artists and album go to api.openai.com."


async def test_the_first_ai_intro_asks_and_sends_nothing_before_the_answer(parts: FakeParts) -> None:
    parts.the_host.disclosure = DISCLOSURE
    async with running(parts) as here:
        await here.press("i")
        await here.until(lambda: DISCLOSURE in here.seen)
        assert parts.the_host.runs == []
        await here.press("y")
        await here.until(lambda: len(parts.the_host.runs) == 1)
        assert parts.the_host.agreed is True
        await here.until(lambda: DISCLOSURE not in here.seen)
        assert parts.the_player.asked == []


async def test_no_takes_the_announcer_and_is_the_next_track_only_afterwards(parts: FakeParts) -> None:
    parts.the_host.disclosure = DISCLOSURE
    async with running(parts) as here:
        await here.press("i")
        await here.until(lambda: DISCLOSURE in here.seen)
        await here.press("n")
        await here.until(lambda: len(parts.the_host.runs) == 1)
        assert parts.the_host.agreed is False
        assert parts.the_player.asked == []
        await here.press("n")
        await here.until(lambda: parts.the_player.asked == ["next"])


async def test_x_takes_the_question_back(parts: FakeParts) -> None:
    parts.the_host.disclosure = DISCLOSURE
    async with running(parts) as here:
        await here.press("i")
        await here.until(lambda: DISCLOSURE in here.seen)
        await here.press("x")
        await here.until(lambda: DISCLOSURE not in here.seen)
        assert parts.the_host.agreed is None
        await here.press("y")
        await here.pilot.pause()
        assert parts.the_host.runs == []


async def test_quitting_during_an_intro_stops_it_and_closes_the_parts(parts: FakeParts) -> None:
    async with running(parts) as here:
        run = await here.introduced()
        run.put(*whole_intro()[:3])
        await here.until(lambda: SENTENCES[0] in here.seen)
        await here.press("q")
    assert run.stopped
    assert parts.closed


async def test_an_account_that_cannot_be_opened_leaves_the_music_keys() -> None:
    parts = FakeParts(playback=playing())
    parts.the_account.fail = CreditError(
        CreditErrorCode.SYSTEM_ERROR, "The store is locked.", "Close the other one."
    )
    async with running(parts) as here:
        await here.until_logged("The store is locked. Close the other one.")
        assert "▲ account unavailable" in here.bar
        await here.press("space")
        await here.until(lambda: parts.the_player.asked == ["pause"])
        parts.the_account.fail = None
        await here.introduced()
        assert "● 10 credits" in here.bar


async def test_a_host_that_cannot_be_made_is_one_line_and_tried_again() -> None:
    parts = FakeParts(playback=playing())
    parts.fail_host = WriterUnreachable("No writer.", "See the settings.")
    async with running(parts) as here:
        await here.until_logged("No writer. See the settings.")
        parts.fail_host = None
        await here.introduced()


async def test_a_fault_of_our_own_is_one_line_and_an_entry_of_the_log() -> None:
    parts = FakeParts(playback=playing())
    parts.fail_host = RuntimeError("secret-looking detail")
    async with running(parts) as here:
        await here.until_logged("Something unexpected went wrong while making the host ready.")
        assert "secret-looking detail" not in " ".join(here.log)
        await here.press("space")
        await here.until(lambda: parts.the_player.asked == ["pause"])


async def test_a_run_that_breaks_is_stopped_and_told(parts: FakeParts) -> None:
    async with running(parts) as here:
        run = await here.introduced()
        run.put(Sentence(0, "x"), RuntimeError("broken"))
        await here.until_logged("Something unexpected went wrong while introducing the track.")
        assert run.stopped
        await here.introduced()


async def test_what_was_put_back_after_a_crash_is_told(parts: FakeParts) -> None:
    parts.the_host.recovered = "Resumed the music."
    async with running(parts) as here:
        await here.until_logged("Resumed the music.")


async def test_credits_on_their_way_to_another_store_are_told(parts: FakeParts) -> None:
    parts.the_account.under_way = MoveUnderWay("1" * 32, 3, "2" * 32, "/b.sqlite3")
    async with running(parts) as here:
        await here.until_logged("3 credits are on their way to /b.sqlite3; run `spotintro credits move` again.")


async def test_the_glance_shows_the_balance_before_the_account_is_open(parts: FakeParts) -> None:
    parts.glanced = user(7)
    parts.hold_account()
    async with running(parts, ready=False) as here:
        await here.until(lambda: "7 credits" in here.bar)
        parts.release_account()
        await here.until(lambda: "10 credits" in here.bar)


async def test_a_notice_is_told_once_a_session(parts: FakeParts) -> None:
    async with running(parts) as here:
        for _ in range(2):
            run = await here.introduced()
            run.put(Notice("No sound here."), *whole_intro())
            run.end()
            await here.until(lambda: not here.app.session.intros.busy)
        assert here.log.count("No sound here.") == 1
        assert here.log[1:] == ["Clair de lune · text 1 + voice 1 · 8 left"]  # the same line twice is counted


async def test_the_note_of_the_demo_gives_way_before_a_price_does(parts: FakeParts) -> None:
    async with running(parts) as here:
        assert "demo announcer, no AI" in here.seen
        run = await here.introduced()
        run.put(*whole_intro()[:3])
        await here.until_seen("2 reserved")
        assert "m 3: more 2 + voice 1" in here.seen
        assert "demo announcer" not in here.seen


@pytest.mark.parametrize("sign", ["focus", "history"])
async def test_what_another_terminal_charged_is_seen_on_return(parts: FakeParts, sign: str) -> None:
    async with running(parts) as here:
        await here.until(lambda: "10 credits" in here.bar)
        parts.the_account.balance = user(8, used=2)
        if sign == "focus":
            here.app.post_message(events.AppFocus())
        else:
            await here.press("h")
        await here.until(lambda: "8 credits" in here.bar)


@pytest.mark.parametrize("size", [(40, 20), (100, 32)])
async def test_a_text_of_a_track_that_is_over_says_so_without_colour(
    parts: FakeParts, size: tuple[int, int]
) -> None:
    async with running(parts, size) as here:
        run = await here.introduced()
        run.put(*whole_intro()[:2])
        await here.until_seen("The host · on Clair")
        run.put(Stopped("", (), (), user(10)))
        run.end()
        await here.until_seen("■ stopped")
        parts.the_player.set(playing(FOLLOWING))
        await here.until_seen("was Clair")
        parts.the_player.set(playing())
        await here.until_seen("The host · on Clair")
