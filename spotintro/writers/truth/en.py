"""English, as a radio host speaks it of music."""

from __future__ import annotations

from spotintro.writers.truth.speech import Speech

_ADVERBS = (
    "now just then still also here there already again always right only simply all once more finally indeed of "
    "course really actually tonight today shortly soon too yet even both up over back"
)

_ASIDES = (
    "by the way|of course|in case you(?: have|'ve)? missed it|in case you(?: do not|did not| don't| didn't) know|"
    "in case you(?: are|'re| were)? wonder(?:ing|ed)|if you(?: were| are|'re)? wondering|if you ask me|"
    "as you(?: may| might| surely| probably)? know|for the record|so to speak|as promised|as announced|"
    "if i may|needless to say|as it happens|i am told|believe it or not|if you want to know|"
    "for those (?:who ask|wondering|who wonder|who missed it)|for your information|in other words|"
    "to be (?:exact|precise)|if you like|if you please|please|you see|you know|mind you|naturally"
)
_VOCATIVES = (
    "(?:my |our |dear |good |hello |hey |okay |ok )*(?:folks|friends?|everyone|everybody|listeners?|people|all|"
    "ladies and gentlemen|ladies|gentlemen|boys and girls|girls and boys|guys|mates?|pals?|buddy|neighbours?|"
    "night owls?|early birds?|music lovers?|dears?|darlings?|you lot|one and all)(?: out there| at home)?"
)

