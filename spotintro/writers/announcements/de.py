"""The announcer's sentences in German. Listeners are "ihr"; a track is "das Stück", whatever it is."""

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
    "null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
    "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn", "zwanzig",
)  # fmt: skip

STOCK = Stock(
    wording=Wording(
        quotation=("„", "“"),
        joints=(("", " und "),),
        others=" und mehr",
        numbers=_NUMBERS,
        half_minute="eine halbe Minute",
        minute="eine Minute",
        minute_and_a_half="eineinhalb Minuten",
        minutes="{} Minuten",
        minutes_and_a_half="{}einhalb Minuten",
        hour="eine Stunde",
        two_hours="zwei Stunden",
        hours="{} Stunden",
        duration_joint=" und ",
    ),
    openers=(
        ("Schön, dass ihr da seid.",),
        ("Danke, dass ihr bei uns bleibt.",),
        ("Macht es euch gemütlich, und dreht ruhig ein wenig lauter.",),
        ("Bleibt genau da, wo ihr gerade seid.",),
        ("Das hier ist für euch.",),
    ),
    music_openers=(
        ("Leiht mir für einen Moment euer Ohr.",),
        ("Keine Eile jetzt, nur Musik.",),
        ("Und weiter geht es im Programm.",),
    ),
    titles=(
        ("Das ist ", TITLE, " von ", ARTISTS, "."),
        ("Jetzt kommt ", TITLE, ", und zwar von ", ARTISTS, "."),
        ("Ihr hört ", ARTISTS, ", und das Stück heißt ", TITLE, "."),
        ("Auf der Hülle steht der Name ", ARTISTS, ", und der Titel ist ", TITLE, "."),
        (TITLE, " heißt das Stück, und es kommt von ", ARTISTS, "."),
        ("Von ", ARTISTS, ", für alle, die jetzt wach sind und zuhören: ", TITLE, "."),
        ("Ich übergebe das Wort an ", ARTISTS, " und an ", TITLE, "."),
        ("Gleich aus euren Lautsprechern: ", TITLE, " von ", ARTISTS, "."),
    ),
    titles_alone=(
        ("Dieses Stück heißt ", TITLE, "."),
        ("Der Titel ist ", TITLE, ", und mehr verrät die Hülle nicht."),
        ("Jetzt kommt für euch ", TITLE, "."),
        ("Für alle, die jetzt wach sind und zuhören: ", TITLE, "."),
    ),
    artists_alone=(
        ("Das ist ", ARTISTS, " mit einem Stück, das hier keinen Titel trägt."),
        ("Jetzt kommt etwas von ", ARTISTS, ", und der Titel bleibt ein Geheimnis."),
    ),
    albums_alone=(
        ("Jetzt kommt etwas vom Album ", ALBUM, ", und der Titel bleibt ein Geheimnis."),
        ("Dieses Stück ist auf dem Album ", ALBUM, " und trägt hier keinen Titel."),
    ),
    nameless=(("Dieses Stück kommt ohne Namen auf dem Etikett, also hören wir einfach zu.",),),
    albums=(
        ("Zu finden ist es auf dem Album ", ALBUM, "."),
        ("Es stammt von ", ALBUM, "."),
        ("Das Album, auf dem es ist, heißt ", ALBUM, "."),
        ("Es ist Stück Nummer ", TRACK_NUMBER, " auf ", ALBUM, "."),
        ("Auf ", ALBUM, " findet ihr es an Stelle ", TRACK_NUMBER, "."),
        ("Das Album heißt ", ALBUM, ", und die Ausgabe trägt das Jahr ", YEAR, "."),
        ("Es ist auf ", ALBUM, ", einer Veröffentlichung aus dem Jahr ", YEAR, "."),
    ),
    details=(
        ("Diese Veröffentlichung ist aus dem Jahr ", YEAR, "."),
        ("Auf der Veröffentlichung steht das Jahr ", YEAR, "."),
        ("Im Regal würdet ihr es unter ", GENRES, " finden."),
        ("Eingeordnet ist es unter ", GENRES, ", aber das dürfen eure Ohren selbst entscheiden."),
        ("Es leistet uns etwa ", DURATION, " lang Gesellschaft."),
        ("Gebt ihm etwa ", DURATION, " eurer Zeit."),
        ("Vom ersten bis zum letzten Ton dauert es etwa ", DURATION, "."),
        ("Die Musik ist von ", COMPOSERS, "."),
        ("Komponiert wurde es von ", COMPOSERS, "."),
    ),
    closers=(
        ("Hören wir es uns gemeinsam an, ganz ohne ein weiteres Wort von mir.",),
        ("Mehr sage ich nicht und überlasse den Rest den Lautsprechern.",),
        ("Lehnt euch zurück, schließt die Augen, wenn ihr mögt, und lasst es laufen.",),
        ("Genug von mir, die nächsten Minuten gehören ganz der Musik.",),
        ("Macht es euch bequem, und schenkt ihm die Ruhe, die es braucht.",),
        ("Wenn es euch in der richtigen Stimmung erwischt, umso besser.",),
        ("Viel Freude damit, und ich bin da, wenn ihr mich wieder braucht.",),
        ("Holt einmal tief Luft, und lasst es in aller Ruhe auf euch zukommen.",),
    ),
    episodes=(
        ("Zeit für Gespräche: Die Folge heißt ", TITLE, "."),
        ("Jetzt kommt eine Folge mit dem Titel ", TITLE, "."),
        ("Die nächsten Stimmen, die ihr hört, gehören zur Folge ", TITLE, "."),
    ),
    episodes_untitled=(
        ("Jetzt kommt eine Folge von ", ARTISTS, ", und der Titel bleibt ein Geheimnis."),
        ("Jetzt kommt eine Folge der Sendung ", ALBUM, ", und der Titel bleibt ein Geheimnis."),
        ("Jetzt kommt eine Folge, die hier keinen Titel trägt, also hören wir einfach zu.",),
    ),
    episode_details=(
        ("Die Sendung heißt ", ALBUM, "."),
        ("Es ist eine Folge von ", ALBUM, "."),
        ("Sie kommt zu euch von ", ARTISTS, "."),
        ("Sie dauert etwa ", DURATION, ", macht es euch also bequem."),
        ("Ihr habt etwa ", DURATION, " Zeit, euch zurückzulehnen und zuzuhören."),
    ),
    talk_closers=(
        ("Mehr sage ich nicht und überlasse alles Weitere diesen Stimmen.",),
        ("Lehnt euch zurück, macht es euch bequem, und hört, was es zu sagen gibt.",),
        ("Nehmt euch Zeit dafür, und ich bin wieder da, wenn es vorbei ist.",),
    ),
    chapters=(
        ("Jetzt wird vorgelesen: Das Kapitel heißt ", TITLE, "."),
        ("Es geht weiter mit dem Kapitel ", TITLE, "."),
    ),
    chapters_untitled=(
        ("Jetzt kommt ein Kapitel aus einem Buch von ", ARTISTS, ", und der Titel bleibt ein Geheimnis."),
        ("Jetzt kommt ein Kapitel aus ", ALBUM, ", und der Titel bleibt ein Geheimnis."),
        ("Jetzt kommt ein Kapitel, das hier keinen Titel trägt, also hören wir einfach zu.",),
    ),
    chapter_details=(
        ("Das Buch heißt ", ALBUM, "."),
        ("Es ist ein Kapitel aus ", ALBUM, "."),
        ("Das Buch ist von ", ARTISTS, "."),
        ("Das Kapitel dauert etwa ", DURATION, "."),
    ),
)
