"""Wikipedia: the articles that MusicBrainz's links lead to, by way of Wikidata; never one of a guessed title."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol
from urllib.parse import quote, unquote, urlencode, urlsplit

from spotintro.facts.asking import Asking
from spotintro.facts.base import SourceBusy, SourceUnreadable
from spotintro.facts.documents import Fields, fields, items, text, texts
from spotintro.facts.musicbrainz import Links
from spotintro.facts.wikipedia_text import first_sections, lead
from spotintro.fetching.lane import Lane
from spotintro.knowledge import About, Fact, Relation, Source
from spotintro.music import Track

NAME: Final = "Wikipedia"
LICENCE: Final = "CC BY-SA 4.0"
URL: Final = "https://{language}.wikipedia.org"
WIKIDATA_URL: Final = "https://www.wikidata.org"
INTERVAL_S: Final = 1.1
_ITEM = re.compile(r"Q[1-9][0-9]{0,11}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_REDIRECTS: Final = frozenset({"Q70893996", "Q70894304"})
"""Badges of a link that leads to a part of another article: https://www.wikidata.org/wiki/Wikidata:Sitelinks_to_redirects."""
_OTHER_CODES: Final = {"nb": "no"}
_BUSY: Final = frozenset({"maxlag", "ratelimited", "readonly"})


class LinkSource(Protocol):
    """Whoever knows the pages of a track: MusicBrainz."""

    async def links(self, track: Track, *, language: str) -> Links: ...


@dataclass(frozen=True, slots=True)
class _Subject:
    about: About
    name: str
    pages: tuple[str, ...]


class Wikipedia:
    """Reads the article of a track's song, its album and its artists: its first sentences, each a fact.

    Args:
        asking: The way to the servers.
        links: Tells which pages are meant.
        url: Where the encyclopedia in a language is, with `{language}` in it.
        wikidata_url: Where Wikidata is.
    """

    name = NAME

    def __init__(
        self, asking: Asking, links: LinkSource, *, url: str = URL, wikidata_url: str = WIKIDATA_URL
    ) -> None:
        self._asking = asking
        self._links = links
        self._url = url.rstrip("/")
        self._wikidata_url = wikidata_url.rstrip("/")
        self._lane = Lane("wikipedia")

    async def look_up(self, track: Track, *, language: str) -> tuple[Fact, ...]:
        """Return the first sentences of the articles, in this language where there is one in it, else in English.

        Raises:
            FactError: it, or who knows the links, could not be asked.
        """
        links = await self._links.links(track, language=language)
        subjects = [
            _Subject(About.TRACK, track.title, links.track),
            _Subject(About.ALBUM, track.album or "", links.album),
            *(_Subject(About.ARTIST, name, pages) for name, pages in links.artists),
        ]
        wanted = [each for each in subjects if each.pages and each.name]
        if not wanted:
            return ()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._lane, self._read, wanted, _codes(language))

    async def close(self) -> None:
        """Begin no further request; one under way ends by itself, and nobody waits for it."""
        self._asking.close()
        self._lane.shutdown()

    # In the thread

    def _read(self, subjects: list[_Subject], codes: tuple[str, ...]) -> tuple[Fact, ...]:
        articles = self._articles(subjects, codes)
        found: list[Fact] = []
        for subject in subjects:
            for item in _items_of(subject.pages):
                if item in articles:
                    code, title = articles[item]
                    found += self._sentences(subject, item, code, title)
                    break
        return tuple(dict.fromkeys(found))

    def _articles(self, subjects: Iterable[_Subject], codes: tuple[str, ...]) -> dict[str, tuple[str, str]]:
        """Return by item or page the language and the title of its article, the first language that has one."""
        wanted = sorted({item for subject in subjects for item in _items_of(subject.pages)})
        numbers = [each for each in wanted if _ITEM.fullmatch(each)]
        found = self._sitelinks(codes, ids="|".join(numbers)) if numbers else {}
        for page in (each for each in wanted if each not in numbers):
            code, _, title = page.partition(":")
            for article in self._sitelinks(codes, sites=f"{code}wiki", titles=title).values():
                found[page] = article
        return found

    def _sitelinks(self, codes: tuple[str, ...], **which: str) -> dict[str, tuple[str, str]]:
        """Ask Wikidata for articles (https://www.wikidata.org/w/api.php?action=help&modules=wbgetentities)."""
        query = {
            "action": "wbgetentities",
            **which,
            "props": "sitelinks",
            "sitefilter": "|".join(f"{code}wiki" for code in codes),
            "format": "json",
            "formatversion": "2",
        }
        document = self._asking.get(f"{self._wikidata_url}/w/api.php?{urlencode(query)}", check=_check)
        found: dict[str, tuple[str, str]] = {}
        for asked, value in fields(fields(document).get("entities")).items():
            links = fields(fields(value).get("sitelinks"))
            for code in codes:
                link = fields(links.get(f"{code}wiki"))
                title = text(link.get("title"), limit=300)
                if title and not _REDIRECTS & set(texts(link.get("badges"), 20)):
                    found[text(asked)] = code, title
                    break
        return found

    def _sentences(self, subject: _Subject, item: str, code: str, title: str) -> Iterator[Fact]:
        page = self._page(code, title, intro=subject.about is About.ARTIST)
        properties = fields(page.get("pageprops"))
        if "missing" in page or "redirect" in page or "disambiguation" in properties:
            return
        if _ITEM.fullmatch(item) and text(properties.get("wikibase_item")) != item:
            return  # its title has gone to another subject since
        extract = page.get("extract")
        told = lead(extract, language=code)
        if subject.about is not About.ARTIST:
            told += first_sections(extract, language=code)
        source = Source(NAME, _address(code, title), LICENCE, title)
        for sentence in told:
            yield Fact(Relation.TEXT, subject.about, subject.name, source, text=sentence, language=code)

    def _page(self, code: str, title: str, *, intro: bool) -> Fields:
        """Ask for an article's text (https://www.mediawiki.org/wiki/Extension:TextExtracts)."""
        query = {
            "action": "query",
            "prop": "extracts|info|pageprops",
            "ppprop": "disambiguation|wikibase_item",
            "explaintext": "1",
            "exsectionformat": "wiki",
            "exlimit": "1",
            **({"exintro": "1"} if intro else {}),
            "titles": title,
            "format": "json",
            "formatversion": "2",
        }
        url = self._url.replace("{language}", code)
        document = self._asking.get(f"{url}/w/api.php?{urlencode(query)}", check=_check)
        pages = items(fields(fields(document).get("query")).get("pages"), 1)
        return pages[0] if pages else {"missing": True}


