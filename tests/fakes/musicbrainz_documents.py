"""MusicBrainz's documents in their real form: the fields, their order apart, are those of its own answers.

`Library` holds them whole; what an answer has of them depends on `inc`, as it does there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tests.facts.ids import mbid

Document = dict[str, Any]


def area(name: str, *, code: str = "") -> Document:
    return {
        "id": mbid("area", name),
        "name": name,
        "sort-name": name,
        "disambiguation": "",
        "type": None,
        "type-id": None,
        **({"iso-3166-1-codes": [code]} if code else {}),
    }


def alias(name: str, *, locale: str | None = None, kind: str | None = "Artist name") -> Document:
    return {
        "name": name,
        "sort-name": name,
        "locale": locale,
        "primary": True if locale else None,
        "type": kind,
        "type-id": None,
        "begin": None,
        "end": None,
        "ended": False,
    }


def artist(
    name: str,
    *,
    key: str = "",
    kind: str | None = "Group",
    gender: str | None = None,
    place: str = "",
    country: str = "",
    began: str | None = None,
    ended: str | None = None,
    sort_name: str = "",
    aliases: Sequence[Document] = (),
    relations: Sequence[Document] = (),
    genres: Sequence[Document] = (),
    disambiguation: str = "",
) -> Document:
    """Make an artist; `key` tells namesakes apart."""
    begin_area = area(place) if place else None
    return {
        "id": mbid("artist", key or name),
        "name": name,
        "sort-name": sort_name or name,
        "type": kind,
        "type-id": None,
        "gender": gender,
        "gender-id": None,
        "disambiguation": disambiguation,
        "country": None,
        "area": area(country, code="XX") if country else None,
        "begin-area": begin_area,
        "begin_area": begin_area,
        "end-area": None,
        "end_area": None,
        "life-span": {"begin": began, "end": ended, "ended": ended is not None},
        "ipis": [],
        "isnis": [],
        "aliases": list(aliases),
        "relations": list(relations),
        "genres": list(genres),
    }


def stub(found: Document) -> Document:
    """Return an artist as it stands in others' documents."""
    names = ("id", "name", "sort-name", "disambiguation", "type", "type-id", "aliases")
    return {name: found[name] for name in names}


def credit(*artists: Document, join: str = " & ", named: Mapping[str, str] | None = None) -> list[Document]:
    """Make an artist credit; `named` says under which name an artist is credited."""
    return [
        {
            "name": (named or {}).get(each["name"], each["name"]),
            "joinphrase": "" if each is artists[-1] else join,
            "artist": stub(each),
        }
        for each in artists
    ]


def relation(kind: str, target_type: str, target: Document, *attributes: str, **more: object) -> Document:
    return {
        "type": kind,
        "type-id": None,
        "target-type": target_type,
        "direction": "backward",
        "attributes": list(attributes),
        "attribute-values": {},
        "attribute-ids": {},
        "source-credit": "",
        "target-credit": "",
        "begin": None,
        "end": None,
        "ended": False,
        target_type: target,
    } | more


def link(kind: str, resource: str) -> Document:
    return relation(kind, "url", {"id": mbid("url", resource), "resource": resource}, direction="forward")


def group(
    title: str,
    *,
    key: str = "",
    primary: str | None = "Album",
    secondary: Sequence[str] = (),
    day: str = "",
    relations: Sequence[Document] = (),
    genres: Sequence[Document] = (),
) -> Document:
    return {
        "id": mbid("release-group", key or title),
        "title": title,
        "disambiguation": "",
        "primary-type": primary,
        "primary-type-id": None,
        "secondary-types": list(secondary),
        "secondary-type-ids": [],
        "first-release-date": day,
        "relations": list(relations),
        "genres": list(genres),
    }


def release(
    found: Document,
    *,
    key: str = "",
    title: str = "",
    day: str = "",
    country: str = "",
    label: str | None = None,
    status: str = "Official",
) -> Document:
    """Make a release of a group; its country is an area's name."""
    return {
        "id": mbid("release", key or title or found["title"]),
        "title": title or found["title"],
        "status": status,
        "status-id": None,
        "date": day,
        "country": "XX" if country else None,
        "release-events": [{"date": day, "area": area(country, code="XX") if country else None}],
        "barcode": None,
        "disambiguation": "",
        "packaging": None,
        "quality": "normal",
        "release-group": found,
        "label-info": []
        if label is None
        else [
            {
                "catalog-number": None,
                "label": {"id": mbid("label", label), "name": label, "sort-name": label, "disambiguation": ""},
            }
        ],
    }


def work(title: str, *, key: str = "", relations: Sequence[Document] = ()) -> Document:
    return {
        "id": mbid("work", key or title),
        "title": title,
        "type": "Song",
        "type-id": None,
        "language": "eng",
        "languages": ["eng"],
        "disambiguation": "",
        "attributes": [],
        "iswcs": [],
        "relations": list(relations),
    }


