"""Wikipedia in all languages and Wikidata on loopback, as their documentation has them.

https://www.mediawiki.org/wiki/Extension:TextExtracts, https://www.wikidata.org/w/api.php?action=help&modules=wbgetentities
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.fakes.source_server import Reply, SourceServer

API = "/w/api.php"


@dataclass(frozen=True)
class Page:
    title: str
    extract: str
    item: str
    is_disambiguation: bool = False
    redirect: bool = False


@dataclass
class Encyclopedia:
    """The articles in each language, and what Wikidata knows of them."""

    pages: dict[tuple[str, str], Page] = field(default_factory=dict)
    """By language and title."""
    badges: dict[str, list[str]] = field(default_factory=dict)
    """By title."""

    def add(self, language: str, page: Page) -> None:
        self.pages[language, page.title] = page


class WikipediaServer(SourceServer):
    """Serves an encyclopedia; a language's is below its code, Wikidata below `wikidata`."""

    def __init__(self, encyclopedia: Encyclopedia, *, limit_s: float = 0.0) -> None:
        super().__init__(self._answer, limit_s=limit_s)
        self.encyclopedia = encyclopedia
        self.address = self.url + "/{language}"
        self.wikidata = self.url + "/wikidata"

    def _answer(self, path: str, query: Mapping[str, str]) -> Reply:
        place = path.removesuffix(API).strip("/")
        assert path.endswith(API), path
        assert (query["format"], query["formatversion"]) == ("json", "2")
        return Reply(self._entities(query) if place == "wikidata" else self._page(place, query))

    def _entities(self, query: Mapping[str, str]) -> object:
        assert (query["action"], query["props"]) == ("wbgetentities", "sitelinks")
        sites = query["sitefilter"].split("|")
        if "ids" in query:
            asked = query["ids"].split("|")
        else:
            language = query["sites"].removesuffix("wiki")
            page = self.encyclopedia.pages.get((language, query["titles"]))
            if page is None:
                missing = {"site": query["sites"], "title": query["titles"], "missing": True}
                return {"entities": {"-1": missing}, "success": 1}
            asked = [page.item]
        if not all(re.fullmatch(r"Q\d+", each) for each in asked):
            return {"error": {"code": "no-such-entity", "info": "Could not find an entity"}}
        return {"entities": {each: self._entity(each, sites) for each in asked}, "success": 1}

    def _entity(self, item: str, sites: list[str]) -> object:
        found = {
            f"{language}wiki": {
                "site": f"{language}wiki",
                "title": title,
                "badges": self.encyclopedia.badges.get(title, []),
            }
            for (language, title), page in self.encyclopedia.pages.items()
            if page.item == item and f"{language}wiki" in sites
        }
        known = any(page.item == item for page in self.encyclopedia.pages.values())
        return {"type": "item", "id": item, "sitelinks": found} if known else {"id": item, "missing": True}

    def _page(self, language: str, query: Mapping[str, str]) -> object:
        assert query["action"] == "query"
        assert {"explaintext", "exsectionformat"} <= query.keys()
        title = query["titles"]
        page = self.encyclopedia.pages.get((language, title))
        if page is None:
            return {"batchcomplete": True, "query": {"pages": [{"ns": 0, "title": title, "missing": True}]}}
        extract = page.extract.partition("\n\n\n==")[0] if "exintro" in query else page.extract
        return {
            "batchcomplete": True,
            "query": {
                "pages": [
                    {
                        "pageid": 1 + len(title),
                        "ns": 0,
                        "title": title,
                        "extract": "" if page.redirect else extract,
                        "contentmodel": "wikitext",
                        "pagelanguage": language,
                        "length": len(page.extract),
                        **({"redirect": True} if page.redirect else {}),
                        "pageprops": {
                            "wikibase_item": page.item,
                            **({"disambiguation": ""} if page.is_disambiguation else {}),
                        },
                    }
                ]
            },
        }