def _check(document: object) -> None:
    """Refuse an answer that tells of a failure (https://www.mediawiki.org/wiki/API:Errors_and_warnings).

    Raises:
        FactError: it does.
    """
    error = fields(fields(document).get("error"))
    code = text(error.get("code"), limit=60)
    if code in _BUSY:
        raise SourceBusy(f"{NAME} is too busy.")
    if error and code != "no-such-entity":
        raise SourceUnreadable(f"{NAME} refuses the question ({code or 'without a reason'}).")


def _codes(language: str) -> tuple[str, ...]:
    """Return the codes of the encyclopedias to look into: the language's own, then the English one."""
    primary = language.replace("_", "-").partition("-")[0].casefold()
    code = _OTHER_CODES.get(primary, primary)
    return tuple(dict.fromkeys((code, "en"))) if _LANGUAGE.fullmatch(code) else ("en",)


def _items_of(pages: Iterable[str]) -> list[str]:
    """Return what the pages are of: an item of Wikidata's, before an article as "en:Title"."""
    items_found: list[str] = []
    articles: list[str] = []
    for page in pages:
        try:
            parts = urlsplit(page)
            host, place = parts.hostname or "", unquote(parts.path, errors="strict")
        except ValueError:
            continue
        name = place.rpartition("/")[2] if host.endswith("wikidata.org") else place.removeprefix("/wiki/")
        code = host.removesuffix(".wikipedia.org")
        if host in {"www.wikidata.org", "wikidata.org"} and _ITEM.fullmatch(name):
            items_found.append(name)
        elif code != host and _LANGUAGE.fullmatch(code) and name and place != name and "|" not in name:
            articles.append(f"{code}:{name.replace('_', ' ')}")
    return items_found or articles


def _address(code: str, title: str) -> str:
    return f"https://{code}.wikipedia.org/wiki/{quote(title.replace(' ', '_'), safe=';@$!*(),/~:')}"