def recording(
    title: str,
    credited: Sequence[Document],
    *,
    key: str = "",
    length_ms: int | None = None,
    day: str | None = None,
    disambiguation: str = "",
    video: bool = False,
    isrcs: Sequence[str] = (),
    releases: Sequence[Document] = (),
    relations: Sequence[Document] = (),
    aliases: Sequence[Document] = (),
) -> Document:
    return {
        "id": mbid("recording", key or title),
        "title": title,
        "length": length_ms,
        "video": video,
        "disambiguation": disambiguation,
        "artist-credit": list(credited),
        "first-release-date": day,
        "isrcs": list(isrcs),
        "aliases": list(aliases),
        "releases": list(releases),
        "relations": list(relations),
    }


_RELATIONS = {"artist-rels": "artist", "url-rels": "url", "work-rels": "work", "recording-rels": "recording"}
_RELATIONS |= {"place-rels": "place", "label-rels": "label"}
_ON_REQUEST = {"aliases": "aliases", "isrcs": "isrcs", "genres": "genres", "releases": "releases"}


def answered(found: Document, inc: Iterable[str]) -> Document:
    """Return as much of a document as `inc` asks for."""
    wanted = frozenset(inc)
    shown = {name: value for name, value in found.items() if name not in {*_ON_REQUEST.values(), "artist-credit"}}
    shown |= {name: found[name] for asked, name in _ON_REQUEST.items() if asked in wanted and name in found}
    if "artist-credits" in wanted and "artist-credit" in found:
        shown["artist-credit"] = [_credited(each, wanted) for each in found["artist-credit"]]
    if "release-groups" not in wanted and "releases" in shown:
        shown["releases"] = [
            {name: value for name, value in each.items() if name != "release-group"} for each in shown["releases"]
        ]
    kinds = {kind for asked, kind in _RELATIONS.items() if asked in wanted}
    if "relations" in found:
        shown["relations"] = [
            _related(each, wanted) for each in found["relations"] if each["target-type"] in kinds
        ]
        if not kinds:
            del shown["relations"]
    return shown


def _credited(found: Document, wanted: frozenset[str]) -> Document:
    return found | {"artist": _bare(found["artist"], wanted)}


def _bare(found: Document, wanted: frozenset[str]) -> Document:
    return found if "aliases" in wanted else {name: value for name, value in found.items() if name != "aliases"}


def _related(found: Document, wanted: frozenset[str]) -> Document:
    kind = found["target-type"]
    target = found[kind]
    if kind == "artist":
        return found | {kind: _bare(target, wanted)}
    if kind == "work" and "work-level-rels" in wanted:
        return found | {kind: answered(target, wanted - {"work-level-rels"})}
    if kind in {"work", "recording"}:
        deeper = wanted & {"aliases", "isrcs", "artist-credits"}
        shown = answered(target, deeper)
        shown.pop("relations", None)
        return found | {kind: shown}
    return found


class Library:
    """What a server knows."""

    def __init__(self) -> None:
        self.artists: dict[str, Document] = {}
        self.recordings: dict[str, Document] = {}
        self.works: dict[str, Document] = {}
        self.groups: dict[str, Document] = {}
        self.releases: dict[str, list[Document]] = {}
        """By the id of their group."""

    def add_artist(self, found: Document) -> Document:
        self.artists[found["id"]] = found
        return found

    def add_recording(self, found: Document) -> Document:
        """Add a recording with all that it leads to but its artists."""
        self.recordings[found["id"]] = found
        for each in found["releases"]:
            of_group = each["release-group"]
            self.groups[of_group["id"]] = of_group
            kept = self.releases.setdefault(of_group["id"], [])
            if each["id"] not in {other["id"] for other in kept}:
                kept.append(each)
        for each in found["relations"]:
            if each["target-type"] == "work":
                self.works[each["work"]["id"]] = each["work"]
        return found

    def search_recordings(self, query: str) -> list[Document]:
        """Find as the real search does: generously, by words, the better ones first."""
        title, name = _phrase("recording", query), _phrase("artist", query)
        length = re.search(r"dur:\[(\d+) TO (\d+)\]", query)
        found = []
        for each in self.recordings.values():
            names = " ".join(one["name"] + " " + one["artist"]["name"] for one in each["artist-credit"])
            score = 60 * _overlap(title, each["title"]) + 40 * _overlap(name, names)
            off = length and each["length"] and not int(length[1]) <= each["length"] <= int(length[2])
            if score > 30 and not off:
                shown = {key: value for key, value in each.items() if key != "relations"}
                found.append(shown | {"score": round(score), "video": each["video"] or None})
        return sorted(found, key=lambda each: -int(each["score"]))

    def search_artists(self, query: str) -> list[Document]:
        name = _phrase("artist", query)
        found = []
        for each in self.artists.values():
            names = [each["name"], *(one["name"] for one in each["aliases"])]
            score = max(_overlap(name, other) for other in names)
            if score:
                shown = {key: value for key, value in each.items() if key not in {"relations", "genres"}}
                found.append(shown | {"score": round(100 * score)})
        return found


def _phrase(field: str, query: str) -> str:
    found = re.search(rf'\b{field}:"([^"]*)"', query)
    return found[1] if found else ""


def _words(text: str) -> set[str]:
    bare = "".join(
        char for char in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(char)
    )
    return set(re.findall(r"\w+", bare)) or {text.strip()}


def _overlap(wanted: str, there: str) -> float:
    return len(_words(wanted) & _words(there)) / max(1, len(_words(wanted)))
