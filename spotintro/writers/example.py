"""The worked example that a model is shown, in each language that the program speaks itself."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from spotintro.knowledge import About, Fact, Relation, Source
from spotintro.music import Track

EXAMPLE_TRACK = Track(
    id="example",
    title="Harbour Lights at Four",
    artists=("Mara Lindqvist",),
    album="Slow Ferries",
    year=1994,
    genres=("folk",),
    duration_ms=240_000,
)
"""A track that doesn't exist, so that its facts are mistaken for none."""
_NOWHERE = Source("", "", "")
EXAMPLE_FACTS = (
    Fact(Relation.PRODUCER, About.TRACK, "Harbour Lights at Four", _NOWHERE, text="Tomas Bergh"),
    Fact(Relation.BEGAN, About.ARTIST, "Mara Lindqvist", _NOWHERE, year=1961),
)

EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "en": (
            "Hello out there, whoever is still up. Now comes {title} by {artist}. [2] It was produced by {name7}. "
            "[7] Stay with me for this one."
        ),
        "de": (
            "Hallo an alle, die noch wach sind. Jetzt kommt {title} von {artist}. [2] Produziert wurde es von "
            "{name7}. [7] Bleibt einfach hier bei mir."
        ),
        "fr": (
            "Bonsoir à tous ceux qui sont encore debout. Voici {title} de {artist}. [2] La production est de "
            "{name7}. [7] Restez encore un peu avec nous."
        ),
        "es": (
            "Un saludo a quienes siguen despiertos. Ahora suena {title} de {artist}. [2] La producción es de "
            "{name7}. [7] Quédense un rato más conmigo."
        ),
        "it": (
            "Un saluto a chi è ancora sveglio. Adesso c'è {title} di {artist}. [2] La produzione è di {name7}. "
            "[7] Restate qui con noi ancora."
        ),
        "pt": (
            "Um abraço a quem ainda está acordado. Agora é {title} de {artist}. [2] A produção é de {name7}. "
            "[7] Fique mais um pouco comigo."
        ),
    }
)
"""By primary language tag. Of the facts some are left out, as a host does."""
