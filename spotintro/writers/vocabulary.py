"""The words the strict mode looks for: what a claim about music is made of, and what a sentence may begin with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

NAME_GAP = "\ue000"
NUMBER_GAP = "\ue001"
"""What the strict mode puts where a known name or number stood; no text from outside holds them."""


class Needs(Enum):
    """The fact that makes a claim a known one."""

    NOTHING_HELPS = auto()
    YEAR = auto()
    COMPOSERS = auto()
    ALBUM = auto()
    SEVERAL_ARTISTS = auto()
    FIRST_TRACK = auto()


@dataclass(frozen=True, slots=True)
class Claim:
    pattern: re.Pattern[str]
    needs: Needs = Needs.NOTHING_HELPS


def _claim(alternatives: str, needs: Needs = Needs.NOTHING_HELPS) -> Claim:
    return Claim(re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE), needs)


_INTERNATIONAL = _claim(
    r"grammys?|oscars?|emmys?|billboard|mtv|platin(?:um)?|eurovision|echo award|mercury prize|"
    r"brit awards?|juno awards?|spotify|youtube|tiktok|wikipedia"
)
_PRIZES_AND_SALES = _claim(
    r"awards?(?:-winning)?|award\w+|prizes?|prize-winning|nominat\w+|honou?red|hall of fame|charts?|"
    r"chart\w+|number[ -]one|no\. ?1|#\d+|top (?:ten|forty|five|\d+)|top of the|multi-platinum|"
    r"gold record|went gold|certified|best-?sell\w+|sold|sales|copies|streams?|streamed|downloads?|views|"
    r"plays worldwide|million-sell\w+|smash|hits?|one-hit|mega-?hit|breakthrough|break-?out"
)
_MAKERS = _claim(
    r"wrote|(?:co-?)?written|penned|co-?wrote|songwrit\w+|lyricist|produc\w+|record(?:ed|ing|ings)|"
    r"engineer\w*|studios?|mixed|master(?:ed|ing)|remaster\w*|sampl\w+|interpolat\w+|arranged|arrangement|"
    r"conduct\w+|perform\w*|sung|sings?|sang|singers?|vocals?|vocalists?|frontm[ae]n|frontwom[ae]n|"
    r"guitarists?|drummers?|bassists?|pianists?|rappers?|bands?|line-?up|members?|trio|quartet|quintet|"
    r"orchestra|choir|labels?|signed"
)
_COMPOSING = _claim(
    r"compos\w+",
    needs=Needs.COMPOSERS,
)
_TOGETHER = _claim(
    r"feat\.?|featur\w+|duets?|duo|collaborat\w+|teamed|team up",
    needs=Needs.SEVERAL_ARTISTS,
)
_DATES = _claim(
    r"released?|releases|came out|dates? (?:from|back)|dated|that year|year of",
    needs=Needs.YEAR,
)
_AGE = _claim(
    r"decades?|centur(?:y|ies)|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies|vintage|years ago|"
    r"years later|early years|era|anniversary|latest|newest|brand-?new|new (?:single|album|song|track)|"
    r"oldest|first ever|comeback"
)
_ALBUM = _claim(
    r"albums?|records?|lp|ep|compilation",
    needs=Needs.ALBUM,
)
_PLACE_ON_THE_ALBUM = _claim(
    r"(?:album['’]s? )?open(?:er|ing track|ing song)|opens the|first track|track one",
    needs=Needs.FIRST_TRACK,
)
_RELATIONS = _claim(
    r"covers?|covered|cover version|originals?|originally|remix\w*|rework\w*|rendition|versions?|tribute|"
    r"dedicat\w+|inspired|influenc\w+|debut\w*|sophomore|follow-?up|"
    r"(?:lead|hit|new|latest|second|third|final) single|title track|closing track|b-side|encore|"
    r"soundtracks?|films?|movies?|tv|television|series|commercial|video game|musical|theme song|"
    r"live (?:at|in|from|version|album|recording)|concerts?|tours?|toured|touring|festivals?"
)
_ORIGINS = _claim(
    r"born|died|death|late (?:singer|great)|hometown|home ?town|grew up|raised in|hail(?:s|ed|ing)|native|"
    r"-born|founded|formed|split up|broke up|reunited|married|divorced?|career|biograph\w+|real name|"
    r"stage name|nickname\w*|named after|known (?:for|as)|best known"
)
_FAME = _claim(
    r"famous\w*|famed|fame|legend\w*|icon(?:s|ic)?|acclaim\w*|critic\w*|renowned|celebrated|world-?wide|"
    r"international\w*|global\w*|classics?|masterpieces?|masterwork|seminal|groundbreaking|pioneer\w*|"
    r"superstars?|stars? of|popular|success\w*|beloved|fan favou?rite|cult|influential|anthems?|staples?|"
    r"evergreen|greatest|most loved|favou?rite of"
)
_CONTENT = _claim(
    r"lyrics?|lyrical\w*|chorus(?:es)?|refrain|verses?|tells? (?:the|a|of|about)|telling the story|"
    r"(?:song|track|tune|piece|ballad|album|story|number|words|it|this one)(?:['’]s| is| was)?(?: all)?"
    r" about(?!\s+\ue001)|"
    r"explor\w+|reflect(?:s|ing) on|deals with|captur\w+ the|meaning"
)
_SOUND = _claim(
    r"guitars?|pianos?|keyboards?|synth\w*|drums?|drumming|percussion|bass(?:line)?|violins?|cellos?|"
    r"strings|horns?|trumpets?|sax\w*|flutes?|harps?|organ|banjo|accordion|riffs?|beats?|solos?|tempo|bpm|"
    r"(?:in|key of) [a-g] (?:major|minor)|major|minor|falsetto|baritone|soprano|tenor|a ?cappella|"
    r"instrumentals?|acoustic|electric|electronic\w*|upbeat|up-?tempo|rock\w*|pop|jazz\w*|blues\w*|folk|"
    r"country|soul(?:ful)?|funk\w*|disco|techno|house music|trance|hip-?hop|rap|reggae|ska|punk|metal|"
    r"grunge|indie|alternative|ambient|classical|baroque|romantic era|opera\w*|symphon\w+|sonatas?|"
    r"concertos?|waltz\w*|nocturnes?|preludes?|fugues?|ballads?|lullab\w+|gospel|latin|bossa nova|tango|"
    r"salsa|swing|r&b|edm|genres?"
)

INTERNATIONAL_CLAIMS = (_INTERNATIONAL,)
CLAIMS = (
    _INTERNATIONAL, _PRIZES_AND_SALES, _MAKERS, _COMPOSING, _TOGETHER, _DATES, _AGE, _ALBUM, _PLACE_ON_THE_ALBUM,
    _RELATIONS, _ORIGINS, _FAME, _CONTENT, _SOUND,
)  # fmt: skip

# "One", "two", "first", "second", "once" and "half" are figures of speech more often than figures.
NUMBER_WORDS = frozenset(
    """
    billion billions dozen dozens eight eighteen eighth eighty eleven fifteen fifth fifty five forty four
    fourteen fourth hundred hundreds million millions nine nineteen ninety ninth seven seventeen seventh
    seventy six sixteen sixth sixty ten tenth third thirteen thirty thousand thousands three thrice twelve
    twenty twice
    """.split()  # noqa: SIM905 - a list of words is read as a text
)

COMMON_OPENERS = frozenset(
    """
    a about above across after again against ah all almost alone along already alright also although always
    an and another any anyone anything are around as ask at away back be because been before behind being
    believe below beneath beside between beyond both breathe bring but by call can close come coming could
    curl dare dear deep did dim do don't down draw dream drift drink during each ears easy eight enjoy enough
    even evening ever every everyone everything eyes fall far feel few find five folks follow for forget four
    friends from further gather gently get give go good grab great had half happy has have he hear hello her
    here here's hers hey hi his hold how hush i if imagine in inside into is isn't it it's its join just keep
    kick know ladies last late lay lean leave left let let's lie lights like linger listen listeners little
    long look loosen lose love lovely make many may maybe me meet midnight moments more morning most move
    much music must my near never next nice night nighttime no nobody none not nothing notice now of off oh
    okay old on once one only open or our out outside over perhaps picture place play please pour press pull
    put quiet quietly raise relax remember rest right roll round save say see set settle shall she should sit
    sleep slow slowly small so soft softly some somebody someone something sometimes somewhere soon stay
    still stop such surrender sway sweet take ten thank thanks that that's the their them then there there's
    these they this those though three through till time to today together tomorrow tonight too treat true
    trust try tune turn twilight two under until up upon us very wait wake walk want was watch we we'll we're
    we've welcome well were what what's whatever when whenever where wherever whether which while whisper who
    whoever whose why will with within without wonder would yes yet you you'll you're you've your yours
    """.split()  # noqa: SIM905 - a list of words is read as a text
)
