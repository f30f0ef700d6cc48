"""Which articles are read, in which language, and what becomes of those that are none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from spotintro.facts.base import FactError, SourceBusy, SourceUnreadable
from spotintro.facts.musicbrainz import Links
from spotintro.facts.wikipedia import Wikipedia
from spotintro.knowledge import About, Fact, Relation, Source
from spotintro.music import Track
from tests.facts.asking import asking
from tests.fakes.source_server import Reply
from tests.fakes.wikipedia_server import Encyclopedia, Page, WikipediaServer

pytestmark = pytest.mark.slow

TRACK = Track(id="1", title="Song", artists=("Singer",), album="Album", duration_ms=1_000)
TEXT = "It is a song by a singer.\n\n\n== Background ==\nShe wrote it on a train.\n\n\n== Charts ==\nIt was first."


def at(item: str) -> tuple[str, ...]:
    return (f"https://www.wikidata.org/wiki/{item}",)


class _Links:
    """Knows these links of any track."""

    def __init__(self, links: Links) -> None:
        self._links = links

    async def links(self, track: Track, *, language: str) -> Links:
        return self._links


@pytest.fixture
def server() -> Iterator[WikipediaServer]:
    known = Encyclopedia()
    known.add("en", Page("Song (Singer song)", TEXT, "Q1"))
    known.add("de", Page("Lied", "Es ist das Lied einer Sängerin.", "Q1"))
    known.add("en", Page("Album", TEXT, "Q2"))
    known.add("en", Page("Singer & Co.", TEXT, "Q3"))
    known.add("no", Page("Sanger", "Hun er en sanger fra Norge.", "Q3"))
    with WikipediaServer(known) as server:
        yield server


async def found(
    server: WikipediaServer, folder: Path, links: Links, *, language: str = "en"
) -> list[tuple[About, str, str]]:
    facts = await facts_of(server, folder, links, language=language)
    return [(fact.about, fact.language, fact.text) for fact in facts]


async def facts_of(
    server: WikipediaServer, folder: Path, links: Links, *, language: str = "en"
) -> tuple[Fact, ...]:
    source = Wikipedia(
        asking(folder, "Wikipedia"), _Links(links), url=server.address, wikidata_url=server.wikidata
    )
    try:
        return await source.look_up(TRACK, language=language)
    finally:
        await source.close()


async def test_song_album_and_artist_each_with_its_article(server: WikipediaServer, tmp_path: Path) -> None:
    links = Links(at("Q1"), at("Q2"), (("Singer", at("Q3")),))
    told = ["It is a song by a singer.", "She wrote it on a train."]
    facts = await facts_of(server, tmp_path, links)
    assert [(fact.about, fact.subject, fact.text) for fact in facts] == [
        *((About.TRACK, "Song", text) for text in told),
        *((About.ALBUM, "Album", text) for text in told),
        (About.ARTIST, "Singer", told[0]),
    ]
    assert {fact.relation for fact in facts} == {Relation.TEXT}
    assert facts[0].source == Source(
        "Wikipedia", "https://en.wikipedia.org/wiki/Song_(Singer_song)", "CC BY-SA 4.0", "Song (Singer song)"
    )
    assert facts[-1].source.url == "https://en.wikipedia.org/wiki/Singer_%26_Co."
    assert len(server.received) == 4
    assert await facts_of(server, tmp_path, links) == facts
    assert len(server.received) == 4


ENGLISH = "It is a song by a singer."
GERMAN = "Es ist das Lied einer Sängerin."
NORWEGIAN = "Hun er en sanger fra Norge."


@pytest.mark.parametrize(
    ("language", "of_song", "of_singer"),
    [
        ("de", ("de", GERMAN), ("en", ENGLISH)),
        ("de-AT", ("de", GERMAN), ("en", ENGLISH)),
        ("nb", ("en", ENGLISH), ("no", NORWEGIAN)),
        ("x", ("en", ENGLISH), ("en", ENGLISH)),
    ],
)
async def test_the_users_language_else_english(
    language: str,
    of_song: tuple[str, str],
    of_singer: tuple[str, str],
    server: WikipediaServer,
    tmp_path: Path,
) -> None:
    links = Links(at("Q1"), (), (("Singer", at("Q3")),))
    told = await found(server, tmp_path, links, language=language)
    assert told[0] == (About.TRACK, *of_song)
    assert told[-1] == (About.ARTIST, *of_singer)


async def test_without_a_link_nothing_is_asked(server: WikipediaServer, tmp_path: Path) -> None:
    assert await found(server, tmp_path, Links()) == []
    assert server.received == []


@pytest.mark.parametrize(
    "page",
    [
        "https://www.wikidata.org/wiki/Q1",
        "http://www.wikidata.org/entity/Q1",
        "https://wikidata.org/wiki/Q1",
        "https://en.wikipedia.org/wiki/Song_(Singer_song)",
        "https://de.wikipedia.org/wiki/Lied",
    ],
)
async def test_links_of_each_form(page: str, server: WikipediaServer, tmp_path: Path) -> None:
    assert (await found(server, tmp_path, Links((page,))))[0] == (About.TRACK, "en", "It is a song by a singer.")


@pytest.mark.parametrize(
    "page",
    [
        "https://www.wikidata.org.evil.example/wiki/Q1",
        "https://evilwikidata.org/wiki/Q1",
        "https://www.wikidata.org/wiki/Q1|Q2",
        "https://www.wikidata.org/wiki/Property:P1",
        "https://wikipedia.org.evil.example/wiki/Song",
        "https://en.wikipedia.org/w/index.php?title=Song",
        "https://en.wikipedia.org/wiki/",
        "https://en.wikipedia.org/wiki/A|B",
        "https://[::1",
        "https://en.wikipedia.org/wiki/%ff",
        "",
        "Song",
    ],
)
async def test_a_link_that_is_none_asks_nobody(page: str, server: WikipediaServer, tmp_path: Path) -> None:
    assert await found(server, tmp_path, Links((page,))) == []
    assert server.received == []


@pytest.mark.parametrize(
    "page",
    [
        Page("Song (Singer song)", TEXT, "Q1", is_disambiguation=True),
        Page("Song (Singer song)", TEXT, "Q1", redirect=True),
        Page("Song (Singer song)", "", "Q1"),
    ],
)
async def test_a_page_that_is_no_article_is_nothing(page: Page, server: WikipediaServer, tmp_path: Path) -> None:
    server.encyclopedia.add("en", page)
    assert await found(server, tmp_path, Links(at("Q1"))) == []


async def test_what_is_missing_at_wikidata_or_there_is_nothing(server: WikipediaServer, tmp_path: Path) -> None:
    assert await found(server, tmp_path, Links(at("Q9"))) == []
    assert await found(server, tmp_path, Links(("https://en.wikipedia.org/wiki/Nowhere",))) == []
    server.next.extend([
        Reply({"entities": {"Q8": {"id": "Q8", "sitelinks": {"enwiki": {"site": "enwiki", "title": "Gone"}}}}}),
    ])  # fmt: skip
    assert await found(server, tmp_path, Links(at("Q8"))) == []


async def test_a_page_of_another_subject_is_nothing(server: WikipediaServer, tmp_path: Path) -> None:
    """The link is old, and the title has gone to somebody else since."""
    answer = server.answer

    def moved(path: str, query: object) -> Reply:
        reply = answer(path, query)  # type: ignore[arg-type]
        server.encyclopedia.add("en", Page("Song (Singer song)", TEXT, "Q77"))
        return reply

    server.answer = moved
    assert await found(server, tmp_path, Links(at("Q1"))) == []


async def test_a_link_to_a_part_of_another_article_is_none(server: WikipediaServer, tmp_path: Path) -> None:
    server.encyclopedia.badges["Song (Singer song)"] = ["Q70893996"]
    assert await found(server, tmp_path, Links(at("Q1"))) == []
    assert len(server.received) == 1


@pytest.mark.parametrize(
    ("code", "kind"), [("maxlag", SourceBusy), ("ratelimited", SourceBusy), ("badvalue", SourceUnreadable)]
)
async def test_an_error_in_an_answer_is_one_and_is_not_kept(
    code: str, kind: type[FactError], server: WikipediaServer, tmp_path: Path
) -> None:
    server.next.append(Reply({"error": {"code": code, "info": "x"}}))
    with pytest.raises(kind):
        await found(server, tmp_path, Links(at("Q1")))
    assert await found(server, tmp_path, Links(at("Q1")))


@pytest.mark.parametrize("document", [None, [], 1, {}, {"entities": []}, {"query": {"pages": {}}}, {"query": 1}])
async def test_documents_of_another_form_tell_nothing(
    document: object, server: WikipediaServer, tmp_path: Path
) -> None:
    server.next.append(Reply(document))
    assert await found(server, tmp_path / "a", Links(at("Q1"))) == []
    answer = server.answer
    server.answer = lambda path, query: answer(path, query) if "wikidata" in path else Reply(document)
    assert await found(server, tmp_path / "b", Links(at("Q1"))) == []
