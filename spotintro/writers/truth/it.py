"""Italian, as a radio host speaks it of music."""

from __future__ import annotations

from spotintro.writers.truth.speech import Speech

SPEECH = Speech(
    expansions=(
        (r"\b(dell|all|nell|sull|dall|coll)'\s*", r"\1a "),
        (r"\bl'\s*", "lo "),
        (r"\bun'\s*", "una "),
        (r"\b([cdsmtv])'(?=\s*\w|\s*[\ue100-\ue1ff])", r"\1i "),
        (r"\bquest'\s*", "questa "),
        (r"\bcom'\s*", "come "),
        (r"\bdov'\s*", "dove "),
        (r"\bcos'\s*", "cosa "),
        (r"\bquell'\s*", "quella "),
        (r"\bbell'\s*", "bella "),
        (r"\bbuon'\s*", "buona "),
        (r"\btutt'\s*", "tutta "),
        (r"\bdel(l[aoe]?)?\b", "di il"),
        (r"\bdei\b|\bdegli\b", "di i"),
        (r"\bnel(l[aoe]?)?\b", "in il"),
        (r"\bnei\b|\bnegli\b", "in i"),
        (r"\bsul(l[aoe]?)?\b", "su il"),
        (r"\bdal(l[aoe]?)?\b", "da il"),
        (r"\bdai\b|\bdagli\b", "da i"),
        (r"\bal(l[aoe]?)?\b", "a il"),
        (r"\bai\b|\bagli\b", "a i"),
        (r"&", " e "),
    ),
    groups={},
    frames=(),
    heard=(
        "da {heard} [di]* [{heard_artist}] a|si_passa|passiamo",
        "da {heard_artist} [e|con]* [{heard}] a|si_passa|passiamo",
    ),
    coming=(),
    claims={
        "released": (
            "uscito uscita usciti uscite uscì esce usciva pubblicato pubblicata pubblicati pubblicò pubblica "
            "pubblicazione uscita anno anni data datato risale apparso apparsa disponibile disco età vecchio "
            "vecchia arrivato arrivata mercato negozi edito edita lanciato lanciata annata luce compie "
            "vide_la_luce nato nata visto_la_luce"
        ),
        "first": "prima primo prime prima_volta per_la_prima_volta originale originariamente origine inizialmente",
        "edition": "riedizione ristampa rimasterizzazione rimasterizzato stampa",
        "since": "dal_ da",
        "formed": (
            "formò formarono formato formata formati fondò fondato fondata fondarono nacque nacquero nato nati "
            "nascita esiste esistono iniziato iniziò cominciato cominciò riunito riuniti insieme esordi creato "
            "creata storia inizio formazione fondazione inizi attivo attivi"
        ),
        "born": "nacque nato nata nascita nasce mondo viene_a_il_mondo",
        "split": (
            "sciolse sciolsero sciolto sciolta sciolti scioglimento separò separati separazione rottura fine fino "
            "finito insieme"
        ),
        "died": "morì morto morta scomparso scomparsa deceduto morte fino",
        "origin": (
            "viene vengono venuto originario originaria origine origini nativo città natale vive arriva arrivano "
            "paese radici saluto casa proviene provengono terra patria gruppo culla formato nato"
        ),
        "live": (
            "vivo concerto pubblico registrato registrazione registrata da_il_vivo palco in_concerto live "
            "dal_vivo catturato ripreso sala versione spettatori"
        ),
        "cover": "cover versione versioni rifacimento reinterpretazione reinterpreta",
        "original": (
            "originale originariamente primo prima origine inciso incisa registrato cantata cantò cantava "
            "precedenza prestito appartiene apparteneva inizialmente autore incise registrata inizialmente"
        ),
        "remix": "remix remixato remixata",
        "instrumental": (
            "strumentale strumentali senza_voce senza_parole nessuno_canta non_canta_nessuno senza_testo "
            "senza_cantante non_ci_sono_parole non_ci_è_voce senza_canto"
        ),
        "member": (
            "membro membri componente componenti parte conta suona suonano tra formazione appartiene fa fila file "
            "gli_altri canta gruppo band musicisti"
        ),
        "joined": "",
        "label": "etichetta casa_discografica discografica casa etichette editore",
        "album": "album disco lp vinile copertina cd 33_giri",
        "country": "mercato",
        "length": "dura durano durata minuti lungo lunga tempo sono ci_vogliono durerà vogliono",
        "genre": "genere stile sezione scaffale etichetta classificato classificata categoria chiama reparto",
        "written": "scritto scritta scritti firmato firmata composta composto",
        "wrote": "scrisse scrissero scritto scritta firma firmato scrive",
        "writer": "autore autrice autori penna firma compositore",
        "composed": "composto composta composti musicato musicata",
        "composes": "compose composero composto composta compone musicato",
        "composer": "compositore compositrice compositori musica composizione melodia partitura musiche",
        "words": "testo testi parole paroliere versi paroliera",
        "words_made": "",
        "words_makes": "",
        "produced": "prodotto prodotta prodotti",
        "produces": "produsse produssero prodotto prodotta",
        "producer": "produttore produttrice produttori produzione",
        "arranged": "arrangiato arrangiata",
        "arranges": "arrangiò arrangiato arrangiata",
        "arranger": "arrangiatore arrangiamenti arrangiamento",
        "engineered": "mixato mixata registrato",
        "engineers": "mixò mixato mixata registrato registrata",
        "engineer": "fonico ingegnere",
        "remixed": "remixato remixata",
        "remixes": "remixò remixato",
        "performed": "interpretato interpretata cantato cantata suonato suonata eseguito eseguita",
        "performs": "interpreta interpretano canta cantano suona suonano esegue",
        "recorded_first": "inciso incisa cantato cantata fatta incise registrò registrata registrato cantò",
        "heard": (
            "era erano sentito ascoltato stato stati suonato sentivate ascoltavate appena finito finita prima "
            "poco_fa terminato passato precedente scorso"
        ),
        "coming": (
            "seguire dopo prossimo prossima prossimi seguente poi viene vengono presto aspetta aspettano segue "
            "seguono più_tardi tocca tra_poco turno arriva subito restate"
        ),
    },
    links={
        "year": "in di da il anno nel i",
        "first_released": "in di il anno i",
        "origin": "di da a in",
        "album": "in di da su il album disco chiama titolo intitolato chiamato contiene",
        "label": "per con su etichetta",
        "heard": "dopo da",
        "cover_of": "di da",
        "writer": "di da",
        "composer": "di da",
        "lyricist": "di da",
        "producer": "di da",
        "member": "con e",
        "performer": "con e",
        "release_country": "in",
    },
    fillers=(
        "edizione è sono era erano fu stato stata stati ha hanno aveva sarà va viene vengono fatto fa dice "
        "dicono chiama chiamava intitola intitolato intitolata trova trovate trovare troverete sente sentite "
        "ascoltate ascolta suona tocca nome titolo numero dietro responsabile firma firmato crediti credito "
        "accreditato figura figurano deve dobbiamo viaggio viaggiamo porta torna ritorno città paese tempo "
        "anno anni volta volte circa all'incirca incirca quasi esattamente poco meno più qualcosa buoni buon "
        "già ancora anche stesso stessa persona gente uomo donna chi quale musica canzone brano pezzo traccia "
        "appare appaiono apparsa presenta include incluso inclusa contiene offre dato dà resta durerà "
        "comincia inizio fine tutto tutta così dove lì casa patria storia segna indica legge scritto arriva "
        "arrivato conta voce originale registrato pubblicato appartiene appartengono riga posto piccolo lungo "
        "totale fino volete data parte proviene procede tratto tratta preso presa estratto estratta siamo "
        "andiamo direzione verso saluto ciao cura mani mano visto come uno una intorno attorno scaffale lo_ "
        "sta stanno c'è ci gruppo band disco album"
    ),
    function=(
        "ecco il lo la i gli le un uno una di a da in con su per tra fra sopra sotto senza verso fino dopo "
        "prima durante secondo e ed o ma né che chi cui dove quando come se perché poiché mentre anche questo "
        "questa questi queste quello quella quelli quelle ciò io tu lui_ lei noi voi mi ti si ci vi lo ne me "
        "te sé non mai niente nulla nessuno nessuna mio mia miei mie tuo tua nostro nostra nostri nostre "
        "vostro vostra vostri vostre qui qua lì là adesso ora sempre ancora già molto molta molti molte poco "
        "pochi abbastanza tanto tanta così tutto tutta tutti tutte ogni qualche alcuni alcune qualcosa "
        "qualcuno altro altra altri altre stesso stessa allora poi sì bene sono sei è siamo siete sia siano "
        "siate sto stai sta stiamo state stanno vado vai va andiamo andate vanno vada ho hai ha abbiamo avete "
        "hanno può possono possiamo posso potete vuole vogliono voglio volete vogliamo deve devono dovete c'è "
        "solo soltanto semplicemente forse tale quasi quale quali quanto quanti dentro fuori vicino lontano "
        "insieme meno più due tre oltre qualsiasi ed proprio"
    ),
    talk=(
        "alzate abbassate volume muovetevi spostatevi restate rimanete rimanga resti fermatevi fermi "
        "accomodatevi accomodati sedetevi sdraiatevi rilassatevi rilassati godetevi godiamoci chiudete aprite "
        "respirate inspirate ascoltiamo ascoltatori orecchie tese drizzate tendete lasciatevi lasciati "
        "trasportare portare cullare guidare sorprendere venite entrate passate mettete mettiamo fate "
        "facciamo tenete tenetevi forte state attenti prudenti riguardatevi riposatevi dormite sognate "
        "sorridete grazie_di essere con noi compagnia ascoltarci ascoltato sintonizzati sintonizzarvi "
        "collegati collegarvi ringrazio ringraziamo ringraziare piacere avervi ritrovarvi ritrovarci "
        "ritrovati lieti felici contenti bentrovati bentrovato benvenuti bentornati senza_indugio indugi "
        "indugio preamboli chiacchiere chiacchierare parole parlato basta zitto silenzio taccio shh andiamo "
        "via avanti partiamo pronti forza dai su proseguiamo proseguire riprendiamo riprendere torniamo "
        "subito momento momentino attimo istante minutino secondo breve presto prossimamente luna stelle "
        "brezza pioggia nuvole temporale nebbia caldo freddo finestra persiane tende luci soffuse spegnete "
        "accendete candele divano coperta cuscini tè tisana cioccolata caffè tazza calice vino birra acqua "
        "colazione pranzo merenda cena traffico semaforo coda chilometri passeggeri autostrada stazione "
        "binario metropolitana tassisti infermieri fornai camionisti studiate studiano studiando lavoratori "
        "lavorando lavorano turnisti mattinieri nottambuli insonni gufi svegli sorrisi coraggio animo umore "
        "energia forza pazienza calma tranquillità serenità pace fortuna salute passeggiata passeggiare "
        "camminare camminate camminando correre correte correndo ballare ballate cantare cantando serena "
        "sereno splendida splendido piacevole meravigliosa dolce buon_pomeriggio buon_ascolto buona_serata "
        "buona_notte buona_giornata scusate permesso permettetemi vorrei piacerebbe prestate orecchio orecchi "
        "attenzione lontano vicino dovunque ovunque qualunque angolo parte mondo casa radio accesa acceso "
        "accesi spenta spegnere accendere ritorno domani ieri fa lascio tocca ora microfono piccola pausa voi "
        "vi noi ci ragazzi ragazze carissimi carissime gentili tocca arriva arrivano viene vengono chiama "
        "intitola seguire ciao salve buongiorno buonasera buonanotte buon buona buono buone buoni arrivederci "
        "benvenuto benvenuta benvenuti benvenute bentornati grazie caro cari cara care amico amici amica "
        "amiche ascoltatori ascoltatrici ascoltatore signore signori signora gente vicini mattina mattino "
        "sera serata pomeriggio notte giorno giornata mezzogiorno mezzanotte settimana fine ora ore minuto "
        "minuti momento momenti istante istanti attimo secondo secondi tempo presto tardi sempre giovane buio "
        "scuro luce luci sole luna stelle pioggia piove cielo neve vento finestra finestre porta porte stanza "
        "cucina tavolo sedia poltrona divano letto coperta candela lampada ufficio lavoro lavorare lavorate "
        "lavora macchina auto strada strade volante guidare guidate guida viaggio viaggiare treno autobus "
        "caffè tè tazza bicchiere cena colazione pranzo fuoco radio programma trasmissione emittente antenna "
        "microfono altoparlante altoparlanti casse cuffie volume manopola suono musica canzone canzoni brano "
        "nota note orecchio orecchie orecchi occhio occhi testa cuore cuori mano mani piede piedi spalle aria "
        "respira respirate respirare respiro fondo profondo sospiro ascolto ascolta ascoltare ascoltate "
        "ascoltano ascoltando sentire sentite senti resta restate restare rimanete rimani rimanere seguite "
        "segui seguire seguiamo sedetevi siediti seduti mettete metti mettere mettetevi mettiti metto "
        "mettiamo rilassatevi rilassati rilassarsi riposate riposo godetevi goditi godere chiudete chiudi "
        "chiudere aprite apri aprire tenete tieni tenere prendete prendi prendere dammi datemi date dare "
        "lascio lascia lasciate lasciare lasciamo lasciatevi andate andare torno torna tornate tornare "
        "torniamo salite alzate alza alzare abbassate abbassare comincia cominciate cominciare cominciamo "
        "inizia iniziare continua continuare continuiamo continuate sognate sognare dorme dormono dormire "
        "dormite sveglio svegli sveglia svegliarsi svegliatevi guarda guardate guardare vedete vedere vediamo "
        "pensa pensate pensare parla parlare parlo parliamo parola parole dico dire dite silenzio taccio "
        "tacere zitto zitti zitta so sapete sapere spero auguro augurare desiderio piace piacere gioia "
        "felicità comodo comodi comoda comodità pronto pronti pronta pronte stanco stanchi solo soli insieme "
        "dolcemente piano calma tranquillo tranquilli tranquilla tranquillità attenzione prudenza attenti "
        "fate fai fare facciamo facendo muovete muovetevi muovere uscite uscire parte partire partiamo "
        "compagnia presenza fedele fedeli pausa mezzo posto posti luogo angolo lato domanda risposta regalo "
        "sorpresa idea piano piani prometto promessa verità vero falso meglio migliore pieno vuoto metà "
        "abbastanza fortuna salute pace pazienza inverno estate primavera autunno mattinieri nottambuli "
        "insonni turno casa ferro stirare stirate cucinate cucinare piatti leggete leggere leggono libro "
        "libri lettera telefono schermo giardino parco pezzo umore energia sorriso sorridete salutate saluti "
        "saluto cantate cantare canticchiate reggetevi allacciate cinture cintura sipario palco presentazione "
        "annuncio giri siate siete siano ovunque dovunque felice felici contento contenti contenta lieto "
        "soprattutto condividere condividete aspettate aspetta aspettare fuori dentro alto basso dietro "
        "avanti vicino lontano avvicinatevi avvicinati grande piccolo piccola piccoli dolce caldo freddo "
        "fresca dimenticate dimenticare cuscino gatto cane cambiare cambiate cambiamo argomento certo "
        "naturalmente finalmente proprio ognuno importa venite vieni studenti autisti famiglia bambini "
        "genitori raggiunto raggiungerci collegati collegato sintonia sintonizzati sintonizzato accompagnare "
        "accompagnarci voglia abbraccio abbracci bacio baci spazio suonare suoni spegnete accendete "
        "prestatemi prestate bel bella bello bei fretta manca rumore storia quanti orecchie"
    ),
    things="canzone brano pezzo titolo traccia musica registrazione numero",
    pronouns="questo questa quello quella tutto ciò ognuno tutti nessuno gente esso essa",
    he={
        "lui": "male",
        "lei_": "female",
        "loro": "",
        "suo": "",
        "sua": "",
        "suoi": "",
        "sue": "",
        "gruppo": "group",
        "band": "group",
        "cantante": "",
        "musicista": "",
        "signore": "male",
        "signora": "female",
        "uomo": "male",
        "donna": "female",
        "ragazzo": "male",
        "ragazza": "female",
        "artista": "",
        "cantautore": "male",
        "cantautrice": "female",
    },
    adverbs="adesso ora qui anche già sempre ancora si gli ci vi lo la non solo così bene lì oggi proprio subito",
    finite=(
        "è sono era erano fu sta stanno ha hanno aveva sarà va viene fa può deve vuole resta comincia inizia "
        "segue continua suona gira parla dice racconta piace arriva aspetta appartiene merita dura porta "
        "prende dà mette lascia apre chiude passa sale scende torna evoca canta sembra sa conosce ama tocca "
        "culla chiama intitola appare suonano vengono arrivano"
    ),
    before_thing=(
        "il lo la i gli le un uno una di in questo questa questi quel quella nostro nostra mio tua suo sua "
        "ogni prossimo prossima altro altra stesso seguente più e con per da senza è sono , che come qui "
        "un'altra poca molta ultima prima tutta buona un' ci a su dalla alla della ecco solo fa"
    ),
    after_thing="che chi dove su",
    relatives="chi",
    by="da",
    called="chiama chiamato chiamata intitola intitolato intitolata",
    artist_nouns="gruppo band cantante artista musicista duo cantautore",
    album_nouns="album disco lp vinile",
    agent="da di",
    be="è sono era",
    determiners="il lo la i un uno una questo questa suo sua mio nostro nostra",
    negations="non mai niente nulla nessuno nessuna né senza",
    tools={
        "chitarra": "guitar",
        "chitarre": "guitar",
        "chitarrista": "guitar",
        "basso": "bass",
        "bassista": "bass",
        "batteria": "drums",
        "batterista": "drums",
        "pianoforte": "piano",
        "pianista": "piano",
        "tastiera": "keyboards",
        "tastiere": "keyboards",
        "tastierista": "keyboards",
        "violino": "violin",
        "violinista": "violin",
        "violoncello": "cello",
        "sassofono": "saxophone",
        "sax": "saxophone",
        "tromba": "trumpet",
        "trombone": "trombone",
        "flauto": "flute",
        "clarinetto": "clarinet",
        "organo": "organ",
        "armonica": "harmonica",
        "arpa": "harp",
        "fisarmonica": "accordion",
        "banjo": "banjo",
        "mandolino": "mandolin",
        "sitar": "sitar",
        "sintetizzatore": "synthesizer",
        "percussioni": "percussion",
        "voce": "vocals",
        "contrabbasso": "double bass",
    },
    kinds={
        "singolo": "single",
        "ep": "ep",
        "raccolta": "compilation",
        "compilation": "compilation",
        "antologia": "compilation",
        "colonna_sonora": "soundtrack",
        "disco_da_il_vivo": "live",
        "album_da_il_vivo": "live",
        "mixtape": "mixtape",
    },
    natives={},
    countries={
        "Regno Unito": "United Kingdom",
        "Gran Bretagna": "United Kingdom",
        "Inghilterra": "England",
        "Stati Uniti": "United States",
        "Francia": "France",
        "Germania": "Germany",
        "Svezia": "Sweden",
        "Norvegia": "Norway",
        "Danimarca": "Denmark",
        "Finlandia": "Finland",
        "Islanda": "Iceland",
        "Irlanda": "Ireland",
        "Scozia": "Scotland",
        "Brasile": "Brazil",
        "Italia": "Italy",
        "Spagna": "Spain",
        "Portogallo": "Portugal",
        "Belgio": "Belgium",
        "Paesi Bassi": "Netherlands",
        "Olanda": "Netherlands",
        "Svizzera": "Switzerland",
        "Polonia": "Poland",
        "Cile": "Chile",
        "Giamaica": "Jamaica",
        "Sudafrica": "South Africa",
        "Nuova Zelanda": "New Zealand",
        "Capo Verde": "Cape Verde",
        "Porto Rico": "Puerto Rico",
        "Grecia": "Greece",
        "Turchia": "Turkey",
        "Giappone": "Japan",
        "Messico": "Mexico",
        "Corea del Sud": "South Korea",
        "Egitto": "Egypt",
        "Ungheria": "Hungary",
        "Londra": "London",
        "Parigi": "Paris",
        "Berlino": "Berlin",
        "Stoccolma": "Stockholm",
        "Dublino": "Dublin",
        "Roma": "Rome",
        "Milano": "Milan",
        "Torino": "Turin",
        "Genova": "Genoa",
        "Lisbona": "Lisbon",
        "L’Avana": "Havana",
        "Filadelfia": "Philadelphia",
        "Salisburgo": "Salzburg",
        "Edimburgo": "Edinburgh",
        "Colonia": "Cologne",
        "Monaco": "Munich",
        "Mosca": "Moscow",
        "Atene": "Athens",
        "Napoli": "Naples",
        "Venezia": "Venice",
        "Firenze": "Florence",
        "Zurigo": "Zurich",
        "Vienna": "Vienna",
    },
    genres={
        "musica classica": "classical",
        "classica": "classical",
        "musica elettronica": "electronic",
        "elettronica": "electronic",
        "musica da film": "soundtrack",
        "rock progressivo": "progressive rock",
        "rock alternativo": "alternative rock",
        "pop psichedelico": "psychedelic pop",
        "world music": "world",
    },
    decades={
        f"anni {word}": 1900 + value
        for word, value in (
            ("venti", 20),
            ("trenta", 30),
            ("quaranta", 40),
            ("cinquanta", 50),
            ("sessanta", 60),
            ("settanta", 70),
            ("ottanta", 80),
            ("novanta", 90),
        )
    }
    | {"anni duemila": 2000},
    decade_digits=r"(?<!\w)anni '?(\d0|\d{3}0)(?!\w)",
    minutes="minut[oi]",
    seconds="second[oi]",
    half="e mezzo",
    lengths={"un minuto e mezzo": 90, "un minuto": 60, "mezza ora": 1800, "mezzo minuto": 30},
    ages={"mezzo secolo": 50, "un decennio": 10, "un secolo": 100, "un quarto di secolo": 25},
    years_ago="#(?: anni)",
    decades_ago="# decenni",
    more="più_di oltre",
    less="meno_di quasi",
    early="inizio_di_i primi",
    mid="metà_di_i",
    late="fine_di_i",
    parts_of_day={
        "mattina": (4, 13),
        "mattino": (4, 13),
        "pomeriggio": (11, 20),
        "sera": (15, 29),
        "serata": (15, 29),
        "notte": (17, 31),
        "mezzogiorno": (11, 16),
        "mezzanotte": (21, 28),
        "buonasera": (14, 29),
    },
    weekdays="lunedì martedì mercoledì giovedì venerdì sabato domenica",
    months="gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    endings="o a i e",
    naming=(
        "è sono viene vengono va arriva arrivano comincia inizia segue chiama intitola tocca sta stanno "
        "appartiene canta continua"
    ),
    predicates=(
        "voi te qui adesso ora bene tempo ora tardi presto tutto andiamo piacere bello pronti vicino avanti "
        "giorno notte momento strada basta sera"
    ),
    past="era erano fu aveva stato stata stati",
    capitals="dj ok",
)
