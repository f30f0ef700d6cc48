"""German, as a radio host speaks it of music."""

from __future__ import annotations

from spotintro.writers.truth.speech import Speech

_DAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_OF_ARTISTS = ("album", "lied", "song", "stück", "titel", "werk", "name", "debüt", "hit", "auftritt")
"""What an artist is said to have; "ihr" and "sein" alone are other words as well."""

SPEECH = Speech(
    expansions=(
        (rf"\b({'|'.join(_DAYS)})(morgen|mittag|abend|nacht)\b", r"\1 \2"),
        (r"\b(geht|gibt|ist|wird|kommt|hab|mach|macht|war|bin|wie|wenn|nehmt|lasst|hört)'s\b", r"\1 es"),
        (r"\bfürs\b", "für das"),
        (r"\bübers\b", "über das"),
        (r"\bdurchs\b", "durch das"),
        (r"\b(an|auf|hinter|unter|vor|um)s\b", r"\1 das"),
        (r"(?<=[\ue100-\ue1ff] )'(?=\s)", " "),
        (r"&", " und "),
        (r"(\d{1,3})\.(?= (?:januar|februar|märz))", r"\1"),
    ),
    groups={},
    frames=(),
    heard=(
        "von {heard} [von|mit]* [{heard_artist}] [jetzt|nun|gleich]* zu|zum|zur",
        "von {heard_artist} [mit|und]* [{heard}] [jetzt|nun|gleich]* zu|zum|zur",
    ),
    coming=(),
    claims={
        "released": (
            "erschien erschienen erscheint veröffentlicht veröffentlichte veröffentlichten herausgekommen kam "
            "heraus herausgebracht rausgebracht brachte brachten raus rausgekommen kamen veröffentlichung jahr "
            "jahre stammt datiert alt zurück jahrgang platte herausgegeben gibt_es vorgelegt vorlegte "
            "publiziert markt läden handel jahren auf_den_markt jahreszahl datum aufgelegt gepresst"
        ),
        "first": (
            "zuerst erste ersten erstmals erstmalig erster ersterscheinung erstveröffentlichung zum_ersten_mal "
            "ursprünglich original ursprüngliche"
        ),
        "edition": "ausgabe neuauflage auflage remaster wiederveröffentlichung pressung",
        "since": "seit",
        "formed": (
            "gegründet gründete gründeten gründung formierte formierten zusammen zusammengefunden fand fanden "
            "entstand entstanden begann begannen angefangen fing fingen gibt gestartet startete existiert "
            "bestehen besteht anfang anfänge gebildet bildete zusammengetan gründungsjahr geschichte "
            "spielen_zusammen machen_zusammen_musik machen_sie_zusammen_musik zusammen_musik"
        ),
        "born": "geboren geburtsjahr geburt jahrgang welt geburtstag zur_welt lebte lebten",
        "split": (
            "trennte trennten getrennt aufgelöst löste lösten auflösung trennung bis schluss ende auseinander "
            "auseinandergegangen gingen"
        ),
        "died": "starb gestorben tod verstarb verstorben todesjahr bis lebte lebten",
        "origin": (
            "kommt kommen stammt stammen heimat heimatstadt zuhause zu_hause beheimatet herkunft wurzeln gruß "
            "grüße daheim woher her band hierher gegründet stadt geburtsort geburtsstadt"
        ),
        "live": (
            "live liveaufnahme liveaufnahmen konzert publikum mitgeschnitten mitschnitt konzertmitschnitt "
            "livemitschnitt liveversion bühne aufgenommen aufgezeichnet konzertaufnahme livefassung auf_der_bühne "
            "vor_publikum zuschauern zuschauer im_konzert"
        ),
        "cover": "cover coverversion neufassung gecovert covern covert",
        "original": (
            "original originals ursprünglich zuerst ursprung erste erster ersten vorher gehört gehörte "
            "aufgenommen gesungen sang vorlage vor urheber erstmals stammt früher originalversion"
        ),
        "remix": "remix remixt geremixt",
        "instrumental": (
            "instrumental instrumentalstück instrumentalnummer instrumentales instrumentaltitel ohne_gesang "
            "kein_gesang ohne_worte keine_worte ohne_text niemand_singt ohne_stimme keine_stimme "
            "rein_instrumental instrumentale ohne_ein_wort wortlos kein_text kommt_ohne_worte_aus ohne_sänger "
            "ohne_wort"
        ),
        "member": (
            "mitglied mitglieder mitgliedern gehört gehören besetzung dabei spielt spielen teil zählt zählen "
            "bandmitglied bandmitglieder unter_anderem zusammen singt mitspieler band gruppe kopf namen trefft"
        ),
        "joined": "",
        "label": (
            "label plattenfirma plattenlabel verlag musiklabel labels plattenetikett etikett firma "
            "herausgebracht_hat_es herausgebracht_hat veröffentlicht_hat_es"
        ),
        "album": (
            "album albums platte langspielplatte lp scheibe plattenhülle hülle cd tonträger cover albumtitel "
            "schallplatte"
        ),
        "country": "markt",
        "length": (
            "dauert lang länge läuft spielzeit laufzeit dauer minuten spieldauer dauern geht braucht lange "
            "dauert_es"
        ),
        "genre": (
            "genre unter einsortiert eingeordnet abgelegt stil schublade richtung fach sparte musikrichtung "
            "rubrik regal"
        ),
        "written": "geschrieben verfasst",
        "wrote": "schrieb schrieben geschrieben verfasst verfasste",
        "writer": (
            "feder autor autorin autoren songwriter songschreiber urheber geschrieben verfasser stammt "
            "songschreiberin werk schöpfer"
        ),
        "composed": "komponiert vertont",
        "composes": "komponiert komponierte komponierten",
        "composer": (
            "komponist komponistin komponisten musik komposition melodie noten vertonung kompositionen werk"
        ),
        "words": "text texte worte liedtext songtext textdichter texter zeilen lyrics wörter texterin",
        "words_made": "getextet gedichtet",
        "words_makes": "textete getextet dichtete",
        "produced": "produziert",
        "produces": "produziert produzierte produzierten",
        "producer": "produzent produzentin produzenten produktion regie mischpult reglern",
        "arranged": "arrangiert",
        "arranges": "arrangierte arrangiert",
        "arranger": "arrangeur arrangement arrangeurin",
        "engineered": "abgemischt gemischt aufgenommen",
        "engineers": "mischte abgemischt gemischt aufgenommen",
        "engineer": "toningenieur tontechniker",
        "remixed": "geremixt remixt",
        "remixes": "remixte geremixt",
        "performed": "gespielt gesungen vorgetragen interpretiert eingespielt",
        "performs": "spielt spielen singt singen gespielt gesungen",
        "recorded_first": "aufgenommen sang spielte hatte machte veröffentlichte gesungen nahm brachte",
        "heard": (
            "war waren lief gehört vorhin eben zuvor vorbei liefen vorher klang davor gehörten gerade verklungen"
        ),
        "coming": (
            "gleich danach nächstes nächste nächster nächsten als_nächstes später folgt folgen dann nachher "
            "anschließend demnächst darauf dran wartet kommt kommen läuft weiter bald warten im_anschluss "
            "nach_diesem gleich_danach in_ein_paar_minuten in_wenigen_minuten in_einigen_minuten "
            "in_ein_paar_augenblicken in_wenigen_augenblicken in_einem_moment in_einem_augenblick in_kürze "
            "im_anschluss_daran nach_diesem_stück nach_diesem_lied nach_diesem_song nach_diesem_titel "
            "hinterher weiter_geht_es_mit machen_weiter_mit"
        ),
    },
    links={
        "year": "im aus von anno seit in jahr",
        "first_released": "im aus von anno in jahr",
        "origin": "aus von in",
        "album": "auf aus vom von dem der album platte vom_album heißt titel namens enthält",
        "label": "bei auf",
        "heard": "nach von",
        "heard_artist": "nach",
        "cover_of": "von",
        "writer": "von",
        "composer": "von",
        "lyricist": "von",
        "producer": "von",
        "member": "mit und von",
        "performer": "mit und von",
        "release_country": "",
        "coming": "nach",
    },
    fillers=(
        "ist sind war waren wurde wurden wird werden worden hat haben hatte hatten gibt gab kam kommt kommen "
        "kamen stammt heißt heißen hieß nennt nennen steht stehen zu_finden finden findet zu_hören hören hört "
        "spielt zählt gehört geht gehen liegt musik name namen titel namens nummer hier lässt dazu dafür "
        "dahinter hinter verantwortlich zuständig stadt land zeit jahr jahre jahren mal unter etwa ungefähr "
        "circa rund ca knapp gut genau fast über beinahe ganze ganzen ganz eigene eigentlich zuerst damals "
        "bereits schon noch auch so dabei darauf drauf daraus davon hinaus heraus raus aufgenommen entstanden "
        "gemacht machte machten stammen trägt tragen nachzulesen angegeben genannt vermerkt sagt verrät wer "
        "wem wen ein_stück bekannt laut credits angaben person leute mann frau uhr sitzt saß seiten seite lied "
        "stück song track teil reise reisen reist bringt führt gebracht holt schickt grüßt erhältlich zurück "
        "anfang ende beginn wieder kein dort da wo woher woraus will mehr möchte mag der_name die_rede "
        "spielzeit laufzeit label band gruppe nächsten nächste gehören brauchen braucht nehmt nehmen macht "
        "singt sang hatte einer eine unten oben vorn im_regal regal hülle sleeve zusammen gemeinsam vom selbst "
        "selber also nämlich tatsächlich spiele spielen_wir lag lagen rücken lautet hört_man hören_wir im_lied "
        "im_song im_stück in_diesem_lied in_diesem_song in_diesem_stück begrüßt empfangt empfängt trefft "
        "trifft treffen rechnet plant nehmt_euch sorgte sorgt vergangen vergangene_ horcht freut freut_euch"
    ),
    function=(
        "der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem jener jene "
        "jenes und oder aber denn sondern doch als wie wenn ob dass weil damit obwohl während bis an am auf "
        "aus bei beim für gegen hinter im in ins mit nach neben ohne über um unter vom von vor zu zum zur "
        "zwischen seit durch ab ich du ihr wir mich dich euch uns mir dir mein meine meinen meinem meiner dein "
        "deine deinen euer eure euren eurem eurer unser unsere unseren unserem unserer man sich selbst hier da "
        "dort jetzt nun gleich dann heute wieder immer noch schon auch nur mal so sehr ganz etwas nichts alles "
        "alle allen aller jeder jede jedes jeden wer wen wem was wo wohin woher wann warum wie welche welcher "
        "welches nicht kein keine keinen keinem keiner nie niemand ja nein okay bitte danke gern gerne "
        "vielleicht einfach wirklich eben halt ruhig bin bist seid sind ist sein wird werden wollt wollen will "
        "kann könnt können darf dürft soll sollt sollen muss müsst müssen mögt mag möchte möchtet habt habe "
        "haben hat lass lasst lassen los drin drauf dran dabei davon dazu dafür daran darauf darum darin wohl "
        "außer samt statt trotz weiter weit mehr viel viele wenig ein_paar paar bisschen zwei drei beide "
        "beiden eins anders andere anderen anderes ander zwar also überall irgendwo irgendwann irgendwie "
        "irgendwas ihn ihm es na tja ach oh ah he hm so_so falls sobald solange bevor nachdem erst einmal "
        "zweimal nochmal nochmals diesmal jedes_mal manchmal hause zuhause irgendeine irgendeinen ihnen "
        "derweil inzwischen mittlerweile nebenan sogar nebenher sowieso zumindest wenigstens ebenso genauso "
        "einander miteinander dich_mal seinen_lauf wobei womit wofür worauf woran hin her hierher dorthin "
        "herum rum rüber hinüber hinaus rauf runter auch_immer wart wärt wäre wären hätte hätten hättet würdet "
        "sollte sollten solltet könnte könnten könntet müsste müssten dürfte dürften darfst kannst willst "
        "musst sollst magst wirst hast als_nächstes in_ein_paar_minuten in_wenigen_minuten in_einigen_minuten "
        "in_ein_paar_augenblicken in_wenigen_augenblicken in_einem_moment in_einem_augenblick in_kürze "
        "hinterher hab habs nix weiter_geht_es_mit machen_weiter_mit"
    ),
    talk=(
        "macht_es setzt macht locker lasst_euch treiben tragen überraschen genießen genießt verwöhnt kopf_hoch "
        "daumen ohren_auf spitzt lauscht lauschen horcht horchen begleitung gesellschaft zusammensein "
        "einschalten zuschalten dabeisein dabeigeblieben treu treue radiohörer umschalten schaltet sender "
        "ausschalten abschalten langer rede kurzer sinn worte genug geredet geplauder plaudern quatschen "
        "schluss still stille leise psst ruhe los geht auf geht's weiter machen weitermachen fortsetzung mond "
        "sterne brise regen wolken gewitter nebel wärme kälte fenster vorhänge rollläden licht kerzen sofa "
        "decke kissen tee kakao kaffee tasse glas wein bier wasser stau ampel kilometer beifahrer gurt "
        "raststätte bahnhof gleis taxifahrer krankenschwestern bäcker lastwagenfahrer studenten lernen lernt "
        "frühaufsteher nachtarbeiter schlaflosen schlaflos eulen lächeln mut laune energie kraft geduld "
        "gelassenheit spaziergang spazieren laufen rennen tanzen tanzt singen angenehme angenehmen wunderbaren "
        "wunderschönen entspannten entschuldigt verzeihung erlaubt möchte würde würden gern ohr aufmerksamkeit "
        "ferne nähe ecke welt heim daheim hallo hi hey grüß grüße gruß guten gute guter gut schön schöne "
        "schönen herzlich willkommen moin servus tschüss tschüs ciao morgen morgens abend abends nacht nachts "
        "tag tages mittag mittags nachmittag vormittag mitternacht woche wochenende stunde stunden minute "
        "minuten moment momente augenblick augenblicke sekunde sekunden zeit zeiten weile feierabend früh spät "
        "später bald immer wieder eben gerade gleich jung alt dunkel hell licht lichter sonne mond sterne "
        "regen himmel wetter fenster tür türen zimmer küche tisch stuhl sofa sessel bett decke kerze lampe "
        "schreibtisch büro arbeit arbeiten arbeitet auto autos fahren fährt fahrt fahrer fahrerin unterwegs "
        "straße straßen autobahn lenkrad steuer heim heimweg zuhause daheim haus weg wege reise zug bahn bus "
        "stau kaffee tee tasse glas frühstück abendessen essen feuer radio sendung programm sender mikrofon "
        "lautsprecher boxen kopfhörer lautstärke lauter leiser laut leise regler knopf plattenteller nadel "
        "musik lied lieder ton töne klang klänge ohr ohren auge augen kopf herz herzen hand hände fuß füße "
        "schultern atem atmet atmen durchatmen durch hörer hörerin hörerinnen hört hören zuhören zuhört "
        "zugehört reinhören hinhören mithören freunde freund freundinnen leute damen herren nachbarn gast "
        "gäste gesellschaft liebe lieber liebes freude freut freuen bleibt bleiben bleib sitzt setzt setzen "
        "lehnt lehnen zurück zurücklehnen legt legen entspannt entspannen ruht ruhe ruhig genießt genießen "
        "schließt schließen öffnet macht machen gemacht mach haltet halten nehmt nehmen nimm gebt geben gib "
        "gönnt geht gehen weitergehen weitergeht komm kommt kommen dreht drehen aufdrehen legt leg auflegen "
        "spielt spielen beginnt beginnen anfangen fangen fängt starten startet startklar träumt träumen "
        "schlaft schlafen schläft aufwachen wach wacht wachen seht sehen schaut schauen fühlt fühlen denkt "
        "denken redet reden rede sprechen spreche spricht sagt sagen sage erzählen frage fragt fragen weiß "
        "wisst wissen hoffe hoffen wünsche wünschen wünsch brauche braucht brauchen versucht helfen teilt "
        "finden findet vergesst vergessen erinnert stellt stellen bequem gemütlich bereit fertig müde allein "
        "gemeinsam zusammen vorne hinten oben unten draußen drinnen näher ran nah fern weit lang lange kurz "
        "kurze kleine kleiner klein große großer groß leicht schwer eile hast stress pause pausen wort worte "
        "geschichte thema grund ende mitte anfang platz plätze ort orte ecke stelle seite vorsichtig vorsicht "
        "aufpassen passt gebt_acht acht sicher gut frage antwort gefallen geschenk überraschung idee plan "
        "plane versprochen versprechen wahr richtig falsch besser beste besten voll leer halb genug los "
        "losgehen los_geht ab herein rein raus dabei dran dranbleiben glück wohl gesund geduld nett lieb "
        "winter sommer frühling herbst schnee wind sturm wolken morgenmuffel frühaufsteher nachteulen "
        "nachtschwärmer nachtschicht frühschicht schicht spätschicht kollegen haushalt bügeln bügelt kochen "
        "kocht putzen putzt abwasch wäsche lesen lest schreiben schreibt buch bücher brief telefon handy "
        "bildschirm garten park balkon luft stück stückchen lust laune stimmung schwung kraft energie lächeln "
        "lächelt winkt nickt summt summen singt singen mitsingen mitsingt klatscht schunkelt fest festhalten "
        "festgehalten verpasst verpassen dauert wartet warten warte erwartet vorhang bühne übergebe überlasse "
        "überlassen ansage ansagen zwischenruf umschweife worten schweigen schweige still stille sei seid "
        "drückt drücken auf_die_plätze natürlich klar selbstverständlich endlich übrigens ehrlich eigentlich "
        "wirklich mach_ihr tut tun tue danke dank bedanke bedanken vielen herzlichen nebenbei zwischendurch "
        "hinterher vorher nachher anschließend montagmorgen freitagabend kissen socken katze katzen hund hunde "
        "blumen wand wände dach treppe fahrrad anschnallen gurt gurte spur verkehr ampel blick blicke "
        "straßenverkehr gelassen gelassenheit wärme warm warme warmer kalt hol holt holen bring bringt schenkt "
        "schenken sucht suchen wechseln wechselt probiert gegrüßt begrüße begrüßen begrüßt einschaltet "
        "eingeschaltet einschalten zugeschaltet dazugekommen angekommen ansonsten sonst trotzdem deshalb darum "
        "außerdem jedenfalls natürlich vielleicht hoffentlich jemand niemanden jedem irgendwer welt wohin "
        "überall grüezi guten_tag mahlzeit halli hallöchen aloha seid_gegrüßt wie_war wie_ist wie_geht "
        "wie_läuft ich_war wart_ihr ihr_wart wir_waren was_war treuen lieben liebsten meinen_lieben freundlich "
        "freundliche herzliche herzlichst verehrte verehrtes danke_schön dankeschön dankbar merci studio welle "
        "frequenz kanal empfang äther mikro antenne stream livestream moderator moderatorin moderation "
        "redaktion technik studiogast dienst nachrichten programmpunkt runde etappe abschnitt block halbzeit "
        "sendeschluss zuhörer zuhörerin zuhörerinnen gerede gequatsche quatsch blabla mund klappe schnabel "
        "verliere vielen_worten lautstärkeregler anlage stereoanlage box radiowecker lautsprecherbox ohrhörer "
        "schnapp schnappt greif greift zünde zündet anzünden mach_aus knips knipst mach_an weggehen weglaufen "
        "davonlaufen abschweifen hierbleiben dableiben sitzenbleiben aufstehen aufsteht steh steht_auf "
        "hinsetzen hinlegen ausruhen ausruht ruh erholen erholt streck streckt strecken dehnt lockert wippt "
        "wippen wackelt klatschen schnippt schwingt schwingen beweg bewegt bewegen spür spürt gönn lass_dich "
        "lasst_mal stell dreh lehn setz lausch horch spitz pass kuschel kuschelt einkuscheln hüllt wickelt "
        "mummelt tu schenk füll füllt gieß gießt trink trinkt trinken nippt koch backt backen rühr rührt iss "
        "esst probier vergiss merkt merk schreib ruf ruft meldet melde melden meld verrat verratet verraten "
        "erzählt erzähl drück haltet_durch durchhalten mitmachen macht_mit mitkommen kommt_mit folgt_mir "
        "gespannt neugierig neugier vorfreude lohnt lohnen dranbleibt wiederkommen wiederkomme wiederhören "
        "wiedersehen wiedersehn wiedererkennt erkennt erratet errate rate ratet raten ahnt gelegenheit "
        "überrascht parat vorbereitet ausgesucht herausgesucht rausgesucht mitgebracht aufgehoben morgengrauen "
        "morgendämmerung sonnenaufgang sonnenuntergang dämmerung abendstunde abendstunden morgenstunde "
        "nachtstunde wochenanfang wochenmitte wochenstart start ausklang endspurt beginn anbruch feiertag "
        "feiertage urlaub ferien werktag arbeitstag arbeitswoche arbeitsbeginn ausschlafen ausgeschlafen "
        "ausgeruht verschlafen gestern vorgestern übermorgen neulich stündchen minütchen weilchen sekündchen "
        "viertelstunde halbe halben dreiviertel uhrzeit uhr tageszeit jahreszeit vergeht verging fliegt rast "
        "steht_vor_der_tür naht nahen brennt leuchtet leuchten scheint regnet schneit stürmt donnert blitzt "
        "friert dampft knistert prasselt tropft frisch frische kühl kühle heiß heiße nass trocken trockene "
        "grau graue sonnig bewölkt drin grad regenschirm schirm jacke mantel schal hausaufgaben prüfung "
        "klausur unterricht uni büroarbeit schreibtischarbeit rechner computer tastatur kopfkissen bettdecke "
        "hängematte wanne badewanne dusche duscht herd topf töpfe ofen suppe kuchen teller spülmaschine spülen "
        "staubsauger staubsaugen aufräumen räumt feudeln gießkanne pflanzen rasen grill terrasse picknick "
        "einkaufen einkauf joggen joggt joggingrunde laufschuhe sport radeln radelt fahrradfahrer lkw laster "
        "kapitäne fernfahrer pendler busfahrer lokführer zugfahrer pfleger pflegerinnen ärzte sanitäter "
        "polizisten feuerwehr feuerwehrleute wachleute barkeeper kellner schichtarbeiter schichtdienst "
        "arbeitende nachtdienst notdienst tankstelle parkplatz rückspiegel blinker tempo landstraße umweg ziel "
        "zieleinfahrt ankunft rückweg hinweg koffer gepäck handbremse kinder eltern großeltern oma opa schatz "
        "lieblingsmenschen mitbewohner hausgemeinschaft familie baby bande jungs mädels einschläft einschlafen "
        "eingeschlafen munter putzmunter hellwach gähnt gähnen augenlider seele sorgen kummer alltag gedanken "
        "gedanke haushaltsarbeit leistet leisten verbringt verbringen feiert feiern anstoßen prost zum_wohl "
        "durchmachen übersteht geschafft schafft schaffen verdient verdiente verdienten zuversicht geborgen "
        "händen gewartet warteschlange gefreut freu plauderei verstumme zu_viel schweigt gesagt gefragt "
        "gesprochen lege auf_die_ohren schiebe drehe lehne verspreche versprech verrate verabschiede kümmere "
        "bediene klebe begleite in_ordnung einverstanden abgemacht prima alles_klar genau hurra juhu ahoi "
        "hoppla also_gut immerhin keine_sorge kein_problem keine_eile keine_hektik hektik wahrscheinlich "
        "bestimmt sicherlich frei bühne_frei mikrofon_frei von_mir folgt folgen hattet hattet_ihr der_tag_war "
        "tag_war langer_tag beine bein arme arm bauch nase zeh zehen nacken schoß mitsummen mitwippen "
        "mitklatschen mittanzen mitpfeifen mitträumen angehen dazukommen dazukommt klopfen klopft tief tiefe "
        "verdammt eingeschenkt aufgebrüht ausgeschaltet angeschaltet gelöscht gedimmt zugemacht aufgemacht "
        "zugedeckt geöffnet geschlossen offen zu_spät miteinander rechtzeitig nächste_runde nächsten_runde "
        "nächste_stunde nächsten_stunde nächsten_minuten nächsten_stunden haben_wir_uns_verdient "
        "das_haben_wir_uns ohne_viel_gerede ohne_große_worte ohne_viele_worte ohne_umschweife ohne_pause "
        "ohne_eile ohne_hast nachricht nachrichten_an appetit guten_appetit mahl anrufen zeilen mail postkarte "
        "gruß_an hoch_lebe es_lebe krone feierlaune vollen_stunde volle_stunde genießerisch unterhaltung "
        "begrüßung besuch gesicht gesichter hals haare mütze mützen handschuhe regenjacke rucksack tasche "
        "schlüssel haustür keller flur hof gasse nachbarschaft viertel gegend dorf küste meer strand wald berg "
        "wiese see_ aussicht vögel ameisen fußweg bürgersteig haltestelle ampeln fahrstuhl treppenhaus "
        "werkstatt baustelle lager kasse theke tresen bar_ kneipe imbiss ferientag alltagstrott montage "
        "dienstags mittwochs donnerstags freitags samstags sonntags montags wochenends empfangt empfängt "
        "trefft trifft treffen rechnet plant nehmt_euch sorgte sorgt namen vergangen vergangene_ freut_euch "
        "dran_für"
    ),
    things="song lied stück titel nummer track musik aufnahme song",
    pronouns="es das dies dieses er diese alle jeder niemand",
    he={
        "sie": "",
        "ihre": "",
        "ihrem": "",
        "ihren": "",
        "ihres": "",
        "ihnen": "",
        "er_": "male",
        **dict.fromkeys((f"ihr_{noun}" for noun in _OF_ARTISTS), "female|group"),
        **dict.fromkeys((f"sein_{noun}" for noun in _OF_ARTISTS), "male"),
        **dict.fromkeys(("von_ihr", "mit_ihr", "bei_ihr", "für_sie_"), "female|group"),
        **dict.fromkeys(("ihm", "ist_er", "er_ist", "kommt_er", "er_kommt", "singt_er", "er_singt"), "male"),
        "seine": "male",
        "seiner": "male",
        "seinem": "male",
        "seinen": "male",
        "band": "group",
        "gruppe": "group",
        "sänger": "male",
        "sängerin": "female",
        "dame": "female",
        "herr": "male",
        "mann": "male",
        "frau": "female",
        "künstler": "male",
        "künstlerin": "female",
        "musiker": "male",
        "musikerin": "female",
        "bandmitglieder": "group",
        "herrn": "male",
    },
    adverbs=(
        "jetzt nun gleich hier da noch auch schon immer wieder nur heute dann mal eben einfach so sehr ja "
        "doch also"
    ),
    finite=(
        "ist sind war waren wird wurde wurden hat haben hatte hatten kann können konnte muss will wollte soll "
        "darf mag kommt kam geht ging macht machte gibt gab hält bleibt blieb spielt spielte beginnt begann "
        "endet folgt folgte braucht will sagt sagte weiß läuft lief wartet dauert gehört liegt steht passt "
        "heißt bringt trägt klingt wirkt führt lässt tut zeigt fängt lebt liebt kennt kennen weckt nimmt "
        "verdient lädt holt sieht schläft träumt fährt redet spricht findet erzählt handelt klingen"
    ),
    before_thing=(
        "der die das den dem des ein eine einen einem einer dieses diese dieser diesem diesen nächste "
        "nächstes nächster nächsten unser unsere unserem mein meine euer eure jedes mehr noch von mit und für "
        "zur zum , im ist sind war heißt kommt hört es jetzt etwas aber bei am keine kein weiteres weiterer "
        "anderes sein ihr seine ihre ihrem ihren aus nach nun zu nur ja hier alle viel wenig bisschen also "
        "dann diesem als gibt gehört euch uns hören läuft geht spielt folgt wieder"
    ),
    after_thing="über die den dem das der",
    relatives="der_ die_",
    by="von",
    called="heißt namens genannt betitelt nennt",
    artist_nouns="band gruppe sänger sängerin künstler künstlerin musiker musikerin duo",
    album_nouns="album platte langspielplatte lp scheibe schallplatte cd",
    agent="von durch",
    be="ist sind war waren heißt",
    determiners="der die das den dem ein eine einen sein ihr ihre unser dieser diese dieses mein deren dessen",
    negations="nicht kein keine keinen keinem nie niemals niemand nichts weder noch_nie ohne",
    tools={
        "gitarre": "guitar",
        "gitarrist": "guitar",
        "gitarristin": "guitar",
        "gitarren": "guitar",
        "e_gitarre": "electric guitar",
        "bass": "bass",
        "bassist": "bass",
        "bassistin": "bass",
        "schlagzeug": "drums",
        "schlagzeuger": "drums",
        "schlagzeugerin": "drums",
        "drums": "drums",
        "klavier": "piano",
        "piano": "piano",
        "flügel": "piano",
        "pianist": "piano",
        "pianistin": "piano",
        "keyboard": "keyboards",
        "keyboards": "keyboards",
        "tasten": "keyboards",
        "geige": "violin",
        "violine": "violin",
        "geiger": "violin",
        "cello": "cello",
        "saxofon": "saxophone",
        "saxophon": "saxophone",
        "trompete": "trumpet",
        "posaune": "trombone",
        "flöte": "flute",
        "querflöte": "flute",
        "klarinette": "clarinet",
        "orgel": "organ",
        "mundharmonika": "harmonica",
        "harfe": "harp",
        "akkordeon": "accordion",
        "banjo": "banjo",
        "mandoline": "mandolin",
        "sitar": "sitar",
        "synthesizer": "synthesizer",
        "percussion": "percussion",
        "mikrofon": "vocals",
        "gesang": "vocals",
        "kontrabass": "double bass",
    },
    kinds={
        "single": "single",
        "ep": "ep",
        "compilation": "compilation",
        "sammlung": "compilation",
        "zusammenstellung": "compilation",
        "sampler": "compilation",
        "best_of": "compilation",
        "soundtrack": "soundtrack",
        "filmmusik": "soundtrack",
        "livealbum": "live",
        "live_album": "live",
        "mixtape": "mixtape",
        "remixalbum": "remix",
    },
    natives={},
    countries={
        "Großbritannien": "United Kingdom",
        "England": "England",
        "USA": "United States",
        "Vereinigte Staaten": "United States",
        "Vereinigten Staaten": "United States",
        "Amerika": "United States",
        "Vereinigtes Königreich": "United Kingdom",
        "Vereinigten Königreich": "United Kingdom",
        "Frankreich": "France",
        "Deutschland": "Germany",
        "Österreich": "Austria",
        "Schweden": "Sweden",
        "Norwegen": "Norway",
        "Dänemark": "Denmark",
        "Finnland": "Finland",
        "Island": "Iceland",
        "Irland": "Ireland",
        "Schottland": "Scotland",
        "Kanada": "Canada",
        "Australien": "Australia",
        "Brasilien": "Brazil",
        "Italien": "Italy",
        "Spanien": "Spain",
        "Belgien": "Belgium",
        "Niederlande": "Netherlands",
        "Niederlanden": "Netherlands",
        "Schweiz": "Switzerland",
        "Polen": "Poland",
        "Argentinien": "Argentina",
        "Kolumbien": "Colombia",
        "Kuba": "Cuba",
        "Jamaika": "Jamaica",
        "Estland": "Estonia",
        "Südafrika": "South Africa",
        "Neuseeland": "New Zealand",
        "Kap Verde": "Cape Verde",
        "Griechenland": "Greece",
        "Türkei": "Turkey",
        "Russland": "Russia",
        "Mexiko": "Mexico",
        "Indien": "India",
        "Südkorea": "South Korea",
        "Ägypten": "Egypt",
        "Ungarn": "Hungary",
        "Rumänien": "Romania",
        "Tschechien": "Czechia",
        "Wien": "Vienna",
        "Rom": "Rome",
        "Mailand": "Milan",
        "Genua": "Genoa",
        "Lissabon": "Lisbon",
        "Brüssel": "Brussels",
        "Havanna": "Havana",
        "Brügge": "Bruges",
        "Göteborg": "Gothenburg",
        "Köln": "Cologne",
        "München": "Munich",
        "Moskau": "Moscow",
        "Kopenhagen": "Copenhagen",
        "Athen": "Athens",
        "Neapel": "Naples",
        "Venedig": "Venice",
        "Florenz": "Florence",
        "Prag": "Prague",
        "Warschau": "Warsaw",
        "Zürich": "Zurich",
    },
    genres={
        "klassische Musik": "classical",
        "Klassik": "classical",
        "elektronische Musik": "electronic",
        "Elektronik": "electronic",
        "Filmmusik": "soundtrack",
        "Folkrock": "folk rock",
        "Hardrock": "hard rock",
        "Punkrock": "punk rock",
        "Indierock": "indie rock",
        "Indiepop": "indie pop",
        "Artrock": "art rock",
        "Artpop": "art pop",
        "Synthiepop": "synth-pop",
        "Synthpop": "synth-pop",
        "Weltmusik": "world",
        "Elektropop": "electropop",
        "Rock ’n’ Roll": "rock and roll",
        "Rockmusik": "rock",
        "Popmusik": "pop",
        "psychedelischer Pop": "psychedelic pop",
        "Son": "son cubano",
        "Hip-Hop": "hip hop",
        "Postpunk": "post-punk",
        "Postrock": "post-rock",
        "Schlager": "schlager",
        "Volksmusik": "folk",
    },
    decades={
        f"{word}{end}": 1900 + value
        for word, value in (
            ("zwanziger", 20),
            ("dreißiger", 30),
            ("vierziger", 40),
            ("fünfziger", 50),
            ("sechziger", 60),
            ("siebziger", 70),
            ("achtziger", 80),
            ("neunziger", 90),
        )
        for end in ("n", "", "jahre", "jahren")
    }
    | {
        "zweitausender": 2000,
        "zweitausendern": 2000,
        "nullerjahren": 2000,
        "nullerjahre": 2000,
        "zehnerjahren": 2010,
        "zehnerjahre": 2010,
    },
    decade_digits=r"(?<!\w)(\d{4}|\d{2})er(?:n|jahren?| jahren?)?(?!\w)",
    minutes="minuten?",
    seconds="sekunden?",
    half="(?!)",
    lengths={
        "anderthalb minuten": 90,
        "eineinhalb minuten": 90,
        "eine minute": 60,
        "eine halbe minute": 30,
        "eine halbe stunde": 1800,
        "zweieinhalb minuten": 150,
        "dreieinhalb minuten": 210,
        "viereinhalb minuten": 270,
        "fünfeinhalb minuten": 330,
        "sechseinhalb minuten": 390,
        "siebeneinhalb minuten": 450,
        "achteinhalb minuten": 510,
        "neuneinhalb minuten": 570,
        "zehneinhalb minuten": 630,
        "elfeinhalb minuten": 690,
        "zwölfeinhalb minuten": 750,
        "dreizehneinhalb minuten": 810,
        "vierzehneinhalb minuten": 870,
        "fünfzehneinhalb minuten": 930,
        "sechzehneinhalb minuten": 990,
        "siebzehneinhalb minuten": 1050,
    },
    ages={
        "ein halbes jahrhundert": 50,
        "einem halben jahrhundert": 50,
        "einem jahrhundert": 100,
        "einem jahrzehnt": 10,
        "einem vierteljahrhundert": 25,
    },
    years_ago="#(?: jahren?)",
    decades_ago="#(?: jahrzehnten?)",
    more="über mehr_als gut länger_als",
    less="knapp weniger_als unter fast beinahe nicht_ganz",
    early="frühen anfang_der beginn_der",
    mid="mitte_der mitte",
    late="späten ende_der",
    parts_of_day={
        "morgen": (0, 24),
        "abend": (15, 29),
        "nacht": (18, 31),
        "vormittag": (6, 13),
        "nachmittag": (11, 19),
        "morgens": (4, 13),
        "abends": (15, 29),
        "nachts": (18, 31),
    },
    weekdays=" ".join(_DAYS),
    months="januar februar märz april mai juni juli august september oktober november dezember",
    endings="e en er es em n s t st",
    genitive="s",
    naming=(
        "ist sind kommt kommen heißt folgt folgen läuft spielt hört gehört geht bringt wird bleibt wartet "
        "beginnt singt gehören lautet"
    ),
    predicates=(
        "dran weiter hier da los jetzt nun euch uns dich dir bereit gleich an vorbei genug alles schön gut "
        "zeit spät früh soweit soweit zurück aufgelegt_ als_nächstes nächstes mich von_mir mir abend morgen "
        "nacht mittag montag dienstag mittwoch donnerstag freitag samstag sonntag wochenende feierabend euer "
        "eure dein deine mitternacht sommer winter herbst frühling dunkel hell kalt warm"
    ),
    past=(
        "war waren wurde wurden hatte hatten kam kamen gab hieß machte machten saß sang brachte aufgenommen "
        "entstanden geworden worden zum_träumen_schön zum_weinen_schön zum_tanzen_schön im_lied im_song "
        "im_stück in_dem_lied in_diesem_lied in_diesem_song in_diesem_stück zum_träumen_gemacht "
        "zum_tanzen_gemacht macht_laune macht_gute_laune zu_dieser_musik macht_lust macht_glücklich "
        "macht_fröhlich warm_ums_herz handelt_von erzählt_von geht_um geht_es_um dreht_sich_um jeder_kennt "
        "kennt_jeder kennen_alle alle_kennen am_anfang_hört am_ende_hört am_anfang_singt man_hört_ihn "
        "man_hört_sie gruß_an_die_liebe gerade_erschienen frisch_erschienen dazu_kann_man dazu_tanzt man_tanzt "
        "beginnt_mit endet_mit muss_man_nicht_vorstellen braucht_keine_vorstellung"
    ),
    upon="auf",
    nouns="*",
    capitals=" ".join(
        ("dj ok usa", *(f"{day}{part}" for day in _DAYS for part in ("morgen", "mittag", "abend", "nacht")))
    ),
    purpose="zum zur",
    addressed=(
        r"\bdu (?:\w+ )?<(?!kenn)\w{2,}st>",
        r"<(?!kenn)\w{2,}st> du\b",
        r"\b(?:dass|wenn|ob|was|wo|wie|falls|solange|während|da) ihr (?:\w+ )?<(?!kenn)\w{2,}t>",
        r"<(?!kenn)\w{2,}t> ihr\b",
        # Imperatives, which stand first.
        r"^<(?!ge)\w{2,}t> (?:euch|mir|uns|eure?n?|mal|doch|bitte|ruhig|die|den|das|eine?n?|nicht|noch|jetzt)\b",
        r"^<\w{3,}> (?:dich|dir|deine?n?|mir|uns|euch)\b",
        r"<\w{3,}en> lass(?:en|t)?\b",
        r"\bich (?:\w+ )?<\w{2,}e>",
        r"<\w{2,}e> ich\b",
        r"\bwir (?:\w+ )?<(?!kenn)\w{2,}e?n>",
        r"<(?!kenn)\w{2,}e?n> wir\b",
    ),
)