_TENS = (
    "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    "(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
)
_PARTS = (
    "name|title|writer|author|composer|producer|label|lyricist|members?|year|date|release|length|hometown|home|own"
)

_NAME = "[\ue100-\ue1ff]"
_WISHED = (
    r"\b(song|track|tune|piece|record|one|number|music|something) (?:that |which )?(?:you|we|i|many of you)"
    r"(?: (?:have|had|were|are|all|been))* (?:asked for|requested|wanted|ordered|waiting for|looking for|"
    r"called for|wished for|picked(?: out)?|chose|chosen|promised|saved|saving|put aside|kept|lined up|prepared)"
    r"(?: (?:for )?(?:you|us|me))?\b"
)

SPEECH = Speech(
    expansions=(
        (rf"\b(song|track|tune|piece|band|album|record|artist)'s(?= (?:{_PARTS}))", r"\1 s"),
        (
            (
                r"\b(it|he|she|that|this|there|here|what|who|where|how|one|when|name|title|song|time|everything|"
                r"something|nothing|which|band|album|record|artist|track)'s\b"
            ),
            r"\1 is",
        ),
        (r"(?<=[\ue100-\ue1ff] )'s\b", "s"),
        (r"(?<=[\ue100-\ue1ff] )'(?=\s)", "s"),
        (r"\blet's\b", "let us"),
        (r"\bwon't\b", "will not"),
        (r"\bcan't\b|\bcannot\b", "can not"),
        (r"n't\b", " not"),
        (r"'re\b", " are"),
        (r"'ve\b", " have"),
        (r"'ll\b", " will"),
        (r"'m\b", " am"),
        (r"'d\b", " would"),
        (r"\b(tonight|today|evening|tomorrow|night|day|week|listener|hour|show|moment)'s\b", r"\1"),
        (r"\bo'clock\b", "oclock"),
        (r"&", " and "),
        (r"\b(have|has) got\b(?! to\b)", r"\1"),
        (r"\bmore or less\b|\bgive or take\b,?", "about"),
        # It is a place that somebody comes from.
        (
            rf"\bit is +(?:in +)?({_NAME}) +(?:that|where) +({_NAME}) +(?:comes?|hails?|is|are) +from\b",
            r"\2 comes from \1",
        ),
        # "It turned 28": the years go without saying.
        (rf"\b(turns|turned|turning|aged|reached|reaches) (\d\d|{_TENS})(?! year)\b", r"\1 \2 years"),
        # A form of address tells the gender.
        (r"\b(?:miss|ms|mrs|lady|madame?)\.? (?= *[\ue100-\ue1ff])", "herself "),
        (r"\b(?:mister|mr|sir|lord)\.? (?= *[\ue100-\ue1ff])", "himself "),
        # Praise of somebody, in a word that says nothing elsewhere.
        (rf"\bthe (?:great|big|grand|wonderful|lovely|fantastic|splendid) (?= *{_NAME})", "the famed "),
        # What the listener wished for, and the host has ready.
        (_WISHED, r"\1"),
        (
            r"\bwhat (we|i) have (?:lined up|in store|ready|picked|chosen|saved|for you)(?: for (?:you|us))?\b",
            r"what \1 have",
        ),
        (r"\b(where|what|who|how|when) (?:was|were|did) (?=(?:i|we|you|your)\b)", r"\1 is "),
        (r"\bwhere (?:that|this|it|those|these) (?:came|comes) from\b", "there"),
        (r"\b(let me|let us|i will|we will|i have to)\b([^.,:]*) first(?=[ ,.!]*$)", r"\1\2 now"),
        (r"\bthree,? two,? one\b", "now"),
        # Asides and vocatives, with their commas.
        (rf"(?:^|,) *(?:{_ASIDES}) *(?:,|(?=[.!?:]|$))", " "),
        (rf"(?:^|,) *(?:{_VOCATIVES}) *(?:,|(?=[.!?:]|$))", " , "),
    ),
    groups={
        "np": (
            "{named} \ue001 \ue002 \ue003 this it that this_one that_one the_next_one "
            "the_next the_next_song the_next_track "
            "this_song this_track this_tune this_piece the_song the_track the_music the_tune our_next_one "
            "our_next_song our_next_track our_next_record our_next_guest the_next_record the_rest your_next_song "
            "what_follows what_comes_next what_is_next the_next_one the_next_voice the_artist "
            "the_song_you_asked_for the_track_you_asked_for the_one_you_asked_for"
        ),
        "adv": (
            "now just then still also here there already again always right only simply all once_more finally "
            "indeed tonight today shortly soon even up over back this_evening this_morning this_afternoon very "
            "in_a_moment in_a_minute in_a_second from_here"
        ),
        "is": "is are s comes come goes follows follow",
        "link": (
            "a an the of to from by with and in on up for it is are was were has have had been we you us me "
            "i this "
            "that now then just there here will shall be hear heard hearing play played playing listen listening "
            "comes come coming goes go going get got song track tune piece record one artist act voice band music "
            "something someone sound sounds again also right over out still only our your their s , all "
            "back on_to "
            "straight already really name turn time course moment enjoyed had let welcome meet"
        ),
        "before": (
            "before before_this before_that before_it earlier previously a_moment_ago moments_ago minutes_ago "
            "a_minute_ago just_now just_then earlier_on until_now up_to_now so_far behind_us leave leaving left "
            "leaves goodbye farewell coming_from came_from that_was this_was it_was that_were those_were we_had "
            "you_had we_heard you_heard we_just_heard you_just_heard just_heard was_by were_by the_last_one "
            "the_last_song the_previous_song the_previous_one the_one_before the_song_before opened_with "
            "started_with began_with we_played i_played we_just_played i_just_played been_listening_to "
            "were_listening_to been_hearing were_hearing just_finished just_ended last_song last_one"
        ),
        "after": (
            "next after_this after_that after_it after_this_one after_this_song after_the_break after_the_news "
            "after_a_short_break afterwards afterward later later_on then thereafter soon shortly "
            "before_long next_up "
            "up_next coming_up coming_next coming_soon to_come still_to_come yet_to_come to_follow "
            "on_the_way ahead ahead_of_us in_store on_deck in_a_moment in_a_minute in_a_few_minutes "
            "in_a_little_while in_a_bit in_just_a_moment minutes_away minutes_from_now when_this_is_over "
            "when_this_ends when_this_is_done once_this_is_over once_this_is_done once_this_ends "
            "as_soon_as_this_is_over from_here until stick_around stay_tuned stay_around stay_with_us "
            "stay_with_me "
            "hang_on hang_around do_not_go_away do_not_miss look_forward_to looking_forward_to wait_for "
            "waiting_for "
            "keep_listening_for follows following the_next_one the_next_song the_next_track the_next_voice "
            "the_next_artist next_song next_one next_track next_artist next_in_line the_following"
        ),
        "lead": "and so now well okay alright here there next up coming right first then also yes but",
    },
    frames=(
        (
            "[{lead}]* [,]* this|that|it|here|there|what_follows|next|it_all is|comes|come|are|s|goes [{adv}|a|an|"
            "some|little|bit|more|something|one|the|our|next|song|track|tune|piece|music|name|record|number|your|"
            ",]* {title} [{adv}]* [,|by|from|with|and|of|performed_by|s]* [{artist}]"
        ),
        (
            "[{lead}]* [,]* this|that|it|here|there|what_follows|next|it_all is|comes|come|are|s|goes [{adv}|with|"
            "from|by|a|an|some|little|bit|of|more|something|someone|one|the|our|next|song|track|tune|piece|artist|"
            "act|music|guest|voice|name|record|number|way|your|,]* {artist} [{adv}]* [,|with|and|s|the_song|"
            "their_song|the_track]* [{title}]"
        ),
        (
            "[and|the|its|their|s|our|next|this|that|for]* song|track|tune|piece|title|name|one|record|number [of|"
            "it|the|this|song|track|piece|next|up|on_the_list|here|now|in_question|in_a_row]* is|s|goes_by|"
            "reads [{adv}|called|the_song|the_one|and|it|,]* {title} [by|from|with|,]* [{artist}]"
        ),
        (
            "[and|the|its|our|next|this|that|for]* artist|act|musicians|voice|name|hands|one [of|it|the|this|"
            "artist|next|up|on_the_list|here|now|behind|song|track|in_question|responsible]* is|s|goes_by|are|"
            "reads [{adv}|called|the|and|,]* {artist}"
        ),
        (
            "{title} is|s [the_name_of|the_title_of|what_we_call|how|what]* [its|the|it|this|song|track|tune|"
            "piece|next|one|is|call]* name|title|called|song|track|name_of_the_song|title_of_the_song|one"
        ),
        (
            "{artist} is|s|are [the_name_of|behind|what|the]* [the|it|this|next|artist|act]* name|artist|act|one|"
            "ones|here|musicians"
        ),
        (
            "it|this|which|that|they|she|he|song|track|one|what|piece|tune|number is|s|we|they|to_be|be called|"
            "named|titled|call [it|this|that|one|the_song|,]* {title}"
        ),
        (
            "it|this|that|song|track|one|piece|tune bears|carries|has|wears|goes_under|goes_by [the|a]* title|"
            "name [,|of]* {title}"
        ),
        (
            "{np} is|are [{adv}]* my_choice|our_choice|my_pick|my_next_choice|on_the_turntable|on_the_programme|"
            "on_the_list|on_the_record_player|on_the_menu|on_the_radio|on_the_air"
        ),
        "[and]* [with]* that|this|which|it brings|leads|takes [us|me|you]* [{adv}]* to {named}",
        (
            "[the]* piece|song|track|tune|one|music|record you|we are [{adv}]* about_to_hear|going_to_hear|"
            "hearing|listening_to [{adv}]* is|s {named}"
        ),
        "my|our [next]* choice|pick|guest|companion is|s {named}",
        "^ [and]* [it_is|it]* called|named|titled|entitled {title}",
        "song|track|tune|piece|number|one|something|it|this|music called|named|titled|entitled [,]* {title}",
        "{np} is|are on it|this_one|that_one|there|it_too",
        "[they|we|you|i]* call|calls [it|this|that|one|itself]* {title}",
        (
            "[what|all|who|whom]* you|we [can|will|are|are_going_to|have]* hear|hearing|listening_to|listen_to|"
            "get|need [{adv}|next|from_me]* [is|s|are] [the_voice_of|the|song]* {np}"
        ),
        (
            "{np} [that|is|is_what|what|who|which]* you|we [can|will|are|are_going_to|have]* hear|hearing|"
            "listening_to|listen_to|get|need|have|have_lined_up|have_in_store|have_for_you [{adv}|next|for|you]*"
        ),
        (
            "[the] stage|floor|air|word|next_slot|microphone|room|show|hour|night|evening|radio|next_minutes|"
            "next_few_minutes|moment|next_moments|speakers|speaker|studio [{adv}|from|is]* belongs|belong|goes|is|"
            "go|are [{adv}]* [for|to|with]* {np} [s]*"
        ),
        (
            "{np} [has|have|takes|take|gets|get] [{adv}]* the|your|my stage|floor|word|ear|ears|last_word|air|"
            "speakers|microphone|next_slot|attention"
        ),
        (
            "{np} is|s|are|am [{adv}]* next|up|up_next|coming|coming_up|coming_your_way|on_air|on_the_air|"
            "on_its_way|on_the_way|on_now|playing|ready|waiting|yours|mine|ours|all_yours|over|with_us|with_you|"
            "in_line|in_your_ears|your_turn|at_your_service|about_to_begin|about_to_start|about_to_play|it|that|"
            "enough|all|here|in_the_air|loaded|cued_up|lined_up|in_your_speakers|in_your_headphones|running|"
            "on_deck|coming_to_you|coming_out|company [for|to|with]* [{adv}]*"
        ),
        (
            "{np} comes|come|follows|follow|begins|begin|starts|start|waits|wait|belongs|joins|join|arrives|"
            "arrive|continues|continue|stays|stay [{adv}]* [up|out|now|next|to|you|your_way|around|along|for|with|"
            "us]* [{adv}]*"
        ),
        (
            "{np} [is|s|goes|go|comes|are|was_chosen] [{adv}|out|up]* for|to|with you|us|everyone|everybody|all|"
            "whoever|anyone|those|the"
        ),
        "{np} plays|play next|now|on|for|here|soon|again",
        "{np} goes|go [{adv}]* out|on|to_you|your_way|straight_to [to|for|you|all]*",
        (
            "{np} will|can|may|shall|should|might|must|would [{adv}]* play|run|start|begin|be|follow|come|stay|"
            "join_you|join_us|keep_you_company|keep_us_company|take_it|take_over|speak_for_itself|do_the_talking|"
            "do_the_rest|tell_you|wait|go|continue|go_on|last|do|carry_us|fill [{adv}]* [with|to|for|the|from]*"
        ),
        (
            "{np} has|have|s|is|do|does|needs|need|deserves|asks_for [{adv}]* [no|not|"
            "need]* no_introduction_from_me|the_talking|the_rest|our_attention|all_the_time|the_word|"
            "your_full_attention|your_attention"
        ),
        (
            "let {np} play|run|begin|start|in|fill|do_the_talking|do_the_rest|take_you|carry_you|take_it|"
            "take_over|speak|speak_for_itself|happen|come|go|be|have|take|keep|unfold|sink_in|show|lead|"
            "have_its_way|guide|roll"
        ),
        (
            "it|this|that is|will_be|s|gets|has_been|is_getting|would_be [{adv}|a|an|the|so|such|about|always|my|"
            "your|our|been|to_be|was|great|lovely|long|busy|big|new|pure|real|only|quite]* "
            "joy|honour|honor|delight|privilege|"
            ""
            "radio|show|party|house|call|choice|job|week|weather|season|month|year|world|good|great|lovely|nice|pleasure|time|late|early|getting_late|midnight|noon|morning|evening|"
            "night|afternoon|my_pleasure|past|almost|easy|fine|dark|hot|cold|cosy|warm|raining|quiet|okay|alright|"
            "best|weekend|nearly|half|nearly_time|turn|moment|hour|up_to_you|your_turn"
        ),
        (
            "that|this|it is|will_be|s [{adv}]* [all|it|enough|that|me|us|you|your_cue|my_cue|the_way|the_plan|"
            "my_part|why|what|when]*  from_me|from_us|for_now|for_me|for_today|for_tonight|i|we|you|all|enough|it"
        ),
        "{np} is|are|comes|come|s [{adv}|one]* by|from {artist}",
        (
            "it|they|he|she|who [is|are|goes_by|go_by|call|calls|s] [{adv}]* called|named|the_name_of|themselves|"
            "itself|himself|herself|by_the_name_of {artist}"
        ),
        "it|this|that|song|track|one|piece|tune goes|go by the_name|the_title [of]* {title}",
        (
            "you|we are|s [{adv}]* listening_to|hearing|with|in_the_company_of|joined_by|about_to_hear|"
            "going_to_hear {title} [by|from|,]* [{artist}]"
        ),
        (
            "you|we are|s [{adv}]* listening_to|hearing|with|in_the_company_of|joined_by|about_to_hear|"
            "going_to_hear {artist} [and|with|,]* [{title}]"
        ),
        (
            "{title} [,]* [that_is|is|this_is|it_is]* what|how it|this|they|we|you is|are|call|hear|get|have|want|"
            "need "
            "[called|hearing|listening_to|it|this|now|next|playing|lined_up|in_store|for_you|right|coming|ready]*"
        ),
        "what is|s next|on|up|it|coming|there",
        "[and]* [the|that|this]* voice [you|we|are|can|hear|hearing|now|,]* belongs_to|comes_from {artist}",
        (
            "{np}|here is|s|comes [{adv}|a|an|the|another|our|your|my|just|one|last|first|little|next]* "
            "song|track|tune|piece|record|one|something|music|number for "
            "[a|an|the|your|my|our|this|all|those|late|"
            "early|long|quiet|small|whole|rest|of]* "
            "night|evening|morning|afternoon|day|weekend|week|hour|hours|road|"
            "drive|way|journey|moment|you|us|everyone|everybody|listeners|who|friends"
        ),
        "[and] who is|s|are next|it|here|there|this|still|awake|with_us|listening",
        "{artist} s {title}",
        (
            "{title} [{adv}]* [,|and_it_is|it_is|which_is|is|a_song|a_track|a_tune|one|s|here|now|a_piece|"
            "a_number|a_recording|is_a_song|is_one]* by|from|of|performed_by|played_by [the_artist]* {artist}"
        ),
        (
            "{artist} [{adv}]* [,|play|plays|perform|performs|bring|brings|present|presents|give|gives|sing|sings|"
            "are|is|do|does|start|starts|you|us|here|now|and|the_song|a_song|with|called|your_way|their|have|has|"
            "takes|take|on|to|a|the|track|song|tune|piece|call|calls|it|their_song|who_play|who_bring|"
            "who_give]* with|and|called|calls|call|song|track|us|you|play|plays|perform|performs|present|presents|"
            "start|starts|bring|brings|sing|sings|,|tune|piece|here|now [,|the|it|this]* {title}"
        ),
    ),
    heard=(
        "{before} [{link}]* {heard} [,|by|from|with|and|it_was]* {heard_artist}",
        "{before} [{link}]* {heard_artist} [,|with|and|s|the_song|their|it_was]* {heard}",
        "{heard} [,|and]* that_was|it_was|this_was [{adv}|by|from|the|,]* {heard_artist}",
        "this|that|it|which|and follows|followed {heard}",
        "{heard} was|were [on|up|here|just]* before|earlier|previously",
        "{heard_artist} was|were [on|up|here|just]* before|earlier|previously",
        "{before} [{link}]* {heard}",
        "{before} [{link}]* {heard_artist}",
        (
            "[you|we|what|that]* [have|was|were]* [{adv}]* heard|hearing|played|listening_to|listened_to|enjoyed|"
            "had|came_from [{adv}|from|by|something|was|were|a_song|the_song|a_track|with]* {heard} [,|by|from|"
            "with|and|s|just_now]* [{heard_artist}] [{adv}|before|earlier|before_this|before_that|just_now|"
            "a_moment_ago|moments_ago]*"
        ),
        (
            "[you|we|what|that]* [have|was|were]* [{adv}]* heard|hearing|played|listening_to|listened_to|enjoyed|"
            "had|came_from [{adv}|from|by|something|was|were|a_song|the_song|a_track|with]* {heard_artist} [,|"
            "with|and|s|the_song]* [{heard}] [{adv}|before|earlier|before_this|before_that|just_now|a_moment_ago|"
            "moments_ago]*"
        ),
        (
            "that|this|it|earlier|and|before|before_this|before_it|a_moment_ago|just_now|just_then|moments_ago [,|"
            "{adv}|and|that|it|you_heard|we_heard|we_had|you_had]* was|were|came|heard|had [{adv}|from|"
            "by]* {heard} [,|by|from|with]* [{heard_artist}] [{adv}|before|earlier|just_now]*"
        ),
        (
            "that|this|it|earlier|and|before|before_this|before_it|a_moment_ago|just_now|just_then|moments_ago [,|"
            "{adv}|and|that|it|you_heard|we_heard|we_had|you_had]* was|were|came|heard|had [{adv}|from|"
            "by]* {heard_artist} [,|with|and|s]* [{heard}] [{adv}|before|earlier|just_now]*"
        ),
        (
            "after|following|first|before|earlier [{adv}|,|came|it_was|there_was|was|the_sounds_of|"
            "hearing]* {heard} [,|by|from|with]* [{heard_artist}] [earlier|before|comes|come|to|we_go_to|on_to|"
            "now|,|it_is|we_move_to|follows|straight_to]*"
        ),
        (
            "after|following|first|before|earlier [{adv}|,|came|it_was|there_was|was|the_sounds_of|"
            "hearing]* {heard_artist} [,|with|s|and]* [{heard}] [earlier|before|comes|come|to|we_go_to|on_to|now|"
            ",|it_is|we_move_to|follows|straight_to]*"
        ),
        (
            "{heard} [,|by|from|with]* [{heard_artist}] is|was|has|are|were|have|s [{adv}]* over|done|behind_us|"
            "finished|gone|before|ended|faded|played|just_now|earlier|first|the_last_song|the_one_before|"
            "what_you_heard|what_we_heard|what_you_just_heard"
        ),
        (
            "{heard_artist} [,|with|and|s]* [{heard}] is|was|has|are|were|have|s [{adv}]* over|done|behind_us|"
            "finished|gone|before|ended|faded|played|just_now|earlier|first|what_you_heard|what_we_heard|"
            "what_you_just_heard"
        ),
        (
            "from|out_of {heard} [by|from]* [{heard_artist}] [{adv}|,]* to|we_go|on_to|we_move|straight_to|into|"
            "now|we_turn"
        ),
        (
            "from|out_of {heard_artist} [with|s|and]* [{heard}] [{adv}|,]* to|we_go|on_to|we_move|straight_to|"
            "into|now|we_turn"
        ),
        (
            "first {title} [,|and|by]* [{artist}] [,|and]* then [{adv}|it_is|comes|,]* {coming} [,|by|from]* "
            "[{coming_artist}]"
        ),
        (
            "first {artist} [,|and|with|s]* [{title}] [,|and]* then [{adv}|it_is|comes|,]* {coming_artist} [,|"
            "with|s]* [{coming}]"
        ),
        "{heard} was|were [{adv}]* by|from {heard_artist}",
        (
            "[and]* the_last_one|the_last_song|the_song_before|the_one_before|the_previous_one|"
            "the_previous_song [{adv}]* was [{adv}]* {heard} [,|by|from]* [{heard_artist}]"
        ),
        (
            "so_much_for|goodbye_to|goodbye|farewell_to|farewell|thanks_to|thank_you|thanks|bye [,]* {heard} [,|"
            "by|from]* [{heard_artist}]"
        ),
        "{heard} was|were [{adv}]* by|from {heard_artist}",
        (
            "[and]* the_last_one|the_last_song|the_song_before|the_one_before|the_previous_one|"
            "the_previous_song [{adv}]* was [{adv}]* {heard} [,|by|from]* [{heard_artist}]"
        ),
        (
            "so_much_for|goodbye_to|goodbye|farewell_to|farewell|thanks_to|thank_you|thanks|"
            "bye [,]* {heard_artist} [,|with|and|s|for]* [{heard}]"
        ),
        (
            "{heard} [by|from]* [{heard_artist}] came|played|made_way|gives_way|leads|makes_way|hands_over|ended|"
            "ends|had_the_last_word|fades [{adv}|first|before|earlier|to|us|into|for|it|this]*"
        ),
        (
            "{heard_artist} [with|s|and]* [{heard}] came|played|made_way|gives_way|leads|makes_way|hands_over|"
            "ended|ends|had_the_last_word|fades|opened|went|had [{adv}|first|before|earlier|to|us|into|for|it|"
            "this|their_turn|their_say]*"
        ),
    ),
    coming=(
        "{after} [{link}]* {coming} [,|by|from|with|and|it_is]* {coming_artist}",
        "{after} [{link}]* {coming_artist} [,|with|and|s|the_song|their|it_is]* {coming}",
        "{after} [{link}]* {coming}",
        "{after} [{link}]* {coming_artist} [s_turn]",
        (
            "{coming} [,|by|from|with]* [{coming_artist}] [is|are|comes|come|will|be|s|,|{adv}|waiting|ready|play|"
            "plays|follow|to|with|us|you|here|join|joins|joining|back|for|me|on]* {after}"
        ),
        (
            "{coming_artist} [,|with|and|s]* [{coming}] [is|are|comes|come|will|be|s|,|{adv}|waiting|ready|play|"
            "plays|follow|to|with|us|you|here|join|joins|joining|back|for|me|on]* {after}"
        ),
        (
            "{coming_artist} is|are|will_be [{adv}]* waiting|ready|warming_up|getting_ready|standing_by|in_line|"
            "on_the_way|lined_up|in_the_wings|coming [{adv}|up|for_you|for_us|in_the_wings|,]* [with|and]* "
            "[{coming}]"
        ),
        (
            "\ue001|\ue002|\ue003 [,|and|we|you|i|it|there]* will|shall|then|comes|come [{link}]* {coming} "
            "[,|by|from|with]* {coming_artist}"
        ),
        (
            "\ue001|\ue002|\ue003 [,|and|we|you|i|it|there]* will|shall|then|comes|come [{link}]* {coming_artist} "
            "[,|with|and|s]* {coming}"
        ),
        "\ue001|\ue002|\ue003 [,|and|we|you|i|it|there]* will|shall|then|comes|come [{link}]* {coming}",
        "\ue001|\ue002|\ue003 [,|and|we|you|i|it|there]* will|shall|then|comes|come [{link}]* {coming_artist}",
        (
            "next|after_this|after_that|after_it|afterwards|then|later|coming|follows|following|stay|wait|minutes|"
            "ahead|soon|until|next_up|up_next|moment|while|on_deck|turn|and_then|up [on|up|it|this|that|in|a|for|"
            "right|,|is|will|be|comes|come|we|have|hear|tuned|around|with|us|me|you|from|next|there|here|about|"
            "{adv}|till|the_turn_of|goes_to|the|way|your|and|of]* {coming} [,|by|from|with|"
            "and]* [{coming_artist}] [{adv}|after|that|this|next|it|s|turn|,|is|comes|follows|waiting|up|ready|"
            "waits|in_line|later]*"
        ),
        (
            "next|after_this|after_that|after_it|afterwards|then|later|coming|follows|following|stay|wait|minutes|"
            "ahead|soon|until|next_up|up_next|moment|while|on_deck|turn|and_then|up [on|up|it|this|that|in|a|for|"
            "right|,|is|will|be|comes|come|we|have|hear|tuned|around|with|us|me|you|from|next|there|here|about|"
            "something|music|{adv}|till|the_turn_of|goes_to|the|way|your|and|of]* {coming_artist} [,|with|and|"
            "s]* [{coming}] [{adv}|after|that|this|next|it|s|turn|,|is|comes|follows|waiting|up|ready|waits|"
            "in_line|later]*"
        ),
        (
            "{coming} [,|by|from|with]* [{coming_artist}] [is|comes|will|s|are|be|up|coming|waits|waiting|follows|"
            "in_line|{adv}|come|follow|to]* next|after|afterwards|later|soon|follows|follow|then|up|waiting|waits|"
            "ready|wait|coming|in_the_wings [that|this|it|next|for_you|{adv}]*"
        ),
        (
            "{coming_artist} [,|with|and|s]* [{coming}] [is|comes|will|s|are|be|up|coming|waits|waiting|follows|"
            "in_line|{adv}|come|follow|to|turn|turn_is]* next|after|afterwards|later|soon|follows|follow|then|up|"
            "waiting|waits|ready|wait|coming|in_the_wings [that|this|it|next|for_you|{adv}]*"
        ),
    ),
    claims={
        # How something was made: no statement tells.
        "never": (
            "one_take a_single_take single_take first_take second_take one_day a_single_day one_night one_session "
            "one_go one_afternoon one_evening one_week a_week"
        ),
        "released": (
            "released releases release issued published came_out come_out comes_out coming_out been_out out "
            "put_out puts_out brought_out brings_out brought_us put_it_out appeared appears arrived "
            "hit_the_shelves saw_the_light_of_day made_its_way_into_the_world hit_the_stores hit_the_shops "
            "went_on_sale available launched dropped put put_it gave_us got_us saw_the_light in_the_shops "
            "in_the_stores in_stores in_shops reached_us landed unveiled on_sale going_back goes_back go_back "
            "went_back takes_us_back take_us_back been_around around reaches_back reach_back stems "
            "comes_to_us_from made_its_way shipped put_this_out made_public hit_the_racks hit_stores issues "
            "rolled_out emerged surfaced came_along turned_up showed_up pressed saw_release saw_its_release "
            "sees_the_light on_the_shelves in_record_shops in_the_record_shops for_sale release_date let_loose "
            "into_the_world into_the_shops into_the_stores presented delivered vintage premiered premiere "
            "launch issue issuing releasing product child release_year hit_the_market on_the_market "
            "on_record_shelves been_with_us with_us_since publication publishes putting_it_out putting_out "
            "gave_it_to_us gave_the_world reached_the_shops reached_the_stores out_since could_buy "
            "could_first_buy new was_new"
        ),
        "dated": "dated dates date dating year years turns age old",
        "first": (
            "first originally first_time for_the_first_time original initially earliest premiered premiere "
            "first_appeared first_appearance first_outing first_heard put_out_first out_first"
        ),
        "edition": (
            "edition reissue pressing remaster remastered re_release this_release this_edition this_version"
        ),
        "since": "since all_the_way_since ever_since",
        "formed": (
            "formed founded started began goes_back go_back got_together came_together formed_up been_together "
            "started_out start begins began_life together existed exist active been_going been_active "
            "been_making_music formation founding saw_the_birth_of birth roots beginnings got_going set_out "
            "come_together joined_forces around been_around story history year_of_birth band_was_born "
            "group_was_born came_into_being set_up up_and_running took_shape come_about came_about beginning "
            "starting_point start_of emerged"
        ),
        "born": (
            "born birth came_into_the_world was_born saw_the_birth_of birthday turns came_to_the_world "
            "year_of_birth arrived_in_the_world saw_the_light_of_day lived life birth_year date_of_birth"
        ),
        "spanned": "together until till existed active lasted stayed_together were_together was_together from",
        "split": (
            "split_up split broke_up disbanded ended until till parted parted_ways called_it_a_day "
            "called_it_quits end the_end dissolved break_up breakup separated went_their_separate_ways stopped "
            "no_longer_exist came_to_an_end"
        ),
        "died": "died passed_away death passed left_us until lived life died_in year_of_death",
        "lived": "lived_from lived_in_the_years walked_the_earth_from was_with_us_from lifetime",
        "origin": (
            "is_where hails hail home hometown home_town native natives roots based town city origin origins "
            "homeland birthplace formed started began born_and_raised calls call where gave_us gives_us "
            "sends_us send_us greeting greetings home_of local act band grew grew_out_of hailing raised "
            "native_of product_of city_of town_of pride pride_of stop next_stop visit travel trip off_to "
            "originates originate originated originally_from s_own all_the_way straight_outta hometown_of "
            "native_land birthplace_of from_the_streets_of streets_of cradle bred born children sons daughters "
            "home_country native_country started_out"
        ),
        "live": (
            "live concert audience on_stage stage_recording in_front_of_an_audience concert_recording "
            "before_an_audience in_the_room in_concert on_the_stage crowd recorded captured taped "
            "not_in_a_studio no_studio live_recording live_version live_take live_cut stage on_a_stage "
            "in_front_of_a_crowd before_a_crowd concert_hall live_on_stage front_of_an_audience "
            "audience_present played_live in_front_of_people captured_live gig a_gig show_recording "
            "played_on_stage performed_on_stage"
        ),
        "cover": (
            "cover cover_version covered covers covering version take_on take remake remakes remade reworking "
            "rework rendition reading interpretation reimagining reinterpretation interprets interpreting "
            "version_of own_version adaptation adapts borrows borrowed borrowing revisits not_an_original "
            "not_the_original not_their_own not_his_own not_her_own not_their_song not_his_song not_her_song "
            "not_written_by_them not_the_first cover_song covers_version redo redoes takes_on took_on"
        ),
        "original": (
            "original originally first to_record to_sing before recorded belongs belonged borrowed did sang had "
            "owned earlier started started_life started_as began_as began_life first_sung whose comes "
            "originates start_life starts earliest had_it_first got_there_first initially took_it_from "
            "got_it_from borrowed_it_from"
        ),
        "remix": "remix remixer mix",
        "instrumental": (
            "instrumental without_words no_words no_vocals without_vocals nobody_sings no_one_sings no_singing "
            "no_singer without_singing without_a_singer without_lyrics no_lyrics without_a_word no_voice "
            "without_a_voice not_a_word_is_sung there_are_no_words nobody_is_singing wordless purely_instrumental "
            "no_words_in_it"
        ),
        "member": (
            "member members lineup line_up in_the_group in_the_band belongs one_of part_of counts count "
            "includes include plays play played in_the_line_up makes_up make_up consists among_others is_in "
            "are_in group band ranks among others rest rest_of fellow were_in was_in in_its_ranks "
            "in_their_ranks belonged belong alongside comprises comprised comprise comprising consisted made_up "
            "personnel squad crew including joined_by heart_of features and_company company"
        ),
        "joined": "joined left",
        "label": (
            "label labels record_label imprint company record_company home via sleeve spine logo catalogue "
            "catalog roster put_out_by stable banner courtesy signed signed_to under_contract recorded_for "
            "recorded_it_for records_for recording_for contract_with"
        ),
        "album": (
            "album albums lp record disc long_player sleeve copy is_where taken cover_of_the_album collection cd "
            "vinyl contains includes features"
        ),
        "country": "market country_of_release release_country where_it_came_out where_it_was_released",
        "length": (
            "lasts last lasting takes take runs run running_time playing_time long length in_length run_time "
            "clocks_in goes_on plays_for runs_for stretches spans duration time clock_gives_it needs need "
            "all_it_needs asks_for requires require occupies fills clocked takes_up stopwatch timer lasts_for "
            "running minutes_long goes_on_for stands_at comes_in_at start_to_finish"
        ),
        "genre": (
            "genre filed under style file section shelf tagged call label category known_as sound dose helping "
            "slice portion serving flavour sort kind mood_for in_the_mood_for world realm territory corner "
            "sounds_like"
        ),
        "written": "written penned created dreamed_up thought_up put_on_paper put_to_paper scribbled",
        "wrote": (
            "wrote writes penned_it wrote_it came_up_with created dreamed_up thought_up put_it_on_paper "
            "put_it_to_paper"
        ),
        "writer": (
            "writer writers songwriter songwriters pen author authors writing credits songwriting owe owed "
            "creator creation composition compositions from_the_pen pen_of author's brainchild scribe "
            "written_credits thanks_to work_of songwriting_credit writing_credit"
        ),
        "composed": "composed",
        "composes": "composed composes wrote_the_music set_it_to_music wrote",
        "composer": "composer composers composition composing the_music",
        "words": "words lyrics lyric text lines lyricist lyricists",
        "words_made": "",
        "produced": "produced",
        "produces": "produced produces",
        "producer": (
            "producer producers production producing producer's helm helmed desk controls controlled "
            "behind_the_glass control_room mixing_desk mixing_console console board producer_s productions "
            "producer's_chair"
        ),
        "arranged": "arranged",
        "arranges": "arranged arranges",
        "arranger": "arranger arrangement arrangements",
        "engineered": "engineered mixed",
        "engineers": "engineered mixed",
        "engineer": "engineer engineers engineering",
        "remixed": "remixed",
        "remixes": "remixed remixes",
        "performed": "performed played sung interpreted recorded delivered given_to_us done",
        "performs": ("performs performed plays play sings sing played recorded records sang delivers sung"),
        "covered": "",
        "recorded_first": "recorded sang did had made released",
    },
    links={
        "year": "in from of to back around since during was_in is_in were_in are_in",
        "first_released": "in from of to back around during was_in is_in were_in are_in",
        "origin": "from of to a_voice_from voice_from",
        "album": (
            "included where is_where has contains includes features part_of part in from on off of own owns "
            "album record called lp titled was_in is_in into out_of"
        ),
        "label": "on label through via courtesy",
        "release_country": "",
        "member": "with and find meet include including finds alongside know knows recognise",
        "performer": "with",
    },
    fillers=(
        "included bears carries where artist listening go tracks songs is are was were be been being has have "
        "had s will does do did gets got get goes go went comes come came takes take took called calls call "
        "name named names behind credit credits credited says say said tells reads read stands stand find found "
        "hear heard hearing listen know known play plays place way home town city time day release releases "
        "record records label music responsible whose made makes make give gives given taken part list listed "
        "find filed holds holding held hold find sits sit appears appear lives belongs live see saw thanks owe "
        "due hand hands by written people person man woman one ones thing lead travel brings bring brought gave "
        "good long running exactly somewhere precisely about around roughly some approximately nearly just "
        "clock count gives number like would could much already still sleeve back turn starting start starts "
        "ends end job chair work worked done others among so want more if whoever copy pull shop shelf titled "
        "title listing can may must should out up next last both own counts plus mark marks date dated belong "
        "far whole story holding owns counts introduced featuring includes include contains contain features "
        "feature part bred all_the_way same both born among their straight direct right greeting greetings "
        "hello act under handled handles handle handling oversaw oversees overseen overseeing charge duties "
        "duty role roles courtesy contributes contributed contribution provides provided providing supplies "
        "supplied adds added lays laid delivers delivered performing playing sitting seated player players "
        "musician instrument style sort kind dose helping slice portion serving flavour category genre corner "
        "world realm territory issue outing appearance child product grew growing hailing hails ranks including "
        "via full entire vintage turned visit stop finds finding meet meets spine cover logo printed bear "
        "catalogue catalog rest total overall altogether minute fact case producing writing recording entitled "
        "stood standing tour journey region lines looked looks took_care takes_care care look after deals deal "
        "dealt picks picked picking used uses using serves served strings keys sticks wields wielding "
        "sits_behind bows featured guest guests presence courtesy_of creator creation brainchild result fruit "
        "stem stemmed stems originated originates earliest initially initial original_release premiere "
        "premiered shops stores shelves racks counter seen looking counted numbers figure spring since_then "
        "present fellow alongside along joined_by made_up consisting consists comprises comprising comprised "
        "dip dips dipping dig digging delve delving plucked lifted cut joins joining joins_in enjoy spot ear "
        "ears admire savour appreciate listen_out watch_out attention let_us_hear let_us_enjoy plain "
        "simply_called lends lent lending steps stepped takes_over sits_in guesting jumps seat drawer gone "
        "passed"
    ),
    function=(
        "the a an this that these those it its itself and or but nor so if as at by for from in into of off on "
        "onto out over to up upon with within than then there here now just only also still too very quite "
        "rather again always ever once already yet soon today tonight when where while who whom whose which "
        "what how why all any some both each every either other another one ones more most much many few little "
        "bit less enough such same own about after before between through during until around along across "
        "behind beside next near down away back i me my mine you your yours yourself yourselves we us our ours "
        "ourselves let is are am be being will shall can may might must should could would do does not no "
        "nothing none nobody never neither without well okay ok yes oh ah hey please maybe perhaps simply "
        "really indeed right even because though although whatever wherever whoever whenever anyone everyone "
        "everybody anybody somebody someone something anything everything s further together under like got "
        "have has only two plus in_case_you_missed_it in_case_you_did_not_know in_case_you_are_wondering "
        "in_case_you_wondered for_the_record by_the_way so_to_speak if_you_ask_me as_you_know as_you_may_know "
        "for_the_curious for_those_wondering if_you_are_wondering if_you_want_to_know if_you_were_wondering "
        "for_the_quiz_lovers for_those_who_ask as_it_happens for_your_information needless_to_say as_promised "
        "as_announced if_i_may in_other_words that_is_to_say strictly_speaking to_be_exact to_be_precise "
        "among_other_things this_time this_time_around courtesy_of none_other_than but_first but_before_that "
        "at_first a_voice_from voice_from plain_and_simple pure_and_simple"
    ),
    talk=(
        "mates mate pals pal buddy buddies kids children mum dad mothers fathers grandma neighbours dreamers "
        "early_birds early_risers insomniacs truckers commuters nurses doctors cooks gardeners painters writers "
        "readers parents teachers students shift_workers lonely_hearts night_shift day_shift graveyard_shift "
        "lunch lunchtime lunch_break teatime supper supper_time bedtime rush_hour payday seatbelt seatbelts "
        "belt belts steering_wheel lane lanes motorway highway traffic_lights traffic_light petrol engine bike "
        "bicycle platform rails station_to_station pocket pockets shoes slippers socks jumper coat hat scarf "
        "umbrella umbrellas raincoat dust dishes washing_up plates spoon fork knife pan pot kettle oven soup "
        "bread toast butter apple pie cake biscuit biscuits chocolate milk water beer glass_of_wine bottle cups "
        "mug cat cats dog dogs goldfish plants plant flowers flower tree trees leaf leaves grass roof roofs "
        "wall walls floor ceiling stairs hallway corridor balcony terrace porch attic cellar bathroom bedroom "
        "living_room evening's night's calendar clock clocks watch alarm alarm_clock snooze wide widely bright "
        "brightly loudly low lowly properly comfortable comfortably nicely well badly figure count counting "
        "counts manage managing bother bothering disturb disturbing interrupt interrupting complain complaining "
        "worry worries worrying trouble fuss noise chores errands tasks task list lists to_do button buttons "
        "switch switches plug cable wires wire antenna frequency signal dial waves airwaves wavelength fm am_ "
        "live_ broadcast broadcasts broadcasting transmission news weather_report forecast headlines sport "
        "request requests dedication dedications call calls calling caller callers text texts message messages "
        "hour's couple dozen pair handful piece_of_cake arms arm fingers finger toes toe neck back_ knees knee "
        "legs leg face faces cheek ease easing unwind unwinding loosen let_go exhale inhale breathe_in "
        "breathe_out sigh yawn yawning nap snooze doze warmth comfort cheer cheers cheerful bless blessed "
        "thankful grateful honoured honored proud proper decent pleasant splendid marvellous fantastic "
        "wonderful_day hop jump skip stroll wander roam travel travelling fly flying float drift sail sailing "
        "row rowing climb grateful patient patiently eager eagerly tempted obviously naturally basically "
        "literally apparently hopefully alongside besides except despite instead_of thanks_to according "
        "none_of_that nothing_else something_else anything_else afterwards beforehand onwards upwards downwards "
        "yesterday mornings evenings nights days weeks weekends years_ lifetime lifetimes hungry thirsty sleepy "
        "drowsy wide_awake restless lend_me give_me grab_a bring_me wherever_you_are whatever_you_do "
        "whoever_you_are however_you_feel curtain curtains_up lights_down lights_out roll rolling promise "
        "promises promised secret secrets question questions answers believe trust agree suppose guess bet hope "
        "hoping wish wishing treat treats treating serve serving served deliver delivering enough_said "
        "no_worries no_problem no_hurry no_rush keen cheerio ta howdy greetings salutations farewell so_long "
        "see_you sure_thing you_bet there_you_go here_you_are right_then now_then all_right hand_over hands_off "
        "hands_up thumbs thumb playback pause buttoned fast_forward rewind record_player stereo system hi_fi "
        "loudspeaker loudspeakers earphones earbuds headset sitting standing lying driving cooking cleaning "
        "working studying running walking cycling riding ride rides waiting wondering listening_in tuning "
        "joining watching hands-free nearer further farther wherever hundred_percent percent mind_you "
        "never_mind do_not_worry chap chaps lads lasses lot bunch crew gang team family families host hosts "
        "presenter dj deejay announcer voice_ asked_for picked pick choice miss missing aside dial touch finger "
        "closely shh regards ten hello hi hey welcome goodbye bye good great lovely nice glad happy pleased "
        "pleasure delighted thank thanks cheers morning evening night afternoon day noon midnight week weekend "
        "hour hours minute minutes moment moments in_a_second one_second a_second seconds while time times "
        "today tonight tomorrow late early young old dark bright light lights sun moon stars rain shine sky "
        "weather window windows door doors room rooms kitchen table chair chairs sofa couch armchair bed "
        "blanket candle lamp desk office work working working_day road roads street car cars drive driving "
        "wheel home louder way ways journey trip traveller travellers commute train bus traffic coffee tea cup "
        "glass drink wine breakfast dinner dishes food fire radio show programme program station host air "
        "microphone speaker speakers headphones volume dial knob button turntable needle playlist set song "
        "songs music tune tunes sound sounds note notes ear ears eye eyes head heads heart hearts hand hands "
        "foot feet shoulder shoulders breath mind minds body listener listeners listening listen hear hearing "
        "friend friends folks people ladies gentlemen everyone everybody neighbours neighbour guest guests "
        "company dear sleepyheads sleepyhead night_owl owl owls birds bird stay staying sit sitting lean "
        "leaning lie stand settle relax rest enjoy close open keep keeping hold hang take taking give giving "
        "get getting go going come coming turn turning put putting play playing start starting begin beginning "
        "continue carry bring bringing make making let leave wait waiting wake waking sleep sleeping dream "
        "dreaming walk walking run running move moving look looking see seeing watch watching feel feeling "
        "think thinking talk talking speak speaking say saying said tell telling ask asking wish hope need want "
        "like mind try use help share show join joined joining meet meeting find finding forget remember "
        "imagine pour press breathe breathing slow slowly soft softly gentle gently quiet quietly silence "
        "silent loud louder low high warm warmly cool cold comfortable comfy cosy cozy ready busy free alone "
        "awake asleep tired still ahead forward backward closer close far near long short longer shorter little "
        "big small easy hard hurry rush pace speed break pause word words talk story talking subject reason "
        "nothing something anything anyone everything end ending middle beginning start finish done over around "
        "together apart inside outside upstairs downstairs indoors outdoors below above left place places "
        "corner spot seat front side space distance question answer favour favor treat present gift surprise "
        "secret idea plan plans promise wonder guess sure true fine okay alright right wrong better best worse "
        "full empty half whole rest full_attention attention care careful safe safely course matter wherever "
        "whatever whoever whenever deserve deserves belong belongs waits runs goes comes takes makes gives gets "
        "keeps plays turns starts begins ends stays follows needs wants says hurt hurts harm hurts doing going "
        "the_music longer anymore forever usual usually often sometimes maybe perhaps probably certainly surely "
        "exactly finally suddenly actually honestly truly luckily simply soon later afterwards meanwhile "
        "instead anyway else introduce handing hang_in wasting changing change waste spend spent spare save "
        "lend borrow bend fill filling drop dropping raise lower lift shake tap nod hum sing clap smile laugh "
        "sway swing stretch blink stare hide seek grab fetch reach pick choose pass catch throw push pull "
        "tune_in tuned stick sticking fold iron cook cooking clean cleaning wash washing read reading write "
        "writing books book paper letter phone screen city town village garden park beach hills field forest "
        "air world somewhere anywhere nowhere wherever whichever bit piece bite taste smell mood spirits spirit "
        "energy smile smiles wave waves hug hugs kiss luck health peace calm patience kind of_course awfully "
        "terribly wonderfully warmest greetings greeting evening_all shall would could must only ago winter "
        "summer spring autumn snow wind thunder cloud clouds sunshine moonlight twilight dawn dusk sunset "
        "sunrise shift shifts nightshift nurses drivers bakers students workers homework studying studies learn "
        "learning job jobs housework ironing laundry shower bath pillow curtains curtain ado introduction "
        "introductions interruption interruptions announcement announcements further turntable record needle "
        "dance_floor floor stage programme journeys heading headed bound passing passed rolling along onwards "
        "onward upward fresh new different familiar usual same similar special simple wise busy lazy hungry "
        "thirsty curious excited looking_forward look_forward been promised one two three hands_on talked "
        "talked_enough enough_talk chat chatting chatter babble tonight's today's everybody's company minute's "
        "is_in are_in was_in were_in part_of one_of brand plenty seats hot chilly mild foggy windy sunny rainy "
        "snowy stormy misty pyjamas pajamas gown robe sweater cardigan thermos snack snacks popcorn crisps "
        "cookie cookies candy fruit salad pasta pizza hammock rug carpet cushion cushions mattress stool "
        "fireplace stove candlelight streetlight streetlights headlights dashboard mirror passenger passengers "
        "driver backseat garage parking bench tram metro subway underground airport gate gates suitcase luggage "
        "backpack ticket tickets departure arrival weekday weekdays deadline meetings email emails inbox laptop "
        "mouse spreadsheet boss colleague colleagues coworker coworkers exam exams revision essay essays "
        "classroom school university library tight tightly kick slip slide pyjama lawn mower hedge hose rake "
        "shed workshop tools hammer paint brush brushes ladder sewing knitting crossword puzzle puzzles chess "
        "cards jigsaw yoga jog jogging gym swim swimming pool bikes skate hike hiking trail picnic barbecue "
        "grill charcoal sandwich sandwiches stew potatoes onions carrots vegetables recipe recipes dishwasher "
        "vacuum broom mop bucket sponge basket sock hairdryer toothbrush toothpaste bathtub soap towel towels "
        "doormat doorbell key lock unlocked chimney driveway pavement crossing corner_shop supermarket queue "
        "checkout shopping errand dentist haircut appointment babysitter toddler toddlers baby babies pram "
        "puppy kitten hamster parrot budgie pigeons crickets fridge freezer teapot mugs glasses cork corkscrew "
        "bottle_opener lemonade juice cider whisky cocoa hot_chocolate honey lemon sugar cream spoonful sip "
        "sips gulp munch chew snuggle cuddle curl cosily curled tuck tucked wrap wrapped warmed zip zipped lace "
        "laces kick_off put_up feet_up snore snoring yawns attentive punctual polite tidy messy hopeful "
        "stressed exhausted weary relaxed refreshed rested settled sorted prepared equipped invited allowed "
        "entitled_to supposed meant_to bored glued applause hooray hurray bravo yay whoa wow oops whoops hmm "
        "ahem psst goodness gosh heavens sweet_dreams nighty_night cheers_everyone toodle_pip adieu bon_voyage "
        "catch_you later_alligator chin_chin bottoms_up roger copy_that over_and_out stand_by standby countdown "
        "lift_off take_off touchdown landing boarding aboard ahoy anchor deck captain pilot steward stewardess "
        "conductor_ usher usherette hatches buckle fasten buckled fastened strap strapped loosened unbutton "
        "unlace roll_up rolled sleeves apron gloves mittens"
    ),
    things="song songs track tracks tune piece number recording music one title cut single_",
    pronouns="the_music it this that these those everybody everyone nobody people anybody",
    he={
        "he": "male",
        "him": "male",
        "his": "male",
        "himself": "male",
        "she": "female",
        "her": "female",
        "hers": "female",
        "herself": "female",
        "they": "",
        "them": "",
        "their": "",
        "theirs": "",
        "themselves": "",
        "band": "group",
        "group": "group",
        "bandmates": "group",
        "man": "male",
        "woman": "female",
        "sir": "male",
        "madam": "female",
    },
    adverbs=_ADVERBS,
    finite=(
        "bears carries introduced tells reads names counts marks lives holds owns includes contains features "
        "says opens closes is are was were has have had s does do did will can may might must should could "
        "would goes comes takes makes gives gets keeps plays turns starts begins ends stays follows needs "
        "wants says knows hurts runs waits deserves belongs came took made gave got kept told heard said knew "
        "spent sit sits stand stands lies lie live lives feel feels sound sounds look looks seem seems became "
        "become becomes hurt fill fills slow slows bring brings carry carries drop lifts moves move know "
        "think want help helps remember"
    ),
    before_thing=(
        "album the a an this that these those one another next our your my any every some more of for by from "
        "with and or only each no last other to on in first , is s it same very own their his her its as all "
        "own whole much listening than hear play which what enough little bit further good whose playing "
        "hearing spinning"
    ),
    after_thing="like that which who about you i we they he she whose where of",
    relatives="who that which whose",
    by="by featuring",
    called="called titled named entitled",
    artist_nouns="band artist singer group duo act musician musicians musician orchestra",
    album_nouns="album albums lp record disc long_player cd vinyl collection",
    agent="by from featuring",
    be="is are was were",
    determiners=(
        "behind it here now name of the a an this that their his her its our my your one next very real actual "
        "called"
    ),
    negations="not no never nobody none nothing neither nor without hardly",
    tools={
        "guitar": "guitar",
        "guitars": "guitar",
        "guitarist": "guitar",
        "electric_guitar": "electric guitar",
        "acoustic_guitar": "acoustic guitar",
        "bass": "bass",
        "bass_guitar": "bass",
        "bassist": "bass",
        "drums": "drums",
        "drummer": "drums",
        "drum_kit": "drums",
        "piano": "piano",
        "pianist": "piano",
        "keyboards": "keyboards",
        "keyboard": "keyboards",
        "keyboardist": "keyboards",
        "violin": "violin",
        "violinist": "violin",
        "fiddle": "violin",
        "cello": "cello",
        "cellist": "cello",
        "saxophone": "saxophone",
        "sax": "saxophone",
        "saxophonist": "saxophone",
        "trumpet": "trumpet",
        "trumpeter": "trumpet",
        "trombone": "trombone",
        "flute": "flute",
        "flautist": "flute",
        "flutist": "flute",
        "clarinet": "clarinet",
        "organ": "organ",
        "organist": "organ",
        "harmonica": "harmonica",
        "harp": "harp",
        "harpist": "harp",
        "accordion": "accordion",
        "banjo": "banjo",
        "mandolin": "mandolin",
        "synthesizer": "synthesizer",
        "synthesiser": "synthesizer",
        "synth": "synthesizer",
        "synths": "synthesizer",
        "percussion": "percussion",
        "vocals": "vocals",
        "vocal": "vocals",
        "singer": "vocals",
        "vocalist": "vocals",
        "lead_vocals": "lead vocals",
        "backing_vocals": "backing vocals",
        "double_bass": "double bass",
        "sitar": "sitar",
        "oboe": "oboe",
        "horn": "horn",
        "viola": "viola",
        "ukulele": "ukulele",
        "vibraphone": "vibraphone",
        "tabla": "tabla",
        "kora": "kora",
        "oud": "oud",
        "turntables": "turntables",
        "marimba": "marimba",
        "bandoneon": "bandoneon",
        "electric_piano": "electric piano",
        "harpsichord": "harpsichord",
        "bagpipes": "bagpipes",
    },
    kinds={
        "single": "single",
        "singles": "single",
        "ep": "ep",
        "compilation": "compilation",
        "best_of": "compilation",
        "soundtrack": "soundtrack",
        "soundtracks": "soundtrack",
        "film_score": "soundtrack",
        "mixtape": "mixtape",
        "live_album": "live",
        "live_record": "live",
        "remix_album": "remix",
        "demo": "demo",
    },
    natives={
        "british": "united kingdom|england|scotland|wales|uk|great britain|gb",
        "english": "england",
        "scottish": "scotland",
        "welsh": "wales",
        "irish": "ireland",
        "american": "united states|usa|us",
        "canadian": "canada",
        "australian": "australia",
        "german": "germany",
        "french": "france",
        "italian": "italy",
        "spanish": "spain",
        "portuguese": "portugal",
        "swedish": "sweden",
        "norwegian": "norway",
        "danish": "denmark",
        "finnish": "finland",
        "icelandic": "iceland",
        "dutch": "netherlands",
        "belgian": "belgium",
        "austrian": "austria",
        "swiss": "switzerland",
        "polish": "poland",
        "russian": "russia",
        "japanese": "japan",
        "korean": "south korea|korea",
        "chinese": "china",
        "brazilian": "brazil",
        "mexican": "mexico",
        "colombian": "colombia",
        "cuban": "cuba",
        "jamaican": "jamaica",
        "nigerian": "nigeria",
        "argentinian": "argentina",
        "argentine": "argentina",
        "chilean": "chile",
        "greek": "greece",
        "turkish": "turkey",
        "israeli": "israel",
        "indian": "india",
        "malian": "mali",
        "senegalese": "senegal",
        "south_african": "south africa",
        "egyptian": "egypt",
        "lebanese": "lebanon",
        "algerian": "algeria",
        "hungarian": "hungary",
        "czech": "czech republic|czechia",
        "romanian": "romania",
        "ukrainian": "ukraine",
        "puerto_rican": "puerto rico",
        "barbadian": "barbados",
        "cape_verdean": "cape verde",
        "estonian": "estonia",
    },
    countries={
        "the UK": "United Kingdom",
        "UK": "United Kingdom",
        "Britain": "United Kingdom",
        "Great Britain": "United Kingdom",
        "the States": "United States",
        "America": "United States",
        "the US": "United States",
        "the USA": "United States",
        "USA": "United States",
        "the United States": "United States",
        "the United Kingdom": "United Kingdom",
        "the Netherlands": "Netherlands",
        "Holland": "Netherlands",
    },
    genres={},
    decades={
        "twenties": 1920,
        "thirties": 1930,
        "forties": 1940,
        "fifties": 1950,
        "sixties": 1960,
        "seventies": 1970,
        "eighties": 1980,
        "nineties": 1990,
        "nineteen twenties": 1920,
        "nineteen thirties": 1930,
        "nineteen forties": 1940,
        "nineteen fifties": 1950,
        "nineteen sixties": 1960,
        "nineteen seventies": 1970,
        "nineteen eighties": 1980,
        "nineteen nineties": 1990,
        "two thousands": 2000,
        "noughties": 2000,
        "naughties": 2000,
        "twenty tens": 2010,
        "twenty twenties": 2020,
    },
    decade_digits=r"(?<!\w)'?(\d{4}|\d{2})'?s(?!\w)",
    minutes="minutes?",
    seconds="seconds?",
    half="and a half",
    lengths={
        "half an hour": 1800,
        "a minute and a half": 90,
        "one and a half minutes": 90,
        "half a minute": 30,
        "an hour": 3600,
    },
    ages={
        "half a century ago": 50,
        "half a century": 50,
        "a quarter of a century": 25,
        "a decade ago": 10,
        "a century ago": 100,
        "a hundred years ago": 100,
        "a year ago": 1,
    },
    years_ago="#(?: years?(?: ago| old| on| back)?)",
    decades_ago="#(?: decades?(?: ago| old)?)",
    more="over more_than a_little_over just_over more past",
    less="under just_under less_than almost nearly not_quite just_short_of close_to",
    early="early beginning_of_the start_of_the",
    mid="mid middle middle_of_the",
    late="late end_of_the",
    parts_of_day={
        "morning": (4, 13),
        "afternoon": (11, 19),
        "evening": (15, 29),
        "night": (17, 31),
        "mornings": (4, 13),
        "tonight": (12, 30),
        "midnight": (21, 28),
    },
    weekdays=(
        "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays "
        "fridays saturdays sundays"
    ),
    months="january february march april may_ june july august september october november december",
    naming="is are s",
    predicates=(
        "monday tuesday wednesday thursday friday saturday sunday january february march april may_ "
        "june july august "
        "september october november december"
    ),
    past="was were had did made took came gave got heard played brought given held found known",
    upon="on off",
    within="in",
    address="you your yours yourself yourselves me my mine myself us our ours ourselves i we",
    bidding=(
        "sit stay settle grab pour put take turn let keep lean close open make get have tell come go welcome "
        "thanks thank hello hi hey please stop wait wake rise relax breathe buckle fasten pull push pass bring "
        "lend give start begin do call write text send join switch tune hold hang kick slip pop drop park drive "
        "walk run cook stir fold iron brush wash dry light dim lock check ask forget ignore leave mind pick "
        "choose try treat spoil help pet feed hug ready time now good greetings cheers goodbye bye so well back "
        "on off up in"
    ),
    telling=(
        "it its this that these those he she they everybody everyone nobody somebody someone people critics "
        "fans world hear hears hearing feel feels feeling feelings see sees smell taste sense notice imagine "
        "picture dream dreams remember remembers recall know knows think believe sound sounds sounding voice "
        "voices sing sings singing sang cry cries crying tears tear weep love loves loving lover lovers hate "
        "kiss heartbreak broken break breaks melody melodies rhythm beat beats chord chords chorus verse verses "
        "refrain lyrics words word lines line harmony harmonies groove riff solo hook tempo key notes sad "
        "sadness happy happiness melancholy joy joyful grief sorrow longing lonely loneliness memories memory "
        "nostalgia nostalgic soul blues dance dances dancing floor goosebumps chills shiver spine goose famous "
        "fame hit hits classic classics legend legends star stars masterpiece award awards prize grammy chart "
        "charts platinum gold million millions billion sell sells sales bestseller debut album albums record "
        "records recording film films movie movies cinema scene series war god angel devil death dead die dies "
        "dying kill grave rock pop jazz folk country disco punk funk reggae rap metal house techno electronic "
        "electronica classical ambient indie hip_hop gospel swing latin samba bossa wrote went began fell lost "
        "won met kept stood sold broke knew became grew saw left sent spoke stole swore taught threw wore "
        "married divorced band group singer artist career stage tour concert studio contract about of_whom who "
        "whose makes make made story tells tell told means mean meant secret true truth tune tunes track tracks "
        "song songs music piece feet knees move moves mood sweet bitter dark darkness pain hope hopes fear "
        "fears anger angry warm cold summer winter sea rain fire sky hold anyone business shore distant empty "
        "city gutter handkerchief tissue tissues wedding weddings funeral childhood youth teenage teenager "
        "parents smile grown prayer heaven hell ghost"
    ),
    past_ending="ed",
    comes_out=(
        "came_out come_out comes_out coming_out been_out appeared appears out_since hit_the_shops hit_the_stores "
        "hit_the_shelves went_on_sale saw_the_light_of_day"
    ),
    capitals="i lp ep cd tv dj ok okay ladies gentlemen uk us usa",
)
