"""The announcer's sentences in English."""

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
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip

WORDING = Wording(
    quotation=("“", "”"),
    joints=(("", " and "),),
    others=" and others",
    numbers=_NUMBERS,
    half_minute="half a minute",
    minute="one minute",
    minute_and_a_half="one and a half minutes",
    minutes="{} minutes",
    minutes_and_a_half="{} and a half minutes",
    hour="one hour",
    two_hours="two hours",
    hours="{} hours",
    duration_joint=" and ",
)

STOCK = Stock(
    wording=WORDING,
    openers=(
        ("Good to have you here.",),
        ("Thank you for staying with us.",),
        ("Settle in, and turn it up a little.",),
        ("Stay right where you are.",),
        ("This one is for you.",),
    ),
    music_openers=(
        ("Give me your ear for a moment.",),
        ("No hurry now, just music.",),
        ("And the programme goes on.",),
    ),
    titles=(
        ("This is ", ARTISTS, ", with ", TITLE, "."),
        ("Here comes ", TITLE, ", by ", ARTISTS, "."),
        ("You are listening to ", ARTISTS, ", and the piece is called ", TITLE, "."),
        ("The name on the sleeve is ", ARTISTS, ", and the title is ", TITLE, "."),
        (TITLE, " is what it is called, and it comes to you from ", ARTISTS, "."),
        ("From ", ARTISTS, ", for whoever is awake and listening: ", TITLE, "."),
        ("Let me hand you over to ", ARTISTS, ", and to ", TITLE, "."),
        ("Coming out of your speakers: ", TITLE, ", from ", ARTISTS, "."),
    ),
    titles_alone=(
        ("This one is called ", TITLE, "."),
        ("The title is ", TITLE, ", and that is all the sleeve gives away."),
        ("Here comes ", TITLE, "."),
        ("For whoever is awake and listening: ", TITLE, "."),
    ),
    artists_alone=(
        ("This is ", ARTISTS, ", with a track that carries no title here."),
        ("Here comes something from ", ARTISTS, ", and the title stays a secret."),
    ),
    albums_alone=(
        ("Here comes something from the album ", ALBUM, ", and the title stays a secret."),
        ("This one is on the album ", ALBUM, ", and it carries no title here."),
    ),
    nameless=(("This one comes without a name on the label, so let us simply listen.",),),
    albums=(
        ("You can find it on the album ", ALBUM, "."),
        ("It comes from ", ALBUM, "."),
        ("The album it belongs to is ", ALBUM, "."),
        ("It is track number ", TRACK_NUMBER, " on ", ALBUM, "."),
        ("On ", ALBUM, " you will find it as track ", TRACK_NUMBER, "."),
        ("The album is ", ALBUM, ", and the release is dated ", YEAR, "."),
        ("It is on ", ALBUM, ", a release from ", YEAR, "."),
    ),
    details=(
        ("This release is from ", YEAR, "."),
        ("The release carries the year ", YEAR, "."),
        ("On the shelf you would find it under ", GENRES, "."),
        ("It is filed under ", GENRES, ", but your ears may decide for themselves."),
        ("It will keep us company for about ", DURATION, "."),
        ("Give it about ", DURATION, " of your time."),
        ("From the first note to the last it takes about ", DURATION, "."),
        ("The music is by ", COMPOSERS, "."),
        ("It was composed by ", COMPOSERS, "."),
    ),
    closers=(
        ("Let us listen to it together, without another word from me.",),
        ("I will say no more, and leave the rest to the speakers.",),
        ("Lean back, close your eyes if you like, and let it play.",),
        ("That is enough from me; the next minutes belong to the music.",),
        ("Make yourself comfortable, and give it the attention it asks for.",),
        ("If it finds you in the right mood, so much the better.",),
        ("Enjoy it; I am here whenever you want me again.",),
        ("Take a breath, and let it come to you in its own time.",),
    ),
    episodes=(
        ("Time for some talk: the episode is called ", TITLE, "."),
        ("Here comes an episode with the title ", TITLE, "."),
        ("The next voices you hear belong to the episode ", TITLE, "."),
    ),
    episodes_untitled=(
        ("Here comes an episode from ", ARTISTS, ", and its title stays a secret."),
        ("Here comes an episode of ", ALBUM, ", and its title stays a secret."),
        ("Here comes an episode that carries no title here, so let us simply listen.",),
    ),
    episode_details=(
        ("The show is ", ALBUM, "."),
        ("It is an episode of ", ALBUM, "."),
        ("It comes to you from ", ARTISTS, "."),
        ("It runs for about ", DURATION, ", so make yourself comfortable."),
        ("You have about ", DURATION, " to lean back and listen."),
    ),
    talk_closers=(
        ("I will say no more, and leave the rest to them.",),
        ("Lean back, make yourself comfortable, and hear what they have to say.",),
        ("Take your time with it, and I will be here when it is over.",),
    ),
    chapters=(
        ("Time to be read to: the chapter is called ", TITLE, "."),
        ("Here comes the chapter ", TITLE, "."),
    ),
    chapters_untitled=(
        ("Here comes a chapter of a book by ", ARTISTS, ", and its title stays a secret."),
        ("Here comes a chapter of ", ALBUM, ", and its title stays a secret."),
        ("Here comes a chapter that carries no title here, so let us simply listen.",),
    ),
    chapter_details=(
        ("The book is ", ALBUM, "."),
        ("It is a chapter of ", ALBUM, "."),
        ("The book is by ", ARTISTS, "."),
        ("The chapter runs for about ", DURATION, "."),
    ),
)
