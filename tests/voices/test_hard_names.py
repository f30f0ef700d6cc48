"""Hard names in six languages: what the voice is given, and what the real eSpeak NG makes of it in phonemes.

What is given is what a host of that language says. The phonemes are what the engine makes of it: they hold that no
sign is spelled out and no numeral called Roman, and show what a listener hears.
"""

from __future__ import annotations

import pytest

from spotintro.voices.spoken_text import spoken_text
from tests.voices.phonemes import phonemes_of

VOICES = {"en": "gmw/en", "de": "gmw/de", "fr": "roa/fr", "es": "roa/es", "it": "roa/it", "pt": "roa/pt"}

NAMES = [
    ("en", "Boyz II Men", "Boyz two Men", "bˈɔɪz tˈuː mˈɛn"),
    ("en", "The xx", "The x x", "ðɪ ˈɛks ˈɛks"),
    ("en", "Étude in C# minor", "Étude in C sharp minor", "ɪtjˈuːd ɪn sˈiː ʃˈɑːp mˈaɪnə"),
    ("en", "Sonata in A minor", "Sonata in A-minor", "sənˈɑːtəɹ ɪn ˈeɪmˈaɪnə"),
    ("en", "A$AP Rocky", "A-sap Rocky", "ˈeɪsˈap ɹˈɒki"),
    ("en", "JAY-Z", "JAY-Zee", "dʒˈeɪzˈiː"),
    ("en", "Ms. Jackson", "Miz Jackson", "mˈɪz dʒˈaksən"),
    ("en", "Sgt. Pepper", "Sergeant Pepper", "sˈɑːdʒənt pˈɛpə"),
    ("en", "Prince: “1999”", "Prince: “nineteen ninety-nine”", "pɹˈɪns | nˈaɪntiːn nˈaɪntinˈaɪn"),
    ("en", "a work of 1807", "a work of eighteen oh-seven", "ɐ wˈɜːk ɒv ˈeɪtiːn ˈəʊsˈɛvən"),
    ("en", "a song in 5/4", "a song in five four", "ɐ sˈɒŋ ɪn fˈaɪv fˈɔː"),
    ("en", "8½", "eight and a half", "ˈeɪt and ɐ hˈɑːf"),
    (
        "en",
        "Another Brick in the Wall, Pt. II",
        "Another Brick in the Wall, part two",
        "ɐnˈʌðə bɹˈɪk ɪnðə wˈɔːl | pˈɑːt tˈuː",
    ),
    (
        "en",
        "Symphony No. 5, Op. 67: I. Allegro con brio",
        "Symphony number 5, opus 67: first movement, Allegro con brio",
        "sˈɪmfəni nˈʌmbə fˈaɪv | ˈəʊpəs sˈɪksti sˈɛvən | fˈɜːst mˈuːvmənt | ɐlˈɛɡɹəʊ kˈɒn bɹˈiːəʊ",
    ),
    ("en", "Piano Sonata, K. 545", "Piano Sonata, K five forty-five", "piˈanəʊ sənˈɑːtə | kˈeɪ fˈaɪv fˈɔːtifˈaɪv"),
    ("en", "Henry VIII", "Henry the eighth", "hˈɛnɹi ðɪ ˈeɪtθ"),
    ("en", "Rocky III", "Rocky three", "ɹˈɒki θɹˈiː"),
    ("en", "“Hurt - Remastered 2011”", "“Hurt”", "hˈɜːt"),
    ("en", "Alive [Live at the BBC]", "Alive", "ɐlˈaɪv"),
    ("en", "AC/DC", "A-C D-C", "ˈeɪsˈiː dˈiːsˈiː"),
    ("en", "Ke$ha and P!nk", "Kesha and Pink", "kˈɛʃəɹ and pˈɪŋk"),
    ("en", "Guns N' Roses", "Guns and Roses", "ɡˈʌnz and ɹˈəʊzɪz"),
    ("en", "will.i.am", "will i am", "wɪl ˈaɪ am"),
    ("en", "Чайковский", "Chaykovsky", "tʃeɪkˈɒvski"),
    ("en", "さくら", "Sakura", "sakjˈʊəɹə"),
    ("en", "周杰倫", "Joh Jyeh Loon", "dʒˈəʊ dʒˈaɪeɪ lˈuːn"),
    ("en", "فيروز", "Feerooz", "fˈiəɹuːz"),
    ("en", "लता मंगेशकर", "Lata Mangeshakar", "lˈɑːtə mˈeɪndʒɪʃˌakɑː"),
    ("en", "Łódź", "Wódzh", "wˈɒdʒ"),
    ("de", "1999", "neunzehnhundertneunundneunzig", "nˈɔøntseːnhˌʊndɜtnˌɔønʊndnˌɔøntsɪç"),
    ("de", "ein Werk von 1807", "ein Werk von achtzehnhundertsieben", "aɪn vˈɛɾk fɔn ˈaxtseːnhˌʊndɜtsˌiːbən"),
    ("de", "die 1980er", "die neunzehnhundertachtziger", "diː nˈɔøntseːnhˌʊndɜtˌaxtsɪɡɜ"),
    ("de", "cis-Moll", "zis-Moll", "tsˈiːsmˈɔl"),
    ("de", "Prelude in C# minor", "Prelude in Zis-Moll", "pɾˈeːluːdə ɪn tsˈiːsmˈɔl"),
    ("de", "Heinrich VIII.", "Heinrich der Achte.", "hˈaɪnrɪç dɛɾ ˈaxtə"),
    ("de", "Elisabeth II", "Elisabeth die Zweite", "ˈeːliːzˌɑbeːt diː tsvˈaɪtə"),
    (
        "de",
        "Sinfonie Nr. 5, Op. 67: II. Andante",
        "Sinfonie Nummer 5, Opus 67: zweiter Satz, Andante",
        "zˌɪnfoːnˈiː nˈʊmɜ fˈʏnf | ˈoːpʊs zˈiːbən ʊntzˈɛçtsɪç | tsvˈaɪtɜ zˈats | ˈandˌantə",
    ),
    ("de", "im 5/4-Takt", "im fünf Viertel-Takt", "ɪm fˈʏnf fˈiːɾtəltˈakt"),
    ("de", "3½", "dreieinhalb", "dɾˈaɪaɪnhˌalp"),
    ("de", "The xx", "The x x", "(en)ðə(de) ˈɪks ˈɪks"),
    ("de", "Dr. Dre feat. Snoop Dogg", "Doktor Dre mit Snoop Dogg", "dˈɔktoːɾ dɾˈeː mɪt snˈoːp dˈɔk"),
    ("de", "Чайковский", "Tschaikowski", "tʃaɪkˈɔvskiː"),
    ("de", "Щедрин", "Schedrin", "ʃˈɛdɾɪn"),
    ("de", "Dvořák", "Dvorschák", "dˈeːfˈoːɾʃˌɑːk"),
    ("fr", "Louis XIV", "Louis quatorze", "lwˈi katˈɔʁz"),
    ("fr", "François Ier", "François premier", "fʁɑ̃swˈa pʁəmjˈe"),
    ("fr", "du XIXe siècle", "du dix-neuvième siècle", "dy- dˈinøvjˈɛm sjˈɛkl"),
    ("fr", "Étude en C# minor", "Étude en dô dièse mineur", "etˈyd ɑ̃ dˈoː djˈɛz minˈœʁ"),
    ("fr", "Symphonie n° 5, Op. 67", "Symphonie numéro 5, opus 67", "sɛ̃fonˈi nymeʁˈo sˈɛ̃k | opˈys swasɑ̃tsˈɛt"),
    ("fr", "M. Eddy Mitchell", "Monsieur Eddy Mitchell", "məsjˈø (en)ˈɛdi mˈɪtʃəl(fr)"),
    ("fr", "Orelsan feat. Stromae", "Orelsan avec Stromae", "oʁɛlsˈɑ̃ avˌɛk stʁomˈe"),
    ("fr", "8½", "huit et demi", "yˈit e dəmˈi"),
    ("fr", "Boyz II Men", "Boyz deux Men", "(en)bˈɔɪz(fr) dˈø mˈɛn"),
    ("fr", "Чайковский", "Tchaikovski", "tʃɛkɔvskˈi"),
    ("fr", "فيروز", "Firouz", "fiʁˈuz"),
    ("fr", "Sørensen", "Seurensen", "søʁɑ̃sˈɛn"),
    ("es", "Felipe II", "Felipe segundo", "felˈipe seɣˈundo"),
    ("es", "Luis XIV", "Luis catorce", "luˈis katˈoɾθe"),
    (
        "es",
        "Sinfonía Nº 5, Op. 67: I. Allegro",
        "Sinfonía número 5, opus 67: primer movimiento, Allegro",
        "sˌinfonˈia nˈumeɾo θˈinko | ˈopus sɛsˌɛntaisjˈete | pɾimˈeɾ mˌoβimjˈɛnto | aʎˈeɣɾo",
    ),
    ("es", "Preludio en C# minor", "Preludio en do sostenido menor", "pɾelˈuðjo en dˈo sˌostenˈiðo menˈoɾ"),
    ("es", "un compás de 5/4", "un compás de cinco por cuatro", "ˈun kompˈas ðe θˈinko poɾ kwˈatɾo"),
    ("es", "3½", "tres y medio", "tɾˈes i mˈeðjo"),
    ("es", "Simon & Garfunkel", "Simon y Garfunkel", "sˈimon i ɣˌaɾfuŋkˈel"),
    ("es", "Padre & Hijo", "Padre e Hijo", "pˈaðɾe e ˈixo"),
    ("es", "Sr. Chinarro", "Señor Chinarro", "seɲˈoɾ tʃinˈaro"),
    ("es", "Evidencias - En Vivo", "Evidencias", "ˌeβiðˈɛnθjas"),
    ("es", "Хачатурян", "Jachaturyan", "xˌatʃatˈuɾʝan"),
    ("es", "周杰倫", "Yoh Yieh Lun", "ʝˈo ʝjˈe lˈun"),
    ("it", "Luigi XIV", "Luigi quattordicesimo", "lʊˈiːdʒɪ kwatːorditʃˈɛzimo"),
    ("it", "del XX secolo", "del ventesimo secolo", "del ventˈɛzimo sˈɛkolo"),
    (
        "it",
        "Sinfonia No. 5, Op. 67",
        "Sinfonia numero 5, opera 67",
        "sinfonˈia nˈumero tʃˈinkwe | ˈɔpera sessˈantasˈɛtːe",
    ),
    ("it", "Preludio in C# minor", "Preludio in do diesis minore", "prelˈudio in dˈo djˈɛzis minˈore"),
    ("it", "un tempo di 5/4", "un tempo di cinque quarti", "ʊn tˈɛmpo dɪ tʃˈinkwe kwˈartɪ"),
    ("it", "8½", "otto e mezzo", "ˈɔtːo e mˈɛdzːo"),
    ("it", "Boyz II Men", "Boyz due Men", "bˈoits dˈue mˈen"),
    ("it", "Elio feat. Mina", "Elio con Mina", "ˈɛlio kon mˈina"),
    ("it", "Чайковский", "Ciaikovski", "tʃaɪkˈovskɪ"),
    ("it", "Щедрин", "Scedrin", "ʃˈedrin"),
    ("it", "Βαγγέλης", "Vanghelis", "vaŋɡˈɛlis"),
    ("pt", "João VI", "João sexto", "ʒuˈɐ̃ʊ̃ sˈeʃtʊ"),
    ("pt", "Luís XIV", "Luís catorze", "lwˈiʃ kˌɐtˈoɾəzɨ"),
    ("pt", "Maria II", "Maria segunda", "mˌɐɾˈiɐ sˌeɡˈũŋdɐ"),
    (
        "pt",
        "Sinfonia Nº 5, Op. 67",
        "Sinfonia número 5, opus 67",
        "sˌiŋfunˈiɐ nˈũmɨɾʊ sˈiŋku | ɔpˈuʃ sˌɨsˈeɪŋtɐisˈɛtɨ",
    ),
    ("pt", "Prelúdio em C# minor", "Prelúdio em dó sustenido menor", "pɹˌelˈudjw ˈeɪŋ dˈɔ sˌuʃtɨnˈidʊ mɨnˈɔɹ"),
    ("pt", "em 5/4", "em cinco por quatro", "ˈeɪŋ sˈiŋkʊ puɹ kwˈatɹʊ"),
    ("pt", "3½", "três e meio", "tɹˈez i mˈeɪʊ"),
    ("pt", "Evidências (Ao Vivo)", "Evidências", "ˌevidˈeɪŋsiɐʃ"),
    ("pt", "AC/DC", "A C D C", "ɐ sˈe dˈe sˈe"),
    ("pt", "Anitta feat. Maluma", "Anitta com Maluma", "ɐnˈitɐ kˈom mˌɐlˈumɐ"),
    ("pt", "Чайковский", "Tchaikovski", "tʃˌaɪkuvskˈi"),
    ("pt", "Žižek", "Jijek", "ʒiʒˈek"),
]


@pytest.mark.parametrize(("language", "written", "given", "_phonemes"), NAMES)
def test_the_voice_is_given_what_a_host_says(language: str, written: str, given: str, _phonemes: str) -> None:
    assert spoken_text(written, language) == given


@pytest.mark.slow
def test_espeak_makes_of_it_what_is_heard() -> None:
    heard = phonemes_of([(VOICES[language], given) for language, _, given, _ in NAMES])
    assert heard == [phonemes for _, _, _, phonemes in NAMES]
