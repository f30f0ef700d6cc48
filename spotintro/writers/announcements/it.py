"""The announcer's sentences in Italian. Listeners are "voi"; a track is "il brano", whatever it is."""

from __future__ import annotations

from spotintro.writers.announcements.stock import (
    ALBUM,
    ARTISTS,
    COMPOSERS,
    DURATION,
    GENRES,
    TITLE,
    TRACK_NUMBER,
    YEAR,
    Stock,
    Wording,
)

_NUMBERS = (
    "zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici",
    "dodici", "tredici", "quattordici", "quindici", "sedici", "diciassette", "diciotto", "diciannove", "venti",
)  # fmt: skip

STOCK = Stock(
    wording=Wording(
        quotation=("«", "»"),
        joints=(("[eéè]", " ed "), ("", " e ")),
        others=" e altri",
        numbers=_NUMBERS,
        half_minute="mezzo minuto",
        minute="un minuto",
        minute_and_a_half="un minuto e mezzo",
        minutes="{} minuti",
        minutes_and_a_half="{} minuti e mezzo",
        hour="un’ora",
        two_hours="due ore",
        hours="{} ore",
        duration_joint=" e ",
    ),
    openers=(
        ("Che bello avervi qui con noi.",),
        ("Grazie di essere rimasti in ascolto.",),
        ("Mettetevi comodi e alzate un po’ il volume.",),
        ("Restate proprio dove siete.",),
        ("Questo è tutto per voi.",),
    ),
    music_openers=(
        ("Prestatemi orecchio per un momento.",),
        ("Adesso niente fretta, solo musica.",),
        ("E il programma continua.",),
    ),
    titles=(
        ("Ecco ", ARTISTS, ", con ", TITLE, "."),
        ("Arriva adesso ", TITLE, ", di ", ARTISTS, "."),
        ("State ascoltando ", ARTISTS, ", e il brano si intitola ", TITLE, "."),
        ("Il nome sulla copertina è ", ARTISTS, ", e il titolo è ", TITLE, "."),
        (TITLE, " è il titolo del brano, che vi arriva da ", ARTISTS, "."),
        ("Da ", ARTISTS, ", per chi è sveglio e in ascolto: ", TITLE, "."),
        ("Vi lascio in compagnia di ", ARTISTS, " e di ", TITLE, "."),
        ("Dai vostri altoparlanti, adesso: ", TITLE, ", di ", ARTISTS, "."),
    ),
    titles_alone=(
        ("Questo brano si intitola ", TITLE, "."),
        ("Il titolo è ", TITLE, ", e la copertina non dice altro."),
        ("Ecco adesso per voi ", TITLE, "."),
        ("Per chi è sveglio e in ascolto: ", TITLE, "."),
    ),
    artists_alone=(
        ("Ecco ", ARTISTS, ", con un brano che qui non porta alcun titolo."),
        ("Arriva qualcosa di ", ARTISTS, ", e il titolo resta un segreto."),
    ),
    albums_alone=(
        ("Arriva qualcosa dall’album ", ALBUM, ", e il titolo resta un segreto."),
        ("Dall’album ", ALBUM, " ecco un brano che qui non porta alcun titolo."),
    ),
    nameless=(("Questo brano arriva senza alcun nome sull’etichetta, quindi ascoltiamolo e basta.",),),
    albums=(
        ("Lo trovate nell’album ", ALBUM, "."),
        ("Viene dal disco ", ALBUM, "."),
        ("L’album di cui fa parte è ", ALBUM, "."),
        ("È il brano numero ", TRACK_NUMBER, " di ", ALBUM, "."),
        ("In ", ALBUM, " lo trovate al numero ", TRACK_NUMBER, "."),
        ("L’album è ", ALBUM, ", e questa edizione porta la data del ", YEAR, "."),
        ("È contenuto in ", ALBUM, ", una pubblicazione del ", YEAR, "."),
    ),
    details=(
        ("Questa pubblicazione è del ", YEAR, "."),
        ("Su questa edizione si legge l’anno ", YEAR, "."),
        ("In negozio lo trovereste nel reparto ", GENRES, "."),
        ("È catalogato sotto ", GENRES, ", ma a decidere siano le vostre orecchie."),
        ("Ci terrà compagnia per circa ", DURATION, "."),
        ("Concedetegli circa ", DURATION, " del vostro tempo."),
        ("Dalla prima all’ultima nota dura circa ", DURATION, "."),
        ("La musica è di ", COMPOSERS, "."),
        ("È stato composto da ", COMPOSERS, "."),
    ),
    closers=(
        ("Ascoltiamolo insieme, senza nemmeno una parola in più da parte mia.",),
        ("Non dico altro e lascio tutto il resto agli altoparlanti.",),
        ("Rilassatevi, chiudete gli occhi se vi va e lasciatelo suonare.",),
        ("Da parte mia basta così, i prossimi minuti sono della musica.",),
        ("Mettetevi comodi e dategli tutta l’attenzione che vi chiede.",),
        ("Se vi trova nello stato d’animo giusto, tanto di guadagnato.",),
        ("Buon ascolto, e io sono qui quando mi vorrete di nuovo.",),
        ("Fate un bel respiro e lasciate che arrivi con i suoi tempi.",),
    ),
    episodes=(
        ("È il momento delle parole: la puntata si intitola ", TITLE, "."),
        ("Arriva adesso una puntata dal titolo ", TITLE, "."),
        ("Le prossime voci che sentirete sono quelle della puntata ", TITLE, "."),
    ),
    episodes_untitled=(
        ("Arriva adesso una puntata di ", ARTISTS, ", e il titolo resta un segreto."),
        ("Arriva adesso una puntata del programma ", ALBUM, ", e il titolo resta un segreto."),
        ("Arriva adesso una puntata che qui non porta alcun titolo, quindi ascoltiamolo e basta.",),
    ),
    episode_details=(
        ("Il programma è ", ALBUM, "."),
        ("È una puntata di ", ALBUM, "."),
        ("Vi arriva da ", ARTISTS, "."),
        ("Dura circa ", DURATION, ", quindi mettetevi comodi."),
        ("Avete circa ", DURATION, " per rilassarvi e ascoltare."),
    ),
    talk_closers=(
        ("Non dico altro e lascio tutto il resto a queste voci.",),
        ("Rilassatevi, mettetevi comodi e ascoltate quello che hanno da dire.",),
        ("Prendetevi il tempo che serve, e io sarò qui alla fine.",),
    ),
    chapters=(
        ("È l’ora della lettura: il capitolo si intitola ", TITLE, "."),
        ("Ecco adesso il capitolo ", TITLE, "."),
    ),
    chapters_untitled=(
        ("Arriva adesso un capitolo di un libro di ", ARTISTS, ", e il titolo resta un segreto."),
        ("Arriva adesso un capitolo del libro ", ALBUM, ", e il titolo resta un segreto."),
        ("Arriva adesso un capitolo che qui non porta alcun titolo, quindi ascoltiamolo e basta.",),
    ),
    chapter_details=(
        ("Il libro si intitola ", ALBUM, "."),
        ("È un capitolo di ", ALBUM, "."),
        ("Il libro è di ", ARTISTS, "."),
        ("Il capitolo dura circa ", DURATION, "."),
    ),
)
