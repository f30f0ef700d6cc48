"""What is judged to be another language, over sentences of nine languages and some of other scripts."""

from __future__ import annotations

import subprocess
import sys

import pytest

from spotintro.writers.announcements.languages import SPOKEN
from spotintro.writers.language_names import language_name
from spotintro.writers.text_language import MIN_WORDS, TextLanguage
from tests.writers.hosts_of_many_lands import SENTENCES

TEXTS = {
    language: [
        text
        for count in (1, 2, 3, 5)
        for first in range(len(lines) - count + 1)
        if len((text := " ".join(lines[first : first + count])).split()) >= MIN_WORDS
    ]
    for language, lines in ((tag, block.split("\n")[1:-1]) for tag, block in SENTENCES.items())
}
OTHER_SCRIPTS = {
    "ja": "こんばんは、夜更かしの皆さん。次にお届けするのは、とても静かな一曲です。どうぞお楽しみください。",
    "zh": "晚上好，各位夜猫子。接下来为大家带来一首非常安静的歌曲，请大家慢慢欣赏，把声音调大一点。",
    "ru": "Добрый вечер, друзья. Сейчас для вас прозвучит очень спокойная песня, садитесь поудобнее и слушайте.",
    "uk": "Добрий вечір, друзі. Зараз для вас пролунає дуже спокійна пісня, влаштовуйтеся зручніше і слухайте.",
    "ko": "안녕하세요, 밤을 지키는 여러분. 지금부터 아주 조용한 노래 한 곡을 들려 드리겠습니다. 들어 주세요.",
    "el": "Καλησπέρα σε όλους. Τώρα έρχεται ένα πολύ ήσυχο τραγούδι, καθίστε αναπαυτικά και ακούστε το μαζί μας.",
    "ar": "مساء الخير يا أصدقائي. الآن نستمع معا إلى أغنية هادئة جدا، فاجلسوا واستمتعوا بالموسيقى الجميلة.",
}
NAMES = ("Nuit blanche à Ålesund", "Amélie Sørensen")


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_in_the_language_asked_for_is_right(language: str) -> None:
    judge = TextLanguage(language, NAMES)
    assert len(TEXTS[language]) >= 140
    assert [text for text in TEXTS[language] if judge.is_other(text)] == []


@pytest.mark.parametrize("asked", [*SPOKEN, "nl", "sv", "pl"])
@pytest.mark.slow
def test_a_text_in_another_language_is_found(asked: str) -> None:
    judge = TextLanguage(asked, NAMES)
    for language, texts in TEXTS.items():
        if language == asked:
            continue
        found = [judge.is_other(text) for text in texts]
        assert set(found) - {None, language_name(language)} <= {"Afrikaans", "Slovak"}
        assert sum(name == language_name(language) for name in found) >= 0.96 * len(texts)


@pytest.mark.parametrize("asked", [*SPOKEN, *OTHER_SCRIPTS])
@pytest.mark.parametrize("language", OTHER_SCRIPTS)
def test_scripts_decide_first(asked: str, language: str) -> None:
    other = TextLanguage(asked, NAMES).is_other(OTHER_SCRIPTS[language])
    assert other == (None if asked == language else language_name(language))


@pytest.mark.parametrize("asked", OTHER_SCRIPTS)
def test_an_english_text_is_none_of_another_script(asked: str) -> None:
    assert TextLanguage(asked, NAMES).is_other(TEXTS["en"][0]) == "English"


@pytest.mark.parametrize(
    ("asked", "names", "text"),
    [
        ("en", ("Wenn ich nur einmal noch die Sonne sehen könnte",),
         "Here is “Wenn ich nur einmal noch die Sonne sehen könnte”, so listen to it."),
        ("en", ("Quand on n’a que l’amour à s’offrir en partage", "Jacques Brel"),
         "Quand on n’a que l’amour à s’offrir en partage, by Jacques Brel."),
        ("de", ("坂本龍一", "戦場のメリークリスマス、そして静かな夜の音楽"),
         "Jetzt kommt „戦場のメリークリスマス、そして静かな夜の音楽“ von 坂本龍一."),
        ("ja", ("Good evening to everyone who is still awake tonight",),
         "次は Good evening to everyone who is still awake tonight です。どうぞお聴きください。"),
    ],
)  # fmt: skip
def test_names_tell_nothing(asked: str, names: tuple[str, ...], text: str) -> None:
    assert TextLanguage(asked, names).is_other(text) is None


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("de", "Good evening, here is a song."),  # too short
        ("en", ""),
        ("en", "la la la la la la la la la la la"),
        ("en", "1999 2004 1807 12 13 14 15 16 17 18"),
        ("tlh", TEXTS["en"][0]),  # nothing is known of it
        ("no", TEXTS["sv"][100]),  # a close relative
        ("nb", TEXTS["sv"][100]),
        ("gl", TEXTS["es"][0]),
        ("pt-BR", TEXTS["pt"][100]),
        ("zh-Hant-TW", "晚上好，各位夜貓子。接下來為大家帶來一首非常安靜的歌曲，請大家慢慢欣賞，把聲音調大一點。"),
    ],
)
def test_the_undecided_counts_as_right(asked: str, text: str) -> None:
    assert TextLanguage(asked, ()).is_other(text) is None


@pytest.mark.slow
def test_what_judges_words_loads_with_the_first_text() -> None:
    code = (
        "import sys; from spotintro.writers.text_language import TextLanguage; judge = TextLanguage('en', ());"
        "assert 'gcld3' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_language_without_a_name_is_told_by_its_tag() -> None:
    assert language_name("tlh") == "“tlh”"
    assert language_name("PT_br") == "Portuguese"
