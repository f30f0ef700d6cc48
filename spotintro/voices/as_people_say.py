"""What is written short, in the words that a host says: years, numerals, keys, catalogues, titles before names."""

from __future__ import annotations

import re

from spotintro.spelling.numerals import cardinal, ordinal, pairs, roman_value, year
from spotintro.voices.readings import KINGS, PART_WORDS, QUEENS, READINGS, Reading

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_YEAR_BEGINS = r"(?<![\w.,:/$€£¥#+-])((?:1[1-9]|2[01])\d\d)"
_YEAR = re.compile(_YEAR_BEGINS + r"(?!\w|[.,:/]\d|\s?(?:%|[$€£¥]))")
_YEARS = re.compile(_YEAR_BEGINS + r"\s?[-–]\s?((?:\d\d)?\d\d)(?!\d)")
_FIRST_PLAIN_YEAR, _AFTER_PLAIN_YEARS = 2000, 2010
_ORDINALS_UP_TO = {"en": 99, "de": 99, "fr": 1, "es": 10, "it": 99, "pt": 10}
"""How high a ruler's number is an ordinal: "Luis catorce", "Luigi quattordicesimo"."""
_LARGEST_NUMERAL = 39
_LEAST_ROMAN_YEAR = 1100
_A_WORD_BACK, _A_TITLE_BACK = 40, 120
"""How many characters before a numeral tell what it counts."""
_ROMAN = re.compile(r"(?<![\w.'’/-])([IVXLCDM]+)(?![\w'’/-]|\.\w|\s?\.\s?[IVXLCDM]\b)")
_LETTERS_IN_A_ROW = re.compile(r"(?<![\w.'’])(?:[xvlcdm]{2,}|[XVLCDM]{2,})(?![\w'’])")
_MOVEMENT = re.compile(rf"(?<=[:,–-]\s)([IVX]+)\.(?=\s+[“\"]?{_CAPITAL}|\s*$|\s*[”»\"])")
_CENTURY = {
    "fr": (re.compile(r"\b([IVX]+)(?:e|ème|è)\b"), re.compile(r"\b(I)(?:er|re)\b")),
    "it": (re.compile(r"\b([IVX]+)(?=\s+secolo\b)"),),
    "de": (re.compile(r"\b([IVX]+)\.(?=\s+Jahrhundert)"),),
}
_LETTER_AND_SIGN = re.compile(r"(?<![^\W_])([A-Z])\$([A-Z]+)(?![^\W_])")  # A$AP: the letter is said by its name
_SIGN_IN_NAME = (
    (re.compile(r"(?<=[^\W\d_])!(?=[^\W\d_])"), "i"),  # P!nk
    (re.compile(r"\$(?=[^\W\d_])|(?<=[^\W\d_])\$"), "s"),  # $uicideboy$, Ke$ha
)
_DOTS_IN_A_NAME = re.compile(r"(?<![\w.])(?:[^\W\d_]+\.)+[^\W\d_]+(?![\w.]*\w)")
_ADDRESS_ENDS = frozenset({"com", "org", "net", "fm", "de", "fr", "es", "it", "pt", "co", "tv", "io", "me"})
_INITIALS_WITH_SLASH = re.compile(r"(?<![\w/])([A-Z]{1,3})/([A-Z]{1,3})(?![\w/])")  # AC/DC
_N_BETWEEN = re.compile(r"\s['’ʼ]?[nN]['’ʼ]\s|\s['’ʼ][nN]\s")
_FRACTION = {"1/2": "½", "1/4": "¼", "3/4": "¾", "1/3": "⅓", "2/3": "⅔"}
_MIXED = re.compile(r"\b(\d+)\s?([½¼¾⅓⅔])|\b(\d+)\s(1/2|1/4|3/4|1/3|2/3)(?![\d/])|([½¼¾⅓⅔])")
_SIGNATURE = re.compile(r"(?<![\d/.,])(\d{1,2})/(\d{1,2})(?![\d/])")
_BEAT_UNITS = frozenset({2, 4, 8, 16})
_CATALOGUE = re.compile(r"(?<!\w)(?:(BWV|HWV|RV|TWV|KV|WoO|Wq|Hob|Hess|WAB)\.?|([KDSL])\.)\s?(\d+)(?![\d.]*\d)")
_KEY = re.compile(
    r"(?<![\w'’-])([A-G])(?:\s?(?P<sharp>[#♯])|(?P<flat>\s?♭|b)|[ -](?i:(?P<accidental>sharp|flat)))?"
    r"(?:[ -](?i:(?P<mode>minor|major|min\.|maj\.|moll|dur))(?!\w))?(?![\w#♯♭])"
)
_GERMAN_KEY = re.compile(r"(?<!\w)([Cc])(is|es)(?=-(?:Moll|Dur)\b)")


