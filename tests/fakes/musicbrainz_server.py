"""MusicBrainz's web service on loopback, in its real form: look-ups, searches, browsing, and its limit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.fakes.musicbrainz_documents import Document, Library, answered
from tests.fakes.source_server import NOT_FOUND, Reply, SourceServer

ROOT = "/ws/2/"


_RELATIONS = {f"{kind}-rels" for kind in ("artist", "label", "place", "recording", "release", "url", "work")}
_INC = {
    "isrc": {"artists", "releases", "isrcs", "artist-credits", "aliases", *_RELATIONS},
    "recording": {
        *("artists", "releases", "artist-credits", "isrcs", "aliases", "genres", "release-groups"),
        *("work-level-rels", *_RELATIONS),
    },
    "release-group": {"artists", "releases", "artist-credits", "aliases", "genres", *_RELATIONS},
    "artist": {"recordings", "releases", "release-groups", "works", "aliases", "genres", *_RELATIONS},
    "work": {"aliases", "genres", *_RELATIONS},
}
"""As in the definitions of its own server; anything else is a bad request there."""


def allowed(kind: str, inc: Sequence[str]) -> set[str]:
    """Return what may be asked for of a resource: credits, too, where something with credits is."""
    return _INC[kind] | ({"artist-credits"} if {"recording-rels", "releases"} & set(inc) else set())


class MusicBrainzServer(SourceServer):
    """Serves a library. `wrong` are recordings that every search finds first, as good as any."""

    def __init__(self, library: Library, *, limit_s: float = 0.0) -> None:
        super().__init__(self._answer, limit_s=limit_s)
        self.library = library
        self.wrong: list[Document] = []
        self.root = self.url + ROOT

    def _answer(self, path: str, query: Mapping[str, str]) -> Reply:
        assert path.startswith(ROOT), path
        assert query.get("fmt") == "json"
        kind, _, asked = path.removeprefix(ROOT).partition("/")
        if not asked:
            return self._searched(kind, query)
        inc = query.get("inc", "").split()
        if wrong := set(inc) - allowed(kind, inc):
            return Reply({"error": f"{wrong} is not a valid inc parameter for the {kind} resource."}, status=400)
        if kind == "isrc":
            found = [each for each in self.library.recordings.values() if asked in each["isrcs"]]
            if not found:
                return NOT_FOUND
            return Reply({"isrc": asked, "recordings": [answered(each, inc) for each in found]})
        there = {
            "artist": self.library.artists,
            "recording": self.library.recordings,
            "release-group": self.library.groups,
            "work": self.library.works,
        }[kind].get(asked)
        return NOT_FOUND if there is None else Reply(answered(there, inc))

    def _searched(self, kind: str, query: Mapping[str, str]) -> Reply:
        limit = int(query["limit"])
        if kind == "release":
            assert query["inc"] == "labels"
            found = self.library.releases.get(query["release-group"], [])
            shown = [{name: value for name, value in each.items() if name != "release-group"} for each in found]
            return Reply({"releases": shown[:limit], "release-count": len(found), "release-offset": 0})
        if kind == "artist":
            found = self.library.search_artists(query["query"])
        else:
            wrong = [{key: value for key, value in each.items() if key != "relations"} for each in self.wrong]
            found = [each | {"score": 100} for each in wrong] + self.library.search_recordings(query["query"])
        return Reply(
            {
                "created": "2026-11-28T15:00:00.000Z",
                "count": len(found),
                "offset": 0,
                f"{kind}s": found[:limit],
            }
        )
