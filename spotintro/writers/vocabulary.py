"""Words that an English sentence often begins with, and that names are made of as well."""

from __future__ import annotations

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