def as_people_say(text: str, language: str) -> str:
    """Write out what a host says in other words than stand there; as it is in a language without a table.

    Args:
        text: One line.
        language: The primary tag: "en", "de", "fr", "es", "it", "pt".
    """
    # English reads a lone A as the article, and a name of A, S, A and P as four letters.
    english = language == "en"
    text = _LETTER_AND_SIGN.sub(lambda found: f"{found[1]}{'-' if english else ''}s{found[2].lower()}", text)
    for pattern, letter in _SIGN_IN_NAME:
        text = pattern.sub(letter, text)
    joint = "-" if english else " "
    text = _INITIALS_WITH_SLASH.sub(lambda found: f"{joint.join(found[1])} {joint.join(found[2])}", text)
    text = _DOTS_IN_A_NAME.sub(_without_dots, text)
    reading = READINGS.get(language)
    if reading is None:
        return text
    text = _keys(text, reading, language)
    text = _abbreviations(text, reading, language)
    text = _romans(text, reading, language)
    text = _fractions(text, reading, language)
    text = _catalogues(text, language)
    text = _years(text, reading, language)
    return _joined_names(text, reading, language)


def _without_dots(found: re.Match[str]) -> str:
    parts = found.group().split(".")
    if all(len(part) == 1 for part in parts) or parts[-1].casefold() in _ADDRESS_ENDS or len(parts[0]) == 1:
        return found.group()
    return " ".join(parts)


def _keys(text: str, reading: Reading, language: str) -> str:
    def said(found: re.Match[str]) -> str:
        letter, mode = found[1], (found["mode"] or "").casefold().rstrip(".")
        accidental = (found["accidental"] or "").casefold()
        sharp = bool(found["sharp"]) or accidental == "sharp"
        flat = bool(found["flat"]) or accidental == "flat"
        if not (sharp or flat or mode) or (found["flat"] == "b" and not mode):
            return found.group()  # a letter alone, or "Ab" and "Eb", which may be names
        german = mode in {"moll", "dur"}
        if german and language == "de":
            return found.group()
        if letter == "A" and mode and not (sharp or flat) and not _is_key_of_a(found):
            return found.group()  # "A minor detail"
        name = reading.notes.get(letter + "#" * sharp + "b" * flat)
        if name is None:
            name = reading.notes[letter] + (reading.sharp if sharp else reading.flat if flat else "")
        if not mode:
            return name
        minor = mode.startswith("m") and mode not in {"major", "maj"}
        said_mode = reading.minor if minor else reading.major
        # English reads a lone A as the article.
        joint = "-" if language == "de" or (language == "en" and name == "A") else " "
        capital = found["mode"][0].isupper() and language == "en"
        return f"{name}{joint}{said_mode.capitalize() if capital else said_mode}"

    text = _KEY.sub(said, text)
    if language == "de":
        text = _GERMAN_KEY.sub(lambda found: ("Z" if found[1] == "C" else "z") + found[2], text)
    return text


def _is_key_of_a(found: re.Match[str]) -> bool:
    before, after = found.string[: found.start()], found.string[found.end() :]
    return before.endswith((" in ", " In ", " en ", " em ")) or not re.match(r"\s+[a-z]", after)


