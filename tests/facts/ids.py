"""Ids of the documents that the fakes serve: in MusicBrainz's form, made from a kind and a name."""

from __future__ import annotations

import uuid


def mbid(kind: str, name: str) -> str:
    """Return the id of an entity; the same for the same kind and name."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"musicbrainz:{kind}:{name}"))


def item(name: str) -> str:
    """Return the id that Wikidata has for an article's subject."""
    return f"Q{uuid.uuid5(uuid.NAMESPACE_URL, f'wikidata:{name}').int % 100_000_000}"
