"""The announcer's sentences in French. No place follows "de", which loses its vowel before some names."""

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
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt",
)  # fmt: skip

STOCK = Stock(
    wording=Wording(
        quotation=("«\N{NO-BREAK SPACE}", "\N{NO-BREAK SPACE}»"),
        joints=(("", " et "),),
        others=" et d’autres",
        numbers=_NUMBERS,
        half_minute="une demi-minute",
        minute="une minute",
        minute_and_a_half="une minute et demie",
        minutes="{} minutes",
        minutes_and_a_half="{} minutes et demie",
        hour="une heure",
        two_hours="deux heures",
        hours="{} heures",
        duration_joint=" et ",
    ),
    openers=(
        ("Quel plaisir de vous retrouver.",),
        ("Merci de rester avec nous.",),
        ("Installez-vous bien, et montez un peu le son.",),
        ("Ne bougez surtout pas.",),
        ("Voici quelque chose pour vous.",),
    ),
    music_openers=(
        ("Prêtez-moi l’oreille un instant.",),
        ("Rien ne presse, place à la musique.",),
        ("Et le programme continue.",),
    ),
    titles=(
        ("Voici ", ARTISTS, ", avec ", TITLE, "."),
        ("Place maintenant à ", TITLE, ", par ", ARTISTS, "."),
        ("Vous écoutez ", ARTISTS, ", et le morceau s’appelle ", TITLE, "."),
        ("Le nom sur la pochette, c’est ", ARTISTS, ", et le titre, c’est ", TITLE, "."),
        (TITLE, ", c’est le nom du morceau, et il vous est offert par ", ARTISTS, "."),
        ("Avec ", ARTISTS, ", pour tous ceux qui veillent et qui écoutent\N{NO-BREAK SPACE}: ", TITLE, "."),
        ("Je laisse la place à ", ARTISTS, " et à ", TITLE, "."),
        ("Dans vos enceintes, tout de suite\N{NO-BREAK SPACE}: ", TITLE, ", par ", ARTISTS, "."),
    ),
    titles_alone=(
        ("Ce morceau s’appelle ", TITLE, "."),
        ("Le titre est ", TITLE, ", et la pochette n’en dit pas plus."),
        ("Voici maintenant ", TITLE, "."),
        ("Pour tous ceux qui veillent et qui écoutent\N{NO-BREAK SPACE}: ", TITLE, "."),
    ),
    artists_alone=(
        ("Voici ", ARTISTS, ", avec un morceau qui ne porte ici aucun titre."),
        ("Place maintenant à ", ARTISTS, ", et le titre reste un secret."),
    ),
    albums_alone=(
        ("Voici un morceau qui figure sur l’album ", ALBUM, ", et le titre reste un secret."),
        ("Dans l’album ", ALBUM, ", voici un morceau qui ne porte ici aucun titre."),
    ),
    nameless=(("Ce morceau arrive sans aucun nom sur l’étiquette, alors écoutons, tout simplement.",),),
    albums=(
        ("Vous le trouverez sur l’album ", ALBUM, "."),
        ("Il figure sur ", ALBUM, "."),
        ("L’album où il se trouve s’appelle ", ALBUM, "."),
        ("C’est le titre numéro ", TRACK_NUMBER, " sur ", ALBUM, "."),
        ("Sur ", ALBUM, ", il porte le numéro ", TRACK_NUMBER, "."),
        ("L’album s’appelle ", ALBUM, ", et cette édition est datée de ", YEAR, "."),
        ("Il est sur ", ALBUM, ", un disque sorti en ", YEAR, "."),
    ),
    details=(
        ("Ce disque est sorti en ", YEAR, "."),
        ("Cette édition porte la date de ", YEAR, "."),
        ("Chez le disquaire, cherchez-le au rayon ", GENRES, "."),
        ("On le classe au rayon ", GENRES, ", mais vos oreilles restent libres d’en décider."),
        ("Il nous tiendra compagnie environ ", DURATION, "."),
        ("Accordez-lui environ ", DURATION, " de votre temps."),
        ("De la première à la dernière note, comptez environ ", DURATION, "."),
        ("La musique est signée ", COMPOSERS, "."),
        ("Il a été composé par ", COMPOSERS, "."),
    ),
    closers=(
        ("Écoutons-le ensemble, sans un mot de plus de ma part.",),
        ("Je n’en dis pas plus et je laisse parler les enceintes.",),
        ("Laissez-vous aller, fermez les yeux si le cœur vous en dit, et écoutez.",),
        ("Assez parlé, les prochaines minutes appartiennent à la musique.",),
        ("Mettez-vous à l’aise, et accordez-lui toute l’attention qu’il demande.",),
        ("S’il vous trouve dans la bonne humeur, c’est encore mieux.",),
        ("Bonne écoute, et je reste là si vous avez besoin de moi.",),
        ("Prenez une grande respiration, et laissez-le venir à vous à son rythme.",),
    ),
    episodes=(
        ("Place à la parole\N{NO-BREAK SPACE}: l’épisode s’appelle ", TITLE, "."),
        ("Voici un épisode qui porte le titre ", TITLE, "."),
        ("Les voix que vous allez entendre sont celles de l’épisode ", TITLE, "."),
    ),
    episodes_untitled=(
        ("Voici un épisode proposé par ", ARTISTS, ", et le titre reste un secret."),
        ("Voici un épisode de l’émission ", ALBUM, ", et le titre reste un secret."),
        ("Voici un épisode qui ne porte ici aucun titre, alors écoutons, tout simplement.",),
    ),
    episode_details=(
        ("L’émission s’appelle ", ALBUM, "."),
        ("C’est un épisode tiré de l’émission ", ALBUM, "."),
        ("Il vous est proposé par ", ARTISTS, "."),
        ("Il dure environ ", DURATION, ", alors mettez-vous à l’aise."),
        ("Vous avez environ ", DURATION, " pour vous installer et écouter."),
    ),
    talk_closers=(
        ("Je n’en dis pas plus et je laisse ces voix faire le reste.",),
        ("Installez-vous bien, mettez-vous à l’aise, et écoutez tout ce qui va se dire.",),
        ("Prenez tout votre temps, je serai là quand ce sera fini.",),
    ),
    chapters=(
        ("Place à la lecture\N{NO-BREAK SPACE}: le chapitre s’appelle ", TITLE, "."),
        ("Voici maintenant le chapitre ", TITLE, "."),
    ),
    chapters_untitled=(
        ("Voici un chapitre d’un livre signé ", ARTISTS, ", et le titre reste un secret."),
        ("Voici un chapitre tiré du livre ", ALBUM, ", et le titre reste un secret."),
        ("Voici un chapitre qui ne porte ici aucun titre, alors écoutons, tout simplement.",),
    ),
    chapter_details=(
        ("Le livre s’appelle ", ALBUM, "."),
        ("C’est un chapitre tiré du livre ", ALBUM, "."),
        ("Le livre est signé ", ARTISTS, "."),
        ("Ce chapitre dure environ ", DURATION, "."),
    ),
)
