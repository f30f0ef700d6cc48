"""The page without a script: what it shows of each state, and what its forms do."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from spotintro.credits import armour
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.host.events import Failed, Held, Quote, Sentence, Speaking
from spotintro.players.base import PlayerUnreachable
from spotintro.web.commands import CHANGED, NOT_PAIRED
from tests.fakes.tui_parts import INTRO, TRACK, VOICE, FakeParts, playing
from tests.tui.running import user, whole_intro
from tests.tui.test_vouchers import trust, voucher
from tests.web.serving import form_of, served

pytestmark = pytest.mark.slow

INTRODUCE = "Introduce · 2 credits"


@pytest.fixture
def parts(tmp_path: Path) -> FakeParts:
    return FakeParts(playback=playing(), data_dir=tmp_path)


async def test_it_shows_what_plays_the_balance_and_the_price(parts: FakeParts) -> None:
    async with served(parts) as here:
        page = (await (await here.paired()).ask("/")).body
        for part in ("Clair de lune", "Claude Debussy, Ana Ferreira", "Suite bergamasque · 1905", "of 5:04"):
            assert part in page
        for part in (
            "<strong>10 credits</strong>",
            "2 credits, when it is heard",
            INTRODUCE,
            "text 1 + voice 1",
            "Next: Für Elise",
            "Pause",
        ):
            assert part in page


async def test_where_nothing_plays_it_says_so(tmp_path: Path) -> None:
    async with served(FakeParts(playback=None, data_dir=tmp_path)) as here:
        page = (await (await here.paired()).ask("/")).body
        assert "Nothing plays" in page
        assert "Previous" not in page


async def test_where_it_cannot_be_read_it_says_why(parts: FakeParts) -> None:
    parts.the_player.fail_open = [PlayerUnreachable("There is no session bus.", "Start one.")] * 100
    async with served(parts) as here:
        page = (await (await here.paired()).ask("/")).body
        assert "What plays can&#39;t be read" in page
        assert "There is no session bus. Start one." in page
        assert "Nothing plays" not in page
        parts.the_player.fail_open.clear()
        here.session.set_watched(True)
        await here.until(lambda: here.session.standing.playback is not None)
        assert "Clair de lune" in (await (await here.paired()).ask("/")).body


async def test_an_intro_is_told_with_its_charge(parts: FakeParts) -> None:
    async with served(parts) as here:
        phone = await here.paired()
        answer = await phone.press(INTRODUCE)
        assert (answer.status, answer.headers["location"]) == (303, "/")
        await here.until(lambda: bool(parts.the_host.runs))
        story = whole_intro()
        parts.the_host.run.put(*story[:5])
        await here.until(lambda: here.session.standing.on_air.heard == 0)
        page = (await phone.ask("/")).body
        assert 'class="heard" aria-current="true">This is Clair de lune.' in page
        assert "1 reserved" in page or "2 reserved" in page
        # What there is to press now stands out: the button that ends it, and not the one that began it.
        assert '<button id="b-stop" class="main">' in page
        assert '<button id="b-perform-generate-track-intro" aria' in page
        parts.the_host.run.put(*story[5:])
        parts.the_host.run.end()
        await here.until(lambda: not here.session.intros.busy)
        page = (await phone.ask("/")).body
        assert "Clair de lune · text 1 + voice 1 · 8 left" in page
        assert "<strong>8 credits</strong>" in page
        assert '<button id="b-stop">' in page
        assert '<button id="b-perform-generate-track-intro" class="main"' in page


async def test_a_refused_intro_leads_to_support_and_can_be_retried(parts: FakeParts) -> None:
    async with served(parts) as here:
        phone = await here.paired()
        await phone.press(INTRODUCE)
        await here.until(lambda: bool(parts.the_host.runs))
        parts.the_host.run.put(Failed("INSUFFICIENT_CREDITS", "Too few credits.", "Ask.", "", (), user(1)))
        parts.the_host.run.end()
        await here.until(lambda: here.session.intros.refused is not None)
        page = await phone.ask("/")
        for part in (
            "Get more credits",
            "▲",
            ">Retry: introduce this track · 2 credits",
            "more than there is",
            "Running low.",
        ):
            assert part in page.body
        assert page.body.count("Clair de lune · too few credits") == 1
        # A page that was looked at before the voice was turned off shows a price that is no more.
        shown = form_of(page, "Retry")
        await here.session.toggle_voice()
        await phone.post("/do", shown)
        assert await phone.note() == CHANGED
        assert len(parts.the_host.runs) == 1
        await here.session.toggle_voice()
        await phone.press("Retry")
        await here.until(lambda: len(parts.the_host.runs) == 2)


@pytest.mark.parametrize(
    ("available", "sign", "words"), [(0, "○", "None left."), (2, "▲", "Running low."), (10, "●", "10 credits")]
)
async def test_each_balance_has_a_sign_and_words(tmp_path: Path, available: int, sign: str, words: str) -> None:
    async with served(FakeParts(playback=playing(), available=available, data_dir=tmp_path)) as here:
        page = (await (await here.paired()).ask("/")).body
        assert f'<span aria-hidden="true">{sign}</span>' in page
        assert words in page


async def test_an_account_that_fails_is_told_and_help_offered(parts: FakeParts) -> None:
    parts.the_account.fail = CreditError(CreditErrorCode.SYSTEM_ERROR, "The store is gone.", "Doctor.")
    async with served(parts) as here:
        await here.until(lambda: here.session.standing.account_fails)
        page = (await (await here.paired()).ask("/")).body
        assert "The account is unavailable" in page
        assert "Ask for help" in page


async def test_two_phones_that_press_at_once_have_one_intro(parts: FakeParts) -> None:
    async with served(parts) as here:
        first, second = await here.paired(), await here.paired()
        forms = [form_of(await phone.ask("/"), INTRODUCE) for phone in (first, second)]
        await first.post("/do", forms[0])
        await second.post("/do", forms[1])
        await here.until(lambda: bool(parts.the_host.runs))
        parts.the_host.run.put(*whole_intro())
        parts.the_host.run.end()
        await here.until(lambda: not here.session.intros.busy)
        # A page that was looked at before the first intro asks for nothing any more.
        late = await second.post("/do", forms[1])
        assert late.headers["location"] == "/#note"
        assert await second.note() == CHANGED
        assert len(parts.the_host.runs) == 1


async def test_a_price_that_has_changed_is_not_paid(parts: FakeParts) -> None:
    async with served(parts) as here:
        first, second = await here.paired(), await here.paired()
        await first.press("Voice")
        await here.until(lambda: not here.session.standing.speak)
        form = form_of(await first.ask("/"), "Introduce · 1 credit")
        await second.press("Voice")
        await here.until(lambda: here.session.standing.speak)
        await first.post("/do", form)
        assert await first.note() == CHANGED
        assert not parts.the_host.runs


@pytest.mark.parametrize(
    ("command", "asked"),
    [("next_track", "next"), ("previous_track", "previous"), ("louder", "volume 75"), ("play_pause", "pause")],
)
async def test_a_phone_that_is_not_paired_may_steer_the_music(parts: FakeParts, command: str, asked: str) -> None:
    async with served(parts) as here:
        await (await here.visitor()).do(command)
        await here.until(lambda: asked in parts.the_player.asked)


@pytest.mark.parametrize(
    "command",
    ["perform:GENERATE_TRACK_INTRO", "again", "retry", "introduce_next", "auto", "voice", "like", "answer"],
)
async def test_a_phone_that_is_not_paired_spends_and_changes_nothing(parts: FakeParts, command: str) -> None:
    async with served(parts) as here:
        phone = await here.visitor()
        await phone.do(command, terms="0-2", question="writer", agreed="yes")
        assert await phone.note() == NOT_PAIRED
        assert not parts.the_host.runs
        assert "Number on the computer" in (await phone.ask("/")).body


async def test_a_question_is_answered_on_the_phone(parts: FakeParts) -> None:
    parts.the_host.disclosure = "Sends title and artist to api.example."
    async with served(parts) as here:
        phone = await here.paired()
        await phone.press(INTRODUCE)
        await here.until(lambda: here.session.standing.consent is not None)
        assert "Sends title and artist to api.example." in (await phone.ask("/")).body
        await phone.press("Take the announcer")
        await here.until(lambda: bool(parts.the_host.runs))
        assert parts.the_host.agreed is False


async def test_support_has_the_request_the_links_and_takes_a_voucher(parts: FakeParts) -> None:
    parts.settings = replace_support(parts)
    async with served(parts) as here:
        phone = await here.paired()
        page = await phone.ask("/support")
        for part in ("Your request code", 'href="mailto:help@example.org?subject=', 'href="sms:?&amp;body='):
            assert part in page.body
        await phone.ask("/support")
        assert parts.the_account.support_contacts == 1
        await phone.post("/support/desk", form_of(page, "Ask the demo"))
        page = await phone.ask("/support")
        voucher = page.body.partition('name="voucher"')[2].partition(">")[2].partition("<")[0]
        await phone.post("/support/redeem", {"voucher": voucher})
        page = await phone.ask("/support")
        assert "10 credits added" in page.body
        await phone.post("/support/redeem", {"voucher": voucher})
        page = await phone.ask("/support")
        assert "This voucher was used before." in page.body
        assert voucher[:20] in page.body


def replace_support(parts: FakeParts):  # type: ignore[no-untyped-def]  # noqa: ANN201 - msgspec's own types
    import msgspec

    support = msgspec.structs.replace(parts.settings.support, email="help@example.org")
    return msgspec.structs.replace(parts.settings, support=support)


async def test_help_names_each_price(parts: FakeParts) -> None:
    async with served(parts) as here:
        page = (await (await here.paired()).ask("/help")).body
        assert INTRODUCE in page
        assert "spotintro serve --revoke" in page


async def test_what_another_face_does_is_on_the_page(parts: FakeParts) -> None:
    async with served(parts) as here:
        phone = await here.paired()
        here.session.toggle_voice()
        await here.until(lambda: not here.session.standing.speak)
        page = (await phone.ask("/")).body
        assert "Introduce · 1 credit" in page
        assert 'aria-pressed="false">Voice' in page
        assert "Voice off: the next intro is shown, not spoken." in page


async def test_a_line_that_names_a_key_names_the_page_s_button(tmp_path: Path) -> None:
    parts = FakeParts(playback=playing(), data_dir=tmp_path, facts=None)
    keys = {"retry": "R", "introduce": "i", "facts": "f"}
    async with served(parts, key_of=lambda command: keys.get(command, "")) as here:
        phone = await here.paired()
        await phone.press(INTRODUCE)
        await here.until(lambda: bool(parts.the_host.runs))
        parts.the_host.run.put(Failed("INSUFFICIENT_CREDITS", "Too few credits.", "Ask.", "", (), user(1)))
        parts.the_host.run.end()
        await here.until(lambda: here.session.intros.refused is not None)
        trust(parts)
        told, _ = await here.session.redeem(voucher())
        assert "R does it now" in told[-1].text
        assert "“Retry” does it now" in (await phone.ask("/")).body
        # What the page has no button for is told as the other face's key.
        here.session.answer_facts(agreed=True)
        await here.until(lambda: any("Agreed" in line.said.text for line in here.session.last_lines))
        assert "as a track is known; f on the computer shows them." in (await phone.ask("/")).body


HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>\u202eevil\x1b[31m'


async def test_text_from_outside_is_text(tmp_path: Path) -> None:
    track = replace(TRACK, title=HOSTILE, artists=(HOSTILE,), album=HOSTILE, art_url=f"cover:{HOSTILE}")
    parts = FakeParts(playback=playing(track, following=track), data_dir=tmp_path)
    async with served(parts) as here:
        phone = await here.paired()
        await phone.press(INTRODUCE)
        await here.until(lambda: bool(parts.the_host.runs))
        parts.the_host.run.put(
            Held(track, Quote((INTRO, VOICE)), user(8, held=2)), Sentence(0, HOSTILE), Speaking(0)
        )
        await here.until(lambda: here.session.standing.on_air.heard == 0)
        here.session.say(HOSTILE)
        await phone.post("/support/redeem", {"voucher": HOSTILE})
        for path in ("/", "/support", "/help", f"/support?package={HOSTILE[:2]}"):
            page = (await phone.ask(path.replace('"', "%22").replace(">", "%3E"))).body
            assert "<script>alert" not in page
            assert "<img src=x" not in page
            assert page.count("<script") == 1


async def test_a_text_is_searched_for_vouchers_beside_the_loop(
    parts: FakeParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []
    separate = armour.separate

    def noted(kind: armour.Kind, text: str) -> tuple[str, ...]:
        threads.append(threading.current_thread())
        return separate(kind, text)

    monkeypatch.setattr(armour, "separate", noted)
    async with served(parts) as here:
        await (await here.visitor()).post("/support/redeem", {"voucher": "VOUCHERS"})
    assert threads
    assert threading.main_thread() not in threads
