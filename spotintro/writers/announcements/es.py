"""The announcer's sentences in Spanish. The listener is "tú", which is said on both sides of the ocean."""

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
    "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce",
    "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte",
)  # fmt: skip

STOCK = Stock(
    wording=Wording(
        quotation=("«", "»"),
        joints=((r"(?:h?i|í|y)(?![aeouáéóú])", " e "), ("", " y ")),
        others=" y otros",
        numbers=_NUMBERS,
        half_minute="medio minuto",
        minute="un minuto",
        minute_and_a_half="un minuto y medio",
        minutes="{} minutos",
        minutes_and_a_half="{} minutos y medio",
        hour="una hora",
        two_hours="dos horas",
        hours="{} horas",
        duration_joint=" y ",
    ),
    openers=(
        ("Qué gusto tenerte por aquí.",),
        ("Gracias por seguir con nosotros.",),
        ("Ponte a gusto y sube un poco el volumen.",),
        ("No te muevas de donde estás.",),
        ("Esto que viene es para ti.",),
    ),
    music_openers=(
        ("Préstame el oído un momento.",),
        ("Ahora sin prisas, solo música.",),
        ("Y el programa continúa.",),
    ),
    titles=(
        ("Esto es ", TITLE, ", de ", ARTISTS, "."),
        ("Aquí llega ", TITLE, ", en manos de ", ARTISTS, "."),
        ("Lo que escuchas es de ", ARTISTS, ", y el tema se llama ", TITLE, "."),
        ("El nombre de la portada es ", ARTISTS, ", y el título es ", TITLE, "."),
        (TITLE, " se llama el tema, y te llega de la mano de ", ARTISTS, "."),
        ("De ", ARTISTS, ", para quien está al otro lado escuchando: ", TITLE, "."),
        ("Te dejo con ", ARTISTS, " y con ", TITLE, "."),
        ("Ahora mismo en tus altavoces: ", TITLE, ", de ", ARTISTS, "."),
    ),
    titles_alone=(
        ("Este tema se llama ", TITLE, "."),
        ("El título es ", TITLE, ", y la portada no cuenta nada más."),
        ("Aquí llega ahora ", TITLE, "."),
        ("Para quien está al otro lado escuchando: ", TITLE, "."),
    ),
    artists_alone=(
        ("Te dejo con ", ARTISTS, " y con un tema que aquí no lleva título."),
        ("Aquí llega algo de ", ARTISTS, ", y el título queda en secreto."),
    ),
    albums_alone=(
        ("Aquí llega algo del álbum ", ALBUM, ", y el título queda en secreto."),
        ("Te dejo con el álbum ", ALBUM, " y con un tema que aquí no lleva título."),
    ),
    nameless=(("Este tema llega sin ningún nombre en la etiqueta, así que vamos a escucharlo sin más.",),),
    albums=(
        ("Lo encontrarás en el álbum ", ALBUM, "."),
        ("Viene en el disco ", ALBUM, "."),
        ("El álbum al que pertenece es ", ALBUM, "."),
        ("Es el tema número ", TRACK_NUMBER, " de ", ALBUM, "."),
        ("En ", ALBUM, " lleva el número ", TRACK_NUMBER, "."),
        ("El álbum es ", ALBUM, ", y esta edición lleva la fecha de ", YEAR, "."),
        ("Está en ", ALBUM, ", un lanzamiento de ", YEAR, "."),
    ),
    details=(
        ("Este lanzamiento es de ", YEAR, "."),
        ("En esta edición figura el año ", YEAR, "."),
        ("En la tienda lo encontrarías en la sección de ", GENRES, "."),
        ("Está clasificado como ", GENRES, ", pero eso que lo decidan tus oídos."),
        ("Nos hará compañía durante más o menos ", DURATION, "."),
        ("Regálale más o menos ", DURATION, " de tu tiempo."),
        ("De la primera nota a la última dura más o menos ", DURATION, "."),
        ("La música es de ", COMPOSERS, "."),
        ("La composición lleva la firma de ", COMPOSERS, "."),
    ),
    closers=(
        ("Vamos a escucharlo juntos, sin una sola palabra más por mi parte.",),
        ("No digo nada más, y el resto se lo dejo a los altavoces.",),
        ("Relájate, cierra los ojos si te apetece y deja que suene.",),
        ("Por mi parte ya basta, los próximos minutos son de la música.",),
        ("Ponte cómodamente a escuchar y dale toda la atención que pide.",),
        ("Si te encuentra con el ánimo adecuado, mejor que mejor.",),
        ("Que lo disfrutes, y aquí estaré cuando me quieras oír otra vez.",),
        ("Respira hondo y deja que llegue hasta ti sin ninguna prisa.",),
    ),
    episodes=(
        ("Es hora de conversar: el episodio se llama ", TITLE, "."),
        ("Aquí llega un episodio con el título ", TITLE, "."),
        ("Las próximas voces que oirás son las del episodio ", TITLE, "."),
    ),
    episodes_untitled=(
        ("Aquí llega un episodio de parte de ", ARTISTS, ", y el título queda en secreto."),
        ("Aquí llega un episodio del programa ", ALBUM, ", y el título queda en secreto."),
        ("Aquí llega un episodio que no lleva título, así que vamos a escucharlo sin más.",),
    ),
    episode_details=(
        ("El programa se llama ", ALBUM, "."),
        ("Es un episodio de ", ALBUM, "."),
        ("Te llega de parte de ", ARTISTS, "."),
        ("Dura más o menos ", DURATION, ", así que ponte a gusto."),
        ("Tienes más o menos ", DURATION, " para relajarte y escuchar."),
    ),
    talk_closers=(
        ("No digo nada más, y el resto se lo dejo a esas voces.",),
        ("Relájate, ponte a gusto y escucha todo lo que te quieren contar.",),
        ("Tómate tu tiempo, y aquí estaré cuando haya terminado.",),
    ),
    chapters=(
        ("Es hora de escuchar una lectura: el capítulo se titula ", TITLE, "."),
        ("Aquí llega ahora el capítulo ", TITLE, "."),
    ),
    chapters_untitled=(
        ("Aquí llega un capítulo de un libro de ", ARTISTS, ", y el título queda en secreto."),
        ("Aquí llega un capítulo del libro ", ALBUM, ", y el título queda en secreto."),
        ("Aquí llega un capítulo que no lleva título, así que vamos a escucharlo sin más.",),
    ),
    chapter_details=(
        ("El libro se titula ", ALBUM, "."),
        ("Es un capítulo de ", ALBUM, "."),
        ("El libro es de ", ARTISTS, "."),
        ("El capítulo dura más o menos ", DURATION, "."),
    ),
)
