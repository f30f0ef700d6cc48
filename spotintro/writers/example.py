"""The worked example that a model is shown, in each language that the program speaks itself."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

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

EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "en": (
            "Hello out there, whoever is still up. This is Mara Lindqvist with Harbour Lights at Four, from the "
            "album Slow Ferries. Four minutes for you and your cup of tea."
        ),
        "de": (
            "Hallo an alle, die noch wach sind. Das ist Mara Lindqvist mit Harbour Lights at Four vom Album Slow "
            "Ferries. Vier Minuten für Sie und Ihre Tasse Tee."
        ),
        "fr": (
            "Bonsoir à celles et ceux qui veillent encore. Voici Mara Lindqvist avec Harbour Lights at Four, sur "
            "l'album Slow Ferries. Quatre minutes pour vous et votre tasse de thé."
        ),
        "es": (
            "Un saludo a quienes siguen despiertos. Suena Mara Lindqvist con Harbour Lights at Four, del álbum "
            "Slow Ferries. Cuatro minutos para usted y su taza de té."
        ),
        "it": (
            "Un saluto a chi è ancora sveglio. Ecco Mara Lindqvist con Harbour Lights at Four, dall'album Slow "
            "Ferries. Quattro minuti per voi e per la vostra tazza di tè."
        ),
        "pt": (
            "Um abraço a quem ainda está acordado. Aqui está Mara Lindqvist com Harbour Lights at Four, do álbum "
            "Slow Ferries. Quatro minutos para você e para a sua xícara de chá."
        ),
    }
)
"""By primary language tag. Of the facts some are left out, as a host does."""