def _abbreviations(text: str, reading: Reading, language: str) -> str:
    r = reading
    rules = (
        (r"\bop(?:us)?\.?\s*(?=\d)", f"{r.opus} "),
        (r"\b(?:nos?|nr|núm|num)\.\s*(?=\d|[IVX]+\b)|\bn[º°]\s*(?=\d)|№\s*|#(?=\d)", f"{r.number} "),
        (r"\bvol\.?\s*(?=\d|[IVX]+\b)", f"{r.volume} "),
        (r"\bpts?\.?\s*(?=\d|[IVX]+\b|(?:one|two|three|four|five)\b)", f"{r.part} "),
        (rf"\b(?:feat|ft)\.(?=\s)|(?-i:\bfeat(?=\s+{_CAPITAL}))", r.featuring),
        (r"\bvs\.?(?=\s)", r.versus),
        (r"\bw/\s?(?=\w)", "with " if language == "en" else f"{r.featuring} "),
        (r"(?<=\s)[&+](?=\s)", r.conjunction),
    )
    for pattern, words in rules:
        text = re.sub(pattern, words, text, flags=re.IGNORECASE)
    if language == "es":
        text = re.sub(r"\by(?=\s+(?:[iI]|[hH][iI])(?![ae]))", "e", text)
        text = re.sub(r"(?<=\w)&(?=\w)", " y ", text)
    if language == "it":
        text = re.sub(r"(?<=\w)&(?=\w)", " e ", text)

    def title(found: re.Match[str]) -> str:
        word, dot = found[1].casefold(), found[2]
        said = r.abbreviations.get(word)
        if len(word) == 1 and re.search(
            rf"{_CAPITAL}\w*\s+$", text[max(0, found.start() - _A_WORD_BACK) : found.start()]
        ):
            return found.group()  # an initial
        if said is None or not found[1][0].isupper() or (not dot and len(word) > 3):  # noqa: PLR2004 - Prof, Capt
            return found.group()
        if not dot and word not in {"ms", "mr", "mrs", "dr", "st", "sgt", "mme", "mlle", "sr", "sra", "ste"}:
            return found.group()
        return said

    text = re.sub(rf"(?<![\w.])([^\W\d_]{{1,4}})(\.?)(?=\s+{_CAPITAL})", title, text)
    if language == "en":
        text = re.sub(rf"(?<=[a-z]\s)St\.(?!\s+{_CAPITAL})", "Street", text)
        text = re.sub(r"\bJr\.", "Junior", text)
        text = re.sub(rf"(?<=[a-z]\s)Sr\.(?!\s+{_CAPITAL})", "Senior", text)
        text = re.sub(r"\bBros\.", "Brothers", text)
        text = re.sub(r"\bOrch\.", "Orchestra", text)
    return text


def _romans(text: str, reading: Reading, language: str) -> str:
    for pattern in _CENTURY.get(language, ()):
        text = pattern.sub(lambda found: _ordinal_of(found, language), text)

    def movement(found: re.Match[str]) -> str:
        value = roman_value(found[1])
        if value is None or not re.search(
            r"\d|opus|opera|suite|sonat|symphon|sinf|concert",
            text[max(0, found.start() - _A_TITLE_BACK) : found.start()],
            re.IGNORECASE,
        ):
            return found.group()
        said = reading.movement.format(ordinal(value, language, before_noun=True))
        return said + ("," if found.string[found.end() :].lstrip('”»" ') else ".")

    text = _MOVEMENT.sub(movement, text)
    text = _ROMAN.sub(lambda found: _numeral(found, language), text)
    return _LETTERS_IN_A_ROW.sub(
        lambda found: " ".join(found.group()) if roman_value(found.group().upper()) else found.group(), text
    )


def _ordinal_of(found: re.Match[str], language: str) -> str:
    value = roman_value(found[1])
    return found.group() if value is None else ordinal(value, language)


