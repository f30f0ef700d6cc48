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
        (r"\bsui\b|\bsugli\b", "su i"),
        (r"\bcol\b", "con il"),
        # "Sei" is a number as well.
        (r"\b(tu|ci|mi|ti|ne|se|già|dove|come|ancora|non|che|chi|qui) sei\b", r"\1 siete"),
        (
            r"\bsei (?=qui|pront|in\b|nel|al\b|a\b|svegli|stanc|sol[oa]\b|mancat|arrivat|ancora|sempre|con noi)",
            "siete ",
        ),
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
            "vide_la_luce nato nata visto_la_luce esiste esistono"
        ),
        "first": "prima primo prime prima_volta per_la_prima_volta originale originariamente origine inizialmente",
        "edition": "riedizione ristampa rimasterizzazione rimasterizzato stampa",
        "since": "dal_ da",
        "formed": (
            "formò formarono formato formata formati fondò fondato fondata fondarono nacque nacquero nato nati "
            "nascita esiste esistono iniziato iniziò cominciato cominciò riunito riuniti insieme esordi creato "
            "creata storia inizio formazione fondazione inizi attivo attivi esistito esistevano "
            "suonano_insieme nasceva nascevano messi_insieme"
        ),
        "born": "nacque nato nata nascita nasce mondo viene_a_il_mondo visse vissuto nasceva",
        "split": (
            "sciolse sciolsero sciolto sciolta sciolti scioglimento separò separati separazione rottura fine "
            "fino finito insieme esistito"
        ),
        "died": "morì morto morta scomparso scomparsa deceduto morte fino visse vissuto",
        "origin": (
            "viene vengono venuto originario originaria origine origini nativo città natale vive arriva arrivano "
            "paese radici saluto casa proviene provengono terra patria gruppo culla formato nato"
        ),
        "live": (
            "vivo concerto pubblico registrato registrazione registrata da_il_vivo palco in_concerto live "
            "dal_vivo catturato ripreso sala versione spettatori davanti_a_un_pubblico davanti_a_il_pubblico"
        ),
        "cover": (
            "cover versione versioni rifacimento reinterpretazione reinterpreta ripresa ripreso riprende "
            "riprendono"
        ),
        "original": (
            "originale originariamente primo prima origine inciso incisa registrato cantata cantò cantava "
            "precedenza prestito appartiene apparteneva inizialmente autore incise registrata inizialmente "
            "inciderla inciderlo cantarla cantarlo registrarla registrarlo"
        ),
        "remix": "remix remixato remixata",
        "instrumental": (
            "strumentale strumentali senza_voce senza_parole nessuno_canta non_canta_nessuno senza_testo "
            "senza_cantante non_ci_sono_parole non_ci_è_voce senza_canto"
        ),
        "member": (
            "membro membri componente componenti parte conta suona suonano tra formazione appartiene fa fila "
            "file gli_altri canta gruppo band musicisti troviamo troverete trovate nomi cioè"
        ),
        "joined": "",
        "label": "etichetta casa_discografica discografica casa etichette editore",
        "album": "album disco lp vinile copertina cd 33_giri",
        "country": "mercato",
        "length": "dura durano durata minuti lungo lunga tempo sono ci_vogliono durerà vogliono",
        "genre": "genere stile sezione scaffale etichetta classificato classificata categoria chiama reparto",
        "written": "scritto scritta scritti firmato firmata composta composto",
        "wrote": "scrisse scrissero scritto scritta firma firmato scrive scrivere",
        "writer": "autore autrice autori penna firma compositore scrittura opera firmato firmata",
        "composed": "composto composta composti musicato musicata",
        "composes": "compose composero composto composta compone musicato comporre scrivere",
        "composer": "compositore compositrice compositori musica composizione melodia partitura musiche opera",
        "words": "testo testi parole paroliere versi paroliera",
        "words_made": "",
        "words_makes": "",
        "produced": "prodotto prodotta prodotti",
        "produces": "produsse produssero prodotto prodotta produrre",
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
        "recorded_first": (
            "inciso incisa cantato cantata fatta incise registrò registrata registrato cantò inciderla "
            "inciderlo cantarla cantarlo registrarla registrarlo"
        ),
        "heard": (
            "era erano sentito ascoltato stato stati suonato sentivate ascoltavate appena finito finita prima "
            "poco_fa terminato passato precedente scorso"
        ),
        "coming": (
            "seguire dopo prossimo prossima prossimi seguente poi viene vengono presto aspetta aspettano segue "
            "seguono più_tardi tocca tra_poco turno arriva subito restate fra_poco tra_qualche_minuto "
            "fra_qualche_minuto tra_pochi_minuti fra_pochi_minuti tra_qualche_istante fra_qualche_istante "
            "tra_pochi_istanti tra_un_attimo fra_un_attimo tra_un_momento fra_un_momento tra_un_istante "
            "tra_un_minuto fra_un_minuto più_avanti ciò_che_segue quello_che_segue quel_che_segue a_seguire "
            "continueremo proseguiremo seguiremo"
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
        "appare appaiono apparsa presenta include incluso inclusa contiene offre dato dà resta durerà comincia "
        "inizio fine tutto tutta così dove lì casa patria storia segna indica legge scritto arriva arrivato "
        "conta voce originale registrato pubblicato appartiene appartengono riga posto piccolo lungo totale "
        "fino volete data parte proviene procede tratto tratta preso presa estratto estratta siamo andiamo "
        "direzione verso saluto ciao cura mani mano visto come uno una intorno attorno scaffale lo_ sta stanno "
        "c'è ci gruppo band disco album in_la_canzone in_il_brano in_questa_canzone in_questo_brano metto "
        "sentiremo sentirete ascolteremo ascolterete avvenuta avvenuto torniamo esistito ripresa po sentiamo "
        "ascoltiamo ci_ascoltiamo accogliete accogliamo accogli troviamo incontriamo incontrate conoscete_ "
        "nomi passati passato avuto ebbe prendetevi calcolate calcolatene risentirete contate applaudite "
        "scoprite date_il_benvenuto benvenuto cioè al_"
    ),
    function=(
        "ecco il lo la i gli le un uno una di a da in con su per tra fra sopra sotto senza verso fino dopo "
        "prima durante secondo e ed o ma né che chi cui dove quando come se perché poiché mentre anche questo "
        "questa questi queste quello quella quelli quelle ciò io tu lui_ noi voi mi ti si ci vi lo ne me te sé "
        "non mai niente nulla nessuno nessuna mio mia miei mie tuo tua nostro nostra nostri nostre vostro "
        "vostra vostri vostre qui qua lì là adesso ora sempre ancora già molto molta molti molte poco pochi "
        "abbastanza tanto tanta così tutto tutta tutti tutte ogni qualche alcuni alcune qualcosa qualcuno "
        "altro altra altri altre stesso stessa allora poi sì bene sono sei è siamo siete sia siano siate sto "
        "stai sta stiamo state stanno vado vai va andiamo andate vanno vada ho hai ha abbiamo avete hanno può "
        "possono possiamo posso potete vuole vogliono voglio volete vogliamo deve devono dovete c'è solo "
        "soltanto semplicemente forse tale quasi quale quali quanto quanti dentro fuori vicino lontano insieme "
        "meno più due tre oltre qualsiasi ed proprio po cosa cose eh beh boh mah ah oh ehi uffa ops magari "
        "insomma dunque quindi perciò però invece oppure infatti intanto ormai finché purché affinché "
        "nonostante malgrado dinanzi davanti indietro attraverso mediante presso tranne salvo eccetto oggi "
        "ieri stasera stamattina stanotte stamani domattina dopodomani costui quanta quante tante tanti "
        "parecchio parecchi troppo troppa troppi troppe pochissimo vari varie entrambi ciascuno ognuna "
        "chiunque alcuno certi certe sarete saremo sarò sarai avrete avremo avrò avrai avrà farete faremo farò "
        "farai andrete andremo andrò verrete verrà verremo potrete potremo potrai potrò puoi vuoi devi "
        "dovreste dovresti potreste potresti vorreste vorresti vorremmo potremmo eravate eravamo ero eri "
        "avevate avevo avevamo facevate riesci riuscite riesco riesce riusciamo sapevate per_favore "
        "per_piacere d'accordo di_accordo va_bene a_proposito di_nuovo un'altra_volta meno_male a_dire_il_vero "
        "in_fondo sul_serio di_corsa per_ora pian_piano man_mano a_mano non_appena si_è_appena è_appena "
        "siamo_appena avete_appena ha_appena hanno_appena ne_dite ne_dici mi_raccomando tra_poco fra_poco "
        "tra_qualche_minuto fra_qualche_minuto tra_pochi_minuti fra_pochi_minuti tra_qualche_istante "
        "fra_qualche_istante tra_pochi_istanti tra_un_attimo fra_un_attimo tra_un_momento fra_un_momento "
        "tra_un_istante tra_un_minuto fra_un_minuto più_tardi più_avanti ciò_che_segue quello_che_segue "
        "quel_che_segue a_seguire è_stata_una_giornata è_stata_una_settimana è_stato_un_piacere giornata_lunga "
        "giornata_è_stata abbiate_passato avete_passato hai_passato abbia_passato notte_è_lunga li ve ce se_ne "
        "gliene neanche nemmeno neppure rieccoci eccoci riecco rieccomi eccomi eccovi rieccovi sei_in_il "
        "se_non sei_qui sei_a siete_in_il ogni_tanto di_più è_stata_una_giornata_lunga "
        "è_stata_una_settimana_lunga andrà_tutto_bene tutto_bene va_tutto_bene tutto_a_posto eccoti ce_ne_sarà "
        "ce_ne_saranno sui continueremo proseguiremo seguiremo"
    ),
    talk=(
        "alzate abbassate volume muovetevi spostatevi restate rimanete rimanga resti fermatevi fermi "
        "accomodatevi accomodati sedetevi sdraiatevi rilassatevi rilassati godetevi godiamoci chiudete aprite "
        "respirate inspirate ascoltiamo ascoltatori orecchie tese drizzate tendete lasciatevi lasciati "
        "trasportare portare cullare guidare sorprendere venite entrate passate mettete mettiamo fate facciamo "
        "tenete tenetevi forte state attenti prudenti riguardatevi riposatevi dormite sognate sorridete "
        "grazie_di essere con noi compagnia ascoltarci ascoltato sintonizzati sintonizzarvi collegati "
        "collegarvi ringrazio ringraziamo ringraziare piacere avervi ritrovarvi ritrovarci ritrovati lieti "
        "felici contenti bentrovati bentrovato benvenuti bentornati senza_indugio indugi indugio preamboli "
        "chiacchiere chiacchierare parole parlato basta zitto silenzio taccio shh andiamo via avanti partiamo "
        "pronti forza dai su proseguiamo proseguire riprendiamo riprendere torniamo subito momento momentino "
        "attimo istante minutino secondo breve presto prossimamente luna stelle brezza pioggia nuvole "
        "temporale nebbia caldo freddo finestra persiane tende luci soffuse spegnete accendete candele divano "
        "coperta cuscini tè tisana cioccolata caffè tazza calice vino birra acqua colazione pranzo merenda "
        "cena traffico semaforo coda chilometri passeggeri autostrada stazione binario metropolitana tassisti "
        "infermieri fornai camionisti studiate studiano studiando lavoratori lavorando lavorano turnisti "
        "mattinieri nottambuli insonni gufi svegli sorrisi coraggio animo umore energia forza pazienza calma "
        "tranquillità serenità fortuna salute passeggiata passeggiare camminare camminate camminando correre "
        "correte correndo ballare ballate cantare cantando serena sereno splendida splendido piacevole "
        "meravigliosa dolce buon_pomeriggio buon_ascolto buona_serata buona_notte buona_giornata scusate "
        "permesso permettetemi vorrei piacerebbe prestate orecchio orecchi attenzione lontano vicino dovunque "
        "ovunque qualunque angolo parte mondo casa radio accesa acceso accesi spenta spegnere accendere "
        "ritorno domani ieri fa lascio tocca ora microfono piccola pausa voi vi noi ci ragazzi ragazze "
        "carissimi carissime gentili tocca arriva arrivano viene vengono chiama intitola seguire ciao salve "
        "buongiorno buonasera buonanotte buon buona buono buone buoni arrivederci benvenuto benvenuta "
        "benvenuti benvenute bentornati grazie caro cari cara care amico amici amica amiche ascoltatori "
        "ascoltatrici ascoltatore signore signori signora gente vicini mattina mattino sera serata pomeriggio "
        "notte giorno giornata mezzogiorno mezzanotte settimana fine ora ore minuto minuti momento momenti "
        "istante istanti attimo secondo secondi tempo presto tardi sempre giovane buio scuro luce luci sole "
        "luna stelle pioggia piove cielo neve vento finestra finestre porta porte stanza cucina tavolo sedia "
        "poltrona divano letto coperta candela lampada ufficio lavoro lavorare lavorate lavora macchina auto "
        "strada strade volante guidare guidate guida viaggio viaggiare treno autobus caffè tè tazza bicchiere "
        "cena colazione pranzo fuoco radio programma trasmissione emittente antenna microfono altoparlante "
        "altoparlanti casse cuffie volume manopola suono musica canzone canzoni brano nota note orecchio "
        "orecchie orecchi occhio occhi testa cuore cuori mano mani piede piedi spalle aria respira respirate "
        "respirare respiro fondo profondo sospiro ascolto ascolta ascoltare ascoltate ascoltano ascoltando "
        "sentire sentite senti resta restate restare rimanete rimani rimanere seguite segui seguire seguiamo "
        "sedetevi siediti seduti mettete metti mettere mettetevi mettiti metto mettiamo rilassatevi rilassati "
        "rilassarsi riposate riposo godetevi goditi godere chiudete chiudi chiudere aprite apri aprire tenete "
        "tieni tenere prendete prendi prendere dammi datemi date dare lascio lascia lasciate lasciare lasciamo "
        "lasciatevi andate andare torno torna tornate tornare torniamo salite alzate alza alzare abbassate "
        "abbassare comincia cominciate cominciare cominciamo inizia iniziare continua continuare continuiamo "
        "continuate sognate sognare dorme dormono dormire dormite sveglio svegli sveglia svegliarsi "
        "svegliatevi guarda guardate guardare vedete vedere vediamo pensa pensate pensare parla parlare parlo "
        "parliamo parola parole dico dire dite silenzio taccio tacere zitto zitti zitta so sapete sapere spero "
        "auguro augurare desiderio piace piacere gioia felicità comodo comodi comoda comodità pronto pronti "
        "pronta pronte stanco stanchi solo soli insieme dolcemente piano calma tranquillo tranquilli "
        "tranquilla tranquillità attenzione prudenza attenti fate fai fare facciamo facendo muovete muovetevi "
        "muovere uscite uscire parte partire partiamo compagnia presenza fedele fedeli pausa mezzo posto posti "
        "luogo angolo lato domanda risposta regalo sorpresa idea piano piani prometto promessa verità vero "
        "falso meglio migliore pieno vuoto metà abbastanza fortuna salute pazienza inverno estate primavera "
        "autunno mattinieri nottambuli insonni turno casa ferro stirare stirate cucinate cucinare piatti "
        "leggete leggere leggono libro libri lettera telefono schermo giardino parco pezzo umore energia "
        "sorriso sorridete salutate saluti saluto cantate cantare canticchiate reggetevi allacciate cinture "
        "cintura sipario palco presentazione annuncio giri siate siete siano ovunque dovunque felice felici "
        "contento contenti contenta lieto soprattutto condividere condividete aspettate aspetta aspettare "
        "fuori dentro alto basso dietro avanti vicino lontano avvicinatevi avvicinati grande piccolo piccola "
        "piccoli dolce caldo freddo fresca dimenticate dimenticare cuscino gatto cane cambiare cambiate "
        "cambiamo argomento certo naturalmente finalmente proprio ognuno importa venite vieni studenti autisti "
        "famiglia bambini genitori raggiunto raggiungerci collegati collegato sintonia sintonizzati "
        "sintonizzato accompagnare accompagnarci voglia abbraccio abbracci bacio baci spazio suonare suoni "
        "spegnete accendete prestatemi prestate bel bella bello bei fretta manca rumore storia quanti orecchie "
        "ehilà salutiamo salutarvi come_stai come_state come_va com'è_andata come_è_andata come_è_andato "
        "come_sta che_bello che_piacere che_gioia felicissimi felicissimo ritrovarsi bentrovate benvenuti_a "
        "nuovi nuovo nuova compagni compagno compagne colleghi colleghe collega affezionati affezionate "
        "fedelissimi a_dopo a_presto a_domani a_più_tardi ci_vediamo ci_sentiamo alla_prossima congedo "
        "ringraziarvi ringraziarti ringraziato grato grata grati riconoscenti mille infinite studio studi "
        "regia conduttore conduttrice conduttori onde onda frequenza frequenze stazione_radio canale segnale "
        "diretta in_diretta in_onda tecnico tecnici mixer cursore palinsesto notiziario notizie jingle "
        "impianto stereo autoradio radiolina decibel tasto tasti pulsante aperte aperti rilassa rilassare "
        "sciogliete sciogli distendete distenditi stiracchiatevi allungate allunga sgranchitevi inspira espira "
        "espirate muovi balliamo ballo balli danzate danza danzare battete batti schioccate dondolate "
        "ondeggiate cantiamo fischiettate fischiettare applaudite brindate brindiamo brindare brindisi versate "
        "versa versatevi bevete bevi bere beviamo sorseggiate sorso mangiate mangia mangiare mangiamo "
        "assaggiate copritevi copriti avvolgetevi rannicchiatevi sdraiati sdraiate coricatevi allungatevi "
        "tirate tira spostate sposta raccontateci raccontaci scriveteci scrivici scrivere chiamateci chiamaci "
        "chiamare mandate mandateci mandaci inviate chiedete chiedi chiedere invitate invita offrite offri "
        "resistete resisti resistere reggete alzatevi alzati alzarsi abbracciate abbraccia baciate spegni "
        "accendi premete schiacciate girate giriamo stringete stringi scaldate scaldatevi gustate gustatevi "
        "assaporate apprezzate approfittate approfitta raccogliete scegliete scegli stare starvene starsene "
        "indovinate indovina indovinare riconoscete riconosci riconoscere riconoscerla riconoscerlo sorprese "
        "curiosità curiosi curioso curiosa preparatevi preparato preparata preparati serbo riservato riserva "
        "riserviamo perdete perdetevi perdere perderti perdervi perda promesso scoprite scoprire scoprirete "
        "alba tramonto crepuscolo aurora mattinata nottata pomeridiano pomeridiana sabati domeniche serate "
        "nottate feriale festivo festivi ferie vacanza vacanze weekend finesettimana orologio lancetta "
        "lancette oretta orette mezz'ora mezza mezzora un'oretta minutini ore_piccole tarda tardo nottetempo "
        "scorre scorrono vola volano passa passano cala calano sorge spunta avvicina avvicinano cominciata "
        "cominciato appena_cominciata appena_cominciato appena_iniziata appena_iniziato buon_inizio "
        "inizio_di_giornata inizio_di_settimana conclusione piovere piovendo nevica tuona soffia gela ghiaccio "
        "grandine brina acquazzone temporali afa umido grigio grigia nuvoloso limpido ombrello ombrelli "
        "cappotto sciarpa berretto giacca riscaldamento stufa camino caminetto ombra fresco freschino "
        "calduccio tiepido tepore compiti esame esami lezione lezioni liceo università facoltà biblioteca "
        "riunione riunioni scrivania computer fabbrica officina cantiere magazzino guardia ambulanza medici "
        "dottori pompieri poliziotti camionista tassista infermiera infermiere panettieri fornaio spazzini "
        "postini fattorini rider camerieri baristi cuochi custodi portieri vigilanti sorveglianti conducente "
        "passeggero semafori rotonda casello distributore autogrill specchietto freccia velocità curve bici "
        "bicicletta moto motorino scooter aeroporto valigia valigie bagagli vagone carrozza sedile fermata "
        "tragitto andata rientro vasca bagno doccia pigiama lenzuola piumone materasso armadio frigo "
        "frigorifero forno pentola pentole padella padelle minestra pasta sugo torta forchetta lavello lavate "
        "lavare lavando lavapiatti lavastoviglie laverete scopa spazzare spazzate aspirapolvere lavatrice "
        "bucato stendere stendete stirando stira pulire pulite pulizie riordinare riordinate sistemare "
        "sistemate fai_da_te dipingere dipingete innaffiate piante fiori prato terrazza terrazzo balcone "
        "grigliata spesa palestra allenamento allenate allenarsi scarpe sport yoga neonato bimbi bimbo bimba "
        "piccolini figli figlie nonna nonno nonni mamma papà fratello sorella fidanzato fidanzata coinquilini "
        "condominio vicino_di_casa pensieri pensiero preoccupazioni braccia braccio gambe gamba schiena "
        "ginocchia dita dito palpebre sonno addormentato addormentarsi addormentati addormentarvi sbadiglio "
        "sbadigli sbadigliare insonnia alzano svegliano coricano partono tornano rientrano rientra rientrate "
        "viaggiano viaggia viaggiate studia veglia vegliano dormi notturni uccelli uccello gallo tiratardi "
        "lamenta lamentano racconto racconterò dirò parlerò tacerò lascerò metterò presento presentare "
        "presentarvi lancio chiacchiera chiacchiero sproloquio discorso discorsi frase frasi senza_dire "
        "sottovoce bisbiglio sussurro combinando combinate combini ottimo benissimo certamente sicuramente "
        "probabilmente ovviamente figuriamoci niente_panico panico ansia stress relax buon_viaggio "
        "buona_fortuna buon_appetito giusto giusta adatto in_bocca_a_il_lupo raccomando raccomandazione "
        "conviene meritata meritato meritate merita meritiamo pochino tantino tranquillamente beatamente "
        "finire terminare cominciando iniziando arrivando aspettando seguendo tornando preso spente spenti "
        "spento accese chiusa chiusi chiuse chiuso aperta aperto sdraiato seduta seduto sedute coperti "
        "tranquille meritarvi nanna ninna chiamate chiamato telefonate telefona farvi farti farci farmi "
        "bisogno piglia dormiente riposiamoci riposarsi riposarvi mangiato cenato sei_in_posto apro chiudo "
        "alzo abbasso faccio resto continuo comincio finisco credo penso sento vedo guardo esco entro vengo "
        "porto do passo prometo avviso ripeto prendo bevo mangio tiro accendo spengo cerco preparo invito "
        "accompagno desidero mando ricordo messaggio messaggi evviva viva appetito pensiero_ vetri vetro batte "
        "battono in_punto esatta posta lettera_ cartolina visita viso capelli collo guanti zaino borsa chiave "
        "chiavi cantina corridoio cortile vicolo quartiere paese_ spiaggia mare bosco montagna vista_ "
        "marciapiede ascensore scala scale portone bancone bar osteria festa_ sabato_sera lunedì_mattina "
        "mancato mancati tavola venga vengano senta sentano scusi scusino prego stia stiano faccia facciano "
        "ascolti ascoltino chiuda apra alzi metta si_accomodi accomodi accomodino tenga accogliete accogliamo "
        "accogli sentiamo troviamo trovate troverete incontriamo incontrate conoscete_ nomi passati passato "
        "avuto ebbe prendetevi calcolate calcolatene risentirete contate date_il_benvenuto cioè cura abbiate "
        "abbi passare un_piacere"
    ),
    things="canzone brano pezzo titolo traccia musica registrazione numero",
    pronouns="questo questa quello quella tutto ciò ognuno tutti nessuno gente esso essa",
    he={
        "signor": "male",
        "lui": "male",
        "lei": "female",
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
        "un'altra poca molta ultima prima tutta buona un' ci a su dalla alla della ecco solo fa po"
    ),
    after_thing=(
        "che chi dove su tranquilla tranquillo dolce allegra allegro triste lenta lento corta breve bella "
        "bello forte scura felice perfetta perfetto serena sereno"
    ),
    relatives="chi",
    by="da",
    called="chiama chiamato chiamata intitola intitolato intitolata titolo",
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
        "appartiene canta continua porta"
    ),
    predicates=(
        "voi te qui adesso ora bene tempo ora tardi presto tutto andiamo piacere bello pronti vicino avanti "
        "giorno notte momento strada basta sera"
    ),
    past=(
        "era erano fu aveva stato stata stati disco_d'oro disco_di_oro disco_di_platino fa_venire_voglia "
        "viene_voglia c'è_da ci_è_da più_noto più_nota noto in_la_canzone in_il_brano in_questa_canzone "
        "in_questo_brano in_il_ritornello secondo_lato secondo_disco secondo_album secondo_singolo "
        "secondo_brano mette_i_brividi mette_di_buon_umore mette_di rende_felici fa_ballare fa_piangere "
        "fa_sognare si_balla si_canta tutti_lo_hanno tutti_la_hanno non_si_parlano parla_di racconta_un "
        "racconta_una racconta_la scalda_il_cuore è_dolce è_tranquilla è_allegra è_lenta è_corta è_bella "
        "è_piccola è_nuova è_forte è_triste suona_dolce suona_tranquilla suona_allegra suona_lenta suona_corta "
        "suona_bella suona_piccola suona_nuova suona_forte suona_triste è_molto_dolce è_molto_tranquilla "
        "è_molto_allegra è_molto_lenta è_molto_corta è_molto_bella è_molto_piccola è_molto_nuova è_molto_forte "
        "è_molto_triste è_così_dolce è_così_tranquilla è_così_allegra è_così_lenta è_così_corta è_così_bella "
        "è_così_piccola è_così_nuova è_così_forte è_così_triste a_il_inizio_si a_lo_inizio_si a_la_fine_si "
        "è_appena_uscita è_appena_uscito appena_uscito appena_uscita comincia_con inizia_con finisce_con "
        "si_chiude_con non_ha_bisogno_di più_note più_noti più_bella più_bello più_nuovo più_nuova "
        "migliore_canzone miglior_brano"
    ),
    capitals="dj ok",
    purpose="per di da molto così assai più",
    addressed=(
        r"<(?!rich)\w{2,}iamo(?:ci|vi|lo|la|li|le|ne)?>",
        r"<\w{2,}(?:[ei]rò|rete|[ei]rai|[ei]remo|[ae]vo)>",
        # With a pronoun at its end.
        r"<\w{2,}[aei]te(?:vi|ci|mi)>",
        r"<(?!concer|iner|inter)\w{2,}[aei]r(?:vi|ci|mi|ti|lo|la|li|le)>",
        # With an auxiliary or a pronoun of the first or second person before it.
        r"\b(?<!la )(?<!lo )(?:ho|hai|abbiamo|avete|abbiate) (?:(?:già|appena|ancora|mai) )?<\w{2,}[stui]t?o>",
        r"\b(?:siamo|siete|sei|eravate|eravamo|ero|eri) (?:(?:già|appena|ancora) )?<\w{2,}[aiu]t[oi]>",
        (
            r"\b(?:voglio|vuoi|volete|vogliamo|posso|puoi|potete|possiamo|devi|dovete|va|vado|vai|andate|riesci|riuscite"
            r"|fate|fare) (?:a )?<\w{2,}[aei]re>"
        ),
        r"\b(?:sto|stai|state|stiamo|stia|stiate) (?:(?:già|ancora) )?<\w{2,}[ae]ndo>",
        (
            r"\b(?:io|tu|vi|voi|noi|ti) (?:(?:già|mi|ti|vi|ci|non|lo|la|ne) ){0,2}"
            r"<(?!conosc|ricord|piang)\w{2,}(?:o|i|te|mo)>"
        ),
    ),
)
