"""What each language's host says for what music writes short: tables of words, no code.

Some note names are spelt so that eSpeak NG says them: a German "Cis" would come out as "Kis", a French "do" as the
English verb.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """How one language says it.

    Attributes:
        notes: Of "C", "C#" and "Cb" and so on; with accidentals where the language has own names for them.
        sharp, flat: Behind a note that `notes` doesn't name.
        minor, major: Behind a note.
        fractions: Of "½ ¼ ¾ ⅓ ⅔": alone, and behind a whole number.
        beats: What a time signature's lower number is called; the number itself where it is missing.
        beat_joint: Between the two numbers.
        movement: Of a piece, with `{}` for the ordinal number.
        abbreviations: Before a name with a capital; keys in lower case, without the full stop.
        z: The last letter of JAY-Z, as English has it.
    """

    conjunction: str
    featuring: str
    versus: str
    number: str
    opus: str
    part: str
    volume: str
    to: str
    movement: str
    notes: Mapping[str, str]
    sharp: str
    flat: str
    minor: str
    major: str
    fractions: Mapping[str, tuple[str, str]]
    beats: Mapping[int, str]
    beat_joint: str
    abbreviations: Mapping[str, str]
    z: str


_ENGLISH_TITLES = {"ms": "Miz", "mr": "Mister", "mrs": "Missus", "st": "Saint", "mt": "Mount"}
_LATIN_NOTES = {"C": "do", "D": "re", "E": "mi", "F": "fa", "G": "sol", "A": "la", "B": "si"}

READINGS = {
    "en": Reading(
        conjunction="and",
        featuring="featuring",
        versus="versus",
        number="number",
        opus="opus",
        part="part",
        volume="volume",
        to="to",
        movement="{} movement",
        notes={note: note for note in "CDEFGAB"},
        sharp=" sharp",
        flat=" flat",
        minor="minor",
        major="major",
        fractions={
            "½": ("half", "{} and a half"),
            "¼": ("a quarter", "{} and a quarter"),
            "¾": ("three quarters", "{} and three quarters"),
            "⅓": ("a third", "{} and a third"),
            "⅔": ("two thirds", "{} and two thirds"),
        },
        beats={},
        beat_joint=" ",
        abbreviations={
            **_ENGLISH_TITLES,
            "dr": "Doctor",
            "sgt": "Sergeant",
            "lt": "Lieutenant",
            "capt": "Captain",
            "gen": "General",
            "col": "Colonel",
            "prof": "Professor",
            "rev": "Reverend",
        },
        z="Zee",
    ),
    "de": Reading(
        conjunction="und",
        featuring="mit",
        versus="gegen",
        number="Nummer",
        opus="Opus",
        part="Teil",
        volume="Band",
        to="bis",
        movement="{}r Satz",
        notes={
            **{note: note for note in "CDEFGA"},
            "B": "H",
            "C#": "Zis",
            "D#": "Dis",
            "E#": "E-is",
            "F#": "Fis",
            "G#": "Gis",
            "A#": "A-is",
            "B#": "His",
            "Cb": "Zes",
            "Db": "Des",
            "Eb": "Es",
            "Fb": "Fes",
            "Gb": "Ges",
            "Ab": "As",
            "Bb": "B",
        },
        sharp="is",
        flat="es",
        minor="Moll",
        major="Dur",
        fractions={
            "½": ("ein halb", "{}einhalb"),
            "¼": ("ein Viertel", "{} ein Viertel"),
            "¾": ("drei Viertel", "{} drei Viertel"),
            "⅓": ("ein Drittel", "{} ein Drittel"),
            "⅔": ("zwei Drittel", "{} zwei Drittel"),
        },
        beats={2: "Halbe", 4: "Viertel", 8: "Achtel", 16: "Sechzehntel"},
        beat_joint=" ",
        abbreviations={
            **_ENGLISH_TITLES,
            "ms": "Miss",
            "st": "Sankt",
            "dr": "Doktor",
            "prof": "Professor",
            "hr": "Herr",
            "fr": "Frau",
            "sgt": "Sergeant",
            "lt": "Leutnant",
            "capt": "Captain",
        },
        z="Si",
    ),
    "fr": Reading(
        conjunction="et",
        featuring="avec",
        versus="contre",
        number="numéro",
        opus="opus",
        part="partie",
        volume="volume",
        to="à",
        movement="{} mouvement",
        notes={**_LATIN_NOTES, "C": "dô", "D": "ré"},
        sharp=" dièse",
        flat=" bémol",
        minor="mineur",
        major="majeur",
        fractions={
            "½": ("un demi", "{} et demi"),
            "¼": ("un quart", "{} et quart"),
            "¾": ("trois quarts", "{} trois quarts"),
            "⅓": ("un tiers", "{} et un tiers"),
            "⅔": ("deux tiers", "{} et deux tiers"),
        },
        beats={},
        beat_joint=" ",
        abbreviations={
            **_ENGLISH_TITLES,
            "ms": "Miss",
            "dr": "Docteur",
            "pr": "Professeur",
            "m": "Monsieur",
            "mme": "Madame",
            "mlle": "Mademoiselle",
            "ste": "Sainte",
            "sgt": "Sergent",
            "lt": "Lieutenant",
            "capt": "Capitaine",
        },
        z="Zi",
    ),
    "es": Reading(
        conjunction="y",
        featuring="con",
        versus="contra",
        number="número",
        opus="opus",
        part="parte",
        volume="volumen",
        to="a",
        movement="{} movimiento",
        notes=_LATIN_NOTES,
        sharp=" sostenido",
        flat=" bemol",
        minor="menor",
        major="mayor",
        fractions={
            "½": ("medio", "{} y medio"),
            "¼": ("un cuarto", "{} y cuarto"),
            "¾": ("tres cuartos", "{} y tres cuartos"),
            "⅓": ("un tercio", "{} y un tercio"),
            "⅔": ("dos tercios", "{} y dos tercios"),
        },
        beats={},
        beat_joint=" por ",
        abbreviations={
            **_ENGLISH_TITLES,
            "ms": "Miss",
            "dr": "Doctor",
            "dra": "Doctora",
            "sr": "Señor",
            "sra": "Señora",
            "srta": "Señorita",
            "prof": "Profesor",
            "sgt": "Sargento",
            "sto": "Santo",
            "sta": "Santa",
        },
        z="Si",
    ),
    "it": Reading(
        conjunction="e",
        featuring="con",
        versus="contro",
        number="numero",
        opus="opera",
        part="parte",
        volume="volume",
        to="a",
        movement="{} movimento",
        notes=_LATIN_NOTES,
        sharp=" diesis",
        flat=" bemolle",
        minor="minore",
        major="maggiore",
        fractions={
            "½": ("mezzo", "{} e mezzo"),
            "¼": ("un quarto", "{} e un quarto"),
            "¾": ("tre quarti", "{} e tre quarti"),
            "⅓": ("un terzo", "{} e un terzo"),
            "⅔": ("due terzi", "{} e due terzi"),
        },
        beats={2: "mezzi", 4: "quarti", 8: "ottavi", 16: "sedicesimi"},
        beat_joint=" ",
        abbreviations={
            **_ENGLISH_TITLES,
            "ms": "Miss",
            "dr": "Dottor",
            "dott": "Dottor",
            "prof": "Professor",
            "sig": "Signor",
            "sgt": "Sergente",
            "s": "San",
        },
        z="Si",
    ),
    "pt": Reading(
        conjunction="e",
        featuring="com",
        versus="contra",
        number="número",
        opus="opus",
        part="parte",
        volume="volume",
        to="a",
        movement="{} movimento",
        notes={**_LATIN_NOTES, "C": "dó", "D": "ré", "F": "fá", "A": "lá"},
        sharp=" sustenido",
        flat=" bemol",
        minor="menor",
        major="maior",
        fractions={
            "½": ("meio", "{} e meio"),
            "¼": ("um quarto", "{} e um quarto"),
            "¾": ("três quartos", "{} e três quartos"),
            "⅓": ("um terço", "{} e um terço"),
            "⅔": ("dois terços", "{} e dois terços"),
        },
        beats={},
        beat_joint=" por ",
        abbreviations={
            **_ENGLISH_TITLES,
            "ms": "Miss",
            "dr": "Doutor",
            "dra": "Doutora",
            "sr": "Senhor",
            "sra": "Senhora",
            "prof": "Professor",
            "sgt": "Sargento",
            "sto": "Santo",
            "sta": "Santa",
        },
        z="Zi",
    ),
}

KINGS = frozenset({
    "albert", "alexander", "alfonso", "benedict", "benedikt", "benito", "carlos", "charles", "christian",
    "clement", "david", "edward", "felipe", "ferdinand", "fernando", "filippo", "franz", "frederick",
    "friedrich", "george",
    "georg", "giovanni", "gustav", "heinrich", "henri", "henrique", "henry", "enrico", "enrique", "harald", "ivan",
    "jacques", "jakob", "james", "john", "johannes", "joão", "josef", "joseph", "juan", "karl", "carlo", "leo",
    "leopold", "louis", "ludwig", "luigi", "luis", "luís", "napoleon", "napoleón", "napoléon", "olav", "otto",
    "paul", "pedro", "peter", "philip", "philipp", "philippe", "pius", "ramses", "richard", "rudolf", "stephen",
    "vittorio", "wilhelm", "william", "guillaume", "guillermo", "eduard", "eduardo", "édouard", "jean", "françois",
    "francisco", "francesco", "umberto", "manuel", "emanuele", "afonso",
})  # fmt: skip
QUEENS = frozenset({
    "anne", "beatrix", "catherine", "catarina", "caterina", "christina", "elisabeth", "elisabetta", "élisabeth",
    "elizabeth", "isabel", "isabella", "isabelle", "katharina", "katherine", "margaret", "margarethe", "margrethe",
    "maria", "mary", "marie", "maría", "viktoria", "victoria",
})  # fmt: skip
"""First names whose Roman numeral is an ordinal: "Henry the eighth", but "Rocky three"."""

PART_WORDS = frozenset({
    "part", "pt", "teil", "partie", "parte", "vol", "volume", "volumen", "band", "number", "no", "nummer",
    "numéro", "número", "numero", "opus", "opera", "act", "akt", "acte", "acto", "atto", "ato", "book",
    "buch", "chapter",
    "kapitel", "chapitre", "capítulo", "capitolo", "side", "disc", "symphony", "sonata", "concerto", "suite",
})  # fmt: skip
"""Words behind which a single I, V or X is a number."""
