"""What a title carries besides its name: "- Remastered 2011", "(Deluxe Edition)", "[Live at …]".

Nobody says it, and nobody needs it to know the name. The forms are those of Spotify's own titles. A remix, a
featured artist and a film stay: they tell which music it is.
"""

from __future__ import annotations

import re

_SMALL_WORDS = r"(?:at|from|in|on|the|of|de|do|da|del|der|den|dem|le|la|los|au|à|en|em|im|aus|&)"
_PLACE = (
    rf"(?:(?:\s+|,\s+(?=\d)|\s*/\s*)(?:{_SMALL_WORDS}\s+)*"
    r"[^\W_a-z][^\s,.;:!?\"“”«»()\[\]]*)*"
)
_LIVE = (
    r"(?:live(?:-version)?|en (?:vivo|directo|concert|public|direct)|ao vivo|dal vivo)\b"
    r"(?:\s+(?:version|versión|versão))?"
)
_YEAR = r"(?:(?:19|20)\d\d)"
_KIND = (
    r"(?:digital(?:ly)?\s+)?(?:re-?master(?:ed)?|remasterizad[oa]|remastérisée?|rimasterizzato|neu gemastert)"
    rf"(?:\s+(?:in\s+)?{_YEAR})?(?:\s+(?:version|versión|versão|edition))?"
    r"|(?:(?:\d+\w{2}|super|\d+)\s+)?(?:deluxe|expanded|anniversary|special|collector[’']?s|limited|legacy|bonus"
    r"|standard|platinum|explicit|international|extended|complete)"
    r"(?:\s+(?:anniversary|deluxe|bonus|track|tracks|edition|version|mix|cut|super|expanded|remaster(?:ed)?))*"
    r"|(?:edition|édition|edición|edizione|edição|ausgabe)\s+(?:de\s+)?"
    r"(?:deluxe|luxe|lujo|especial|speciale|spéciale|limit\w+)"
    r"|(?:mono|stereo|single|album|radio|original|full|main|clean|lp|7[\"”]|12[\"”])"
    r"(?:\s+(?:single|album|radio|mono|stereo|version|mix|edit))+|mono|stereo|clean|bonus|remaster(?:ed)?"
    r"|version originale|versión original"
)
_EDITION = rf"(?:{_YEAR}\s+)?(?:{_KIND})(?:\s*[/,-]\s*(?:{_YEAR}\s+)?(?:{_KIND}))*(?:\s+{_YEAR})?"
_IN_BRACKETS = re.compile(rf"\s*[(\[](?:{_EDITION}|{_LIVE}[^()\[\]]{{0,80}})[)\]]", re.IGNORECASE)
# In a sentence, the place of a concert ends with the quotation or the capitals: "Hurt - Live at the BBC by …".
_AFTER_DASH = re.compile(
    rf"\s+[-–—]\s+(?=[^\Wa-z])(?:(?i:{_EDITION})|(?i:{_LIVE})(?:[^\"“”«».!?]{{0,80}}(?=[”»])|{_PLACE}))"
    r"(?=$|[\s\"“”«».,;:!?)\]])"
)
_LIVE_TO_THE_END = re.compile(rf"\s+[-–—]\s+(?=[^\Wa-z])(?i:{_LIVE}).*$")
_EXTRAS = re.compile(r"\s*[(\[](?:feat|ft|featuring|with|con|avec|mit)\b[^()\[\]]*[)\]]", re.IGNORECASE)


def without_editions(sentence: str) -> str:
    """Take the editions out of the titles in a sentence; a text that is nothing else stays."""
    bare = _AFTER_DASH.sub("", _IN_BRACKETS.sub("", sentence))
    return bare if any(char.isalnum() for char in bare) else sentence


def without_edition(title: str) -> str:
    """Take the edition out of a title; one that is nothing else stays."""
    bare = _LIVE_TO_THE_END.sub("", title)
    return without_editions(bare if any(char.isalnum() for char in bare) else title)


def without_guests(title: str) -> str:
    """Take "(feat. Somebody)" and its like out of a title."""
    bare = _EXTRAS.sub("", title)
    return bare if any(char.isalnum() for char in bare) else title