def _numeral(found: re.Match[str], language: str) -> str:
    numeral, value = found[1], roman_value(found[1])
    if value is None:
        return numeral
    head = found.string[max(0, found.start() - _A_WORD_BACK) : found.start()]
    before = re.findall(r"[^\W\d_]+", head)
    last = before[-1].casefold() if before and head.rstrip()[-1:].isalpha() else ""
    if last in KINGS | QUEENS and value <= _LARGEST_NUMERAL and before[-1][0].isupper():
        after = found.string[found.end() :]
        is_word_or_initial = len(numeral) == 1 and re.match(rf"\s+[a-z]|\.\s+{_CAPITAL}", after)
        if not is_word_or_initial:
            return _ruler(value, language, feminine=last in QUEENS)
    if last in PART_WORDS and value <= _LARGEST_NUMERAL:
        return cardinal(value, language)
    if value >= _LEAST_ROMAN_YEAR and len(numeral) >= 4:  # noqa: PLR2004 - MIX and DIM are words
        return year(value, language)
    if len(numeral) < 2 or value > _LARGEST_NUMERAL or (last == "the" and set(numeral) == {"X"}):  # noqa: PLR2004
        return numeral
    return cardinal(value, language)


def _ruler(value: int, language: str, *, feminine: bool) -> str:
    if value > _ORDINALS_UP_TO[language]:
        return cardinal(value, language)
    said = ordinal(value, language, feminine=feminine)
    if language == "en":
        return f"the {said}"
    if language == "de":
        return f"{'die' if feminine else 'der'} {said.capitalize()}"
    return said


def _fractions(text: str, reading: Reading, language: str) -> str:
    def mixed(found: re.Match[str]) -> str:
        whole, sign = found[1] or found[3], found[2] or _FRACTION.get(found[4] or "", "") or found[5]
        alone, behind = reading.fractions[sign]
        if whole is None:
            return alone
        return behind.format(cardinal(int(whole), language)) if len(whole) < 7 else found.group()  # noqa: PLR2004

    def signature(found: re.Match[str]) -> str:
        upper, lower = int(found[1]), int(found[2])
        if (upper, lower) == (1, 2):
            return reading.fractions["½"][0]
        if lower in _BEAT_UNITS:
            unit = reading.beats.get(lower) or cardinal(lower, language)
            return f"{cardinal(upper, language)}{reading.beat_joint}{unit}"
        return f"{cardinal(upper, language)} {cardinal(lower, language)}"

    return _SIGNATURE.sub(signature, _MIXED.sub(mixed, text))


def _catalogues(text: str, language: str) -> str:
    def said(found: re.Match[str]) -> str:
        letters, number = found[1] or found[2], found[3]
        words = {"WoO": "W O O", "Hob": "Hoboken", "Wq": "W Q", "Hess": "Hess"}
        if language == "de":
            words["KV"] = "Köchelverzeichnis"
        spoken = words.get(letters, letters)
        if language == "en" and len(number) in {3, 4}:
            number = pairs(int(number))
        return f"{spoken} {number}"

    return _CATALOGUE.sub(said, text)


def _years(text: str, reading: Reading, language: str) -> str:
    if language not in {"en", "de"}:
        return re.sub(r"(?<=\b\d{4})\s?–\s?(?=\d{2,4}\b)", f" {reading.to} ", text)

    def said(found: re.Match[str]) -> str:
        number = int(found[1])
        if _FIRST_PLAIN_YEAR <= number < _AFTER_PLAIN_YEARS:
            return found[1]
        return year(number, language)

    def span(found: re.Match[str]) -> str:
        return f"{year(int(found[1]), language)} {reading.to} {found[2]}"

    text = _YEARS.sub(span, text)
    if language == "en":
        text = re.sub(r"\b((?:1[1-9]|20)\d)0['’]?s\b", lambda f: _plural(year(int(f[1] + "0"), "en")), text)
        text = re.sub(r"(?<!\w)['’]?([2-9]0)['’]?s\b", lambda f: _plural(cardinal(int(f[1]), "en")), text)
    else:
        text = re.sub(r"\b((?:1[1-9])\d)0(?=er\b)", lambda f: year(int(f[1] + "0"), "de"), text)
    return _YEAR.sub(said, text)


def _plural(words: str) -> str:
    return words[:-1] + "ies" if words.endswith("y") else words + "s"


def _joined_names(text: str, reading: Reading, language: str) -> str:
    text = re.sub(r"(?<=\w\w-)Z\b", reading.z, text)
    if language == "en":
        text = re.sub(r"\bZZ\b", "Zee Zee", text)
    return _N_BETWEEN.sub(" and " if language == "en" else " n ", text)
