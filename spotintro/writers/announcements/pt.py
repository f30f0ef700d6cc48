"""The announcer's sentences in Portuguese, in words that Brazil and Portugal spell and say alike.

Listeners are "vocês"; a track is "a faixa", whatever it is. No place follows what would melt with an
article.
"""

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

# Sixteen, seventeen and nineteen are spelt in two ways.
_NUMBERS = (
    "zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze", "doze",
    "treze", "catorze", "quinze", "16", "17", "dezoito", "19", "vinte",
)  # fmt: skip

STOCK = Stock(
    wording=Wording(
        quotation=("“", "”"),
        joints=(("", " e "),),
        others=" e outros",
        numbers=_NUMBERS,
        half_minute="meio minuto",
        minute="um minuto",
        minute_and_a_half="um minuto e meio",
        minutes="{} minutos",
        minutes_and_a_half="{} minutos e meio",
        hour="uma hora",
        two_hours="duas horas",
        hours="{} horas",
        duration_joint=" e ",
    ),
    openers=(
        ("Que bom ter a companhia de vocês.",),
        ("É bom saber que continuam desse lado.",),
        ("Fiquem à vontade e aumentem um pouco o volume.",),
        ("Não saiam de onde estão.",),
        ("O que vem agora é para vocês.",),
    ),
    music_openers=(
        ("Agora, um momento de atenção.",),
        ("Agora sem pressa, só música.",),
        ("E o programa continua.",),
    ),
    titles=(
        ("Com vocês, ", ARTISTS, ", e a faixa é ", TITLE, "."),
        ("Vem aí ", TITLE, ", por ", ARTISTS, "."),
        ("O som que ouvem é de ", ARTISTS, ", e a faixa chama-se ", TITLE, "."),
        ("O nome na capa é ", ARTISTS, ", e o título é ", TITLE, "."),
        (TITLE, " é o nome da faixa, que chega até vocês por ", ARTISTS, "."),
        ("De ", ARTISTS, ", para quem está acordado e nos escuta: ", TITLE, "."),
        ("Fiquem agora com ", ARTISTS, " e com ", TITLE, "."),
        ("Agora, no ar, para todos vocês: ", TITLE, ", por ", ARTISTS, "."),
    ),
    titles_alone=(
        ("Esta faixa chama-se ", TITLE, "."),
        ("O título é ", TITLE, ", e a capa não conta mais nada."),
        ("Vem aí, para vocês, ", TITLE, "."),
        ("Para quem está acordado e com os ouvidos abertos: ", TITLE, "."),
    ),
    artists_alone=(
        ("Com vocês, ", ARTISTS, ", e uma faixa que aqui não traz título nenhum."),
        ("Vem aí alguma coisa de ", ARTISTS, ", e o título fica em segredo."),
    ),
    albums_alone=(
        ("Vem aí alguma coisa do álbum ", ALBUM, ", e o título fica em segredo."),
        ("Do álbum ", ALBUM, ", vem aí uma faixa que aqui não traz título nenhum."),
    ),
    nameless=(("Esta faixa chega sem nome nenhum na etiqueta, por isso vamos simplesmente ouvir.",),),
    albums=(
        ("Podem encontrar esta faixa no álbum ", ALBUM, "."),
        ("Ela vem do disco ", ALBUM, "."),
        ("O álbum de que faz parte é ", ALBUM, "."),
        ("É a faixa número ", TRACK_NUMBER, " de ", ALBUM, "."),
        ("Em ", ALBUM, ", é a faixa de número ", TRACK_NUMBER, "."),
        ("O álbum é ", ALBUM, ", e esta edição traz a data de ", YEAR, "."),
        ("Está em ", ALBUM, ", um lançamento de ", YEAR, "."),
    ),
    details=(
        ("Este lançamento é de ", YEAR, "."),
        ("Nesta edição está escrito o ano ", YEAR, "."),
        ("Na loja, estaria na prateleira de ", GENRES, "."),
        ("Na prateleira, a etiqueta diz ", GENRES, ", mas quem decide são os ouvidos."),
        ("A companhia dela vai durar cerca de ", DURATION, "."),
        ("Guardem para ela cerca de ", DURATION, "."),
        ("Da primeira à última nota, dura cerca de ", DURATION, "."),
        ("A música é de ", COMPOSERS, "."),
        ("Foi composta por ", COMPOSERS, "."),
    ),
    closers=(
        ("Vamos ouvir esta faixa juntos, sem mais uma palavra da minha parte.",),
        ("Não digo mais nada e deixo o resto por conta da música.",),
        ("Relaxem, fechem os olhos se quiserem e deixem a música tocar.",),
        ("Da minha parte chega, os próximos minutos são todos da música.",),
        ("Fiquem bem à vontade e deem a esta faixa toda a atenção.",),
        ("Se ela chegar na hora certa para vocês, tanto melhor.",),
        ("Boa música, e eu estarei aqui quando quiserem ouvir a minha voz.",),
        ("Respirem fundo e deixem que ela chegue até vocês, sem pressa nenhuma.",),
    ),
    episodes=(
        ("Está na hora da conversa: o episódio chama-se ", TITLE, "."),
        ("Vem aí um episódio com o título ", TITLE, "."),
        ("As próximas vozes que vão ouvir são do episódio ", TITLE, "."),
    ),
    episodes_untitled=(
        ("Vem aí um episódio de ", ARTISTS, ", e o título fica em segredo."),
        ("Vem aí um episódio do programa ", ALBUM, ", e o título fica em segredo."),
        ("Vem aí um episódio que aqui não traz título nenhum, por isso vamos simplesmente ouvir.",),
    ),
    episode_details=(
        ("O programa chama-se ", ALBUM, "."),
        ("É um episódio de ", ALBUM, "."),
        ("Chega até vocês por ", ARTISTS, "."),
        ("Dura cerca de ", DURATION, ", por isso fiquem à vontade."),
        ("Vocês têm cerca de ", DURATION, " para relaxar e ouvir."),
    ),
    talk_closers=(
        ("Não digo mais nada e deixo o resto por conta dessas vozes.",),
        ("Relaxem, fiquem à vontade e ouçam tudo o que vai ser dito agora.",),
        ("Ouçam com toda a calma, e eu estarei aqui quando acabar.",),
    ),
    chapters=(
        ("É hora de ouvir uma leitura: o capítulo chama-se ", TITLE, "."),
        ("Aí vem agora o capítulo ", TITLE, "."),
    ),
    chapters_untitled=(
        ("Vem aí um capítulo de um livro de ", ARTISTS, ", e o título fica em segredo."),
        ("Vem aí um capítulo do livro ", ALBUM, ", e o título fica em segredo."),
        ("Vem aí um capítulo que aqui não traz título nenhum, por isso vamos simplesmente ouvir.",),
    ),
    chapter_details=(
        ("O livro chama-se ", ALBUM, "."),
        ("É um capítulo de ", ALBUM, "."),
        ("O livro é de ", ARTISTS, "."),
        ("O capítulo dura cerca de ", DURATION, "."),
    ),
)
