"""Spanish, as a radio host speaks it of music."""

from __future__ import annotations

from spotintro.writers.truth.speech import Speech

SPEECH = Speech(
    expansions=((r"\bdel\b", "de el"), (r"\bal\b", "a el"), (r"&", " y ")),
    groups={},
    frames=(),
    heard=("de {heard} [de|por]* [{heard_artist}] a|pasamos", "de {heard_artist} [y|con]* [{heard}] a|pasamos"),
    coming=(),
    claims={
        "released": (
            "salió salieron salido sale salía publicó publicaron publicado publicada publica publicación editó "
            "editado editada lanzó lanzado lanzada lanzaron lanzamiento lanza apareció aparecido aparición año "
            "años data fecha remonta disponible disco sacó sacaron sacado vio_la_luz luz edición cumple edad "
            "viejo llegó tiendas mercado calle vieja cosecha nació estrenó estrenado estrenada"
        ),
        "first": (
            "primera primer primero primeras primera_vez por_primera_vez original originalmente origen "
            "inicialmente"
        ),
        "edition": "reedición remasterización remasterizado prensaje",
        "since": "desde",
        "formed": (
            "formó formaron formado formada fundó fundado fundada fundaron nació nacieron existe existen empezó "
            "empezaron comenzó comenzaron reunió reunieron juntos juntó juntaron inicios creó creado creada "
            "historia comienzo formación fundación comienzos activo activos arrancó"
        ),
        "born": "nació nacido nacida nacimiento nace mundo vino_al_mundo",
        "split": (
            "separó separaron separado separada separación disolvió disolvieron disuelto ruptura fin hasta "
            "terminó acabó juntos"
        ),
        "died": "murió muerto muerta falleció fallecido fallecida fallecimiento muerte hasta",
        "origin": (
            "viene vienen venido originario originaria origen origenes orígenes natural nativo ciudad natal vive "
            "llega llegan país raíces saludo casa procede proceden tierra hogar patria grupo cuna formó directo"
        ),
        "live": (
            "vivo directo concierto público grabado grabación grabada en_vivo en_directo escenario en_concierto "
            "ante_el_público captado captada registrado sala espectadores tomado versión"
        ),
        "cover": "versión versiones cover versiona versionan versionó",
        "original": (
            "original originalmente primero primera origen grabó grabado cantó cantaba antes prestado prestada "
            "pertenece pertenecía inicialmente versión autor grabaron primer cantada"
        ),
        "remix": "remix remezcla remezclado remezclada",
        "instrumental": (
            "instrumental instrumentales sin_voz sin_letra nadie_canta sin_palabras no_canta_nadie sin_cantante "
            "no_hay_voz no_hay_letra no_tiene_letra sin_texto sin_una_palabra"
        ),
        "member": (
            "miembro miembros integrante integrantes forma parte cuenta toca tocan entre formación pertenece "
            "componente componentes filas otros canta alineación grupo banda"
        ),
        "joined": "",
        "label": "sello discográfica disquera compañía etiqueta casa_discográfica",
        "album": "álbum álbumes disco lp vinilo portada cd carpeta larga_duración elepé",
        "country": "mercado",
        "length": "dura duran duración minutos largo larga tarda ocupa tiempo son durará queda",
        "genre": "género estilo sección apartado etiqueta clasificado clasificada categoría llama estantería",
        "written": "escrito escrita escritos compuesta compuesto firmado firmada",
        "wrote": "escribió escribieron escrito escrita firma firmó",
        "writer": "autor autora autores pluma letra_y_música compositor firma autoría",
        "composed": "compuesto compuesta compuestos musicado",
        "composes": "compuso compusieron compuesto compone",
        "composer": "compositor compositora compositores música composición melodía partitura",
        "words": "letra letras texto palabras letrista versos textos",
        "words_made": "",
        "words_makes": "",
        "produced": "producido producida producidos",
        "produces": "produjo produjeron producido",
        "producer": "productor productora productores producción mandos",
        "arranged": "arreglado arreglada",
        "arranges": "arregló arreglaron",
        "arranger": "arreglista arreglos arreglo",
        "engineered": "mezclado mezclada grabado",
        "engineers": "mezcló grabó",
        "engineer": "ingeniero ingeniera sonido",
        "remixed": "remezclado remezclada",
        "remixes": "remezcló",
        "performed": "interpretado interpretada cantado cantada tocado tocada",
        "performs": "interpreta interpretan canta cantan toca tocan",
        "recorded_first": "grabó cantó hizo tenía grabaron publicó cantaba",
        "heard": (
            "era eran fue fueron escuchado oído sonó sonaba sonaron escuchamos oímos terminado acaban acabamos "
            "antes atrás acaba terminó anterior hace_un_momento recién acabado escuchar"
        ),
        "coming": (
            "continuación después próximo próxima próximos siguiente luego viene vienen pronto seguida espera "
            "esperan sigue siguen quédense seguir más_tarde enseguida turno toca en_breve tras_esto llega"
        ),
    },
    links={
        "year": "en de el desde año los",
        "first_released": "en de el año los",
        "origin": "de desde a en",
        "album": "en de el álbum disco llama título titulado llamado contiene su",
        "label": "en con por",
        "heard": "después de tras",
        "cover_of": "de por",
        "writer": "de por",
        "composer": "de por",
        "lyricist": "de por",
        "producer": "de por",
        "member": "con y a",
        "performer": "con y a",
        "release_country": "en",
    },
    fillers=(
        "es son era eran fue fueron está están estaba ha han había sido será va viene vienen vino hecho hace "
        "hizo dice dicen llama llamaba llaman encuentra encuentran encontrar encontrarán oye oyen oímos "
        "escuchan escucha escuchar suena toca tiene tenía nombre título número detrás responsable firma "
        "firmado crédito créditos acredita figura figuran debe debemos viaje viajamos lleva vuelve vuelta "
        "ciudad país tiempo año años vez veces unos unas aproximadamente alrededor cerca casi exactamente "
        "poco menos más algo bueno buena ya todavía aún también mismo misma persona gente hombre mujer quien "
        "quienes cual música canción tema pieza pista aparece aparecen presenta incluye incluido incluida "
        "contiene ofrece dado da dan queda durará empieza inicio fin todo toda así donde ahí casa patria "
        "hogar historia marca indica pone lee escrito llega llegó cuenta voz original grabado publicado "
        "pertenece pertenecen línea lugar pequeño largo total hasta quieren quieres fecha parte forma "
        "proviene procede sacado sacada extraído extraída tomado pertenece somos vamos dirección hacia saludo "
        "hola cargo manos entre mano vio como una parte encargó encarga a_cargo estante ordenado guardado "
        "grupo banda disco álbum"
    ),
    function=(
        "el la los las lo un una unos unas de a en con por para sin sobre entre desde hasta hacia ante bajo "
        "tras durante según y e o u pero ni que qué quien quién quienes donde dónde cuando cuándo como cómo "
        "si porque pues mientras aunque este esta esto estos estas ese esa eso esos esas aquel aquella yo tú "
        "él ella nosotros ustedes vosotros me te se nos os le les mí ti conmigo contigo no nunca nada nadie "
        "ningún ninguna tampoco mi mis tu tus su sus nuestro nuestra nuestros nuestras vuestro vuestra aquí "
        "ahí allí ahora siempre aún todavía ya también muy mucho mucha muchos muchas poco pocos bastante tan "
        "tanto todo toda todos todas cada algún alguna algunos algunas algo alguien otro otra otros otras "
        "mismo misma entonces luego después antes sí bien soy eres es somos son sea sean estoy estás está "
        "estamos están estén va van voy vas vamos vaya vayan he has ha hemos han puede pueden podemos puedo "
        "quiere quieren quiero debe deben hay haya solo sólo sólamente simplemente quizá quizás tal casi cuál "
        "cuáles cuánto por_qué dentro fuera cerca lejos juntos menos más dos tres además cualquier cualquiera"
    ),
    talk=(
        "suban suba subid bajad bajen volumen dial muevan mover quédense quedaos quedad quédese acomódense "
        "acomodaos acomódate acomódese siéntense sentaos siéntate relajaos relájese disfrutad disfruten "
        "cerrad cierren abrid abran respirad escuchad oíd oigan dejad déjense dejaos llevar venid vengan "
        "pasad pasen pasa pasar adelante poned pongan haced hagan tened tengan cuidaos cuídense cuídate "
        "cuiden descansad dormid soñad sonreíd saludad gracias_por estar acompañarnos sintonizarnos "
        "acompañado acompañados oyéndonos escuchándonos escucharnos oírnos vuestra compañía bienvenidos_a "
        "casa encantados alegra alegro alegramos alegría contentos tenerles tenerlos teneros tenerte ustedes "
        "vosotros sin_más rodeos preámbulos palabras hablar charla charlar basta bastante dicho digo calla "
        "callo silencio shh vamos vámonos allá arrancamos arrancar dale seguimos continuamos regresamos "
        "volvemos enseguida breve pronto momento momentito segundo segundito ratito rato luna llena estrellas "
        "brisa lluvia nubes tormenta niebla calor frío ventana persianas cortinas luces tenues baja apaga "
        "apaguen enciende enciendan velas sofá manta cojines té infusión chocolate café taza copa vino "
        "cerveza agua tostada desayuno almuerzo merienda cena sobremesa siesta atasco semáforo tráfico "
        "kilómetros copiloto pasajeros cinturón cinturones ruta rutas autopista estación andén metro autobús "
        "taxistas enfermeras panaderos estudiantes estudiando estudian trabajadores trabajando turno_de_noche "
        "madrugadores trasnochadores insomnes desvelados búhos noctámbulos sonrisa sonrisas ánimo ánimos "
        "humor energía fuerza paciencia calma tranquilidad paz suerte salud paseo pasear caminar caminan "
        "caminando correr corren corriendo bailar bailen bailando cantar cantando domingo_por lunes_por "
        "viernes_por tarde_noche buenas_tardes buenas_noches buenos_días feliz estupenda estupendo agradable "
        "maravillosa perdón disculpen permiso permítanme permiten quisiera gustaría apetece toca_escuchar nos "
        "toca presto prestad prestar oído oídos orejas atentos lejos cerca acá allá allí dondequiera "
        "cualquier lugar rincón parte mundo vuelta esquina casa hogar llega llegan viene vienen toquen dial "
        "sube suban bajen llama continuación llaman hola buenas buenos buen bueno buena adiós bienvenido "
        "bienvenida bienvenidos bienvenidas gracias querido queridos querida queridas amigo amigos amiga "
        "amigas oyente oyentes señoras señores damas caballeros gente vecinos mañana tarde tardes noche "
        "noches día días mediodía medianoche semana fin hora horas minuto minutos momento momentos instante "
        "instantes segundo segundos tiempo rato temprano pronto siempre joven oscuro luz luces sol luna "
        "estrellas lluvia llueve cielo nieve viento ventana ventanas puerta puertas cuarto cocina mesa silla "
        "sillón sofá cama manta vela lámpara oficina trabajo trabajar trabajan trabajando coche carro "
        "carretera calle volante conducir conducen conduce conduciendo manejando camino viaje viajar tren "
        "autobús café té taza vaso copa cena desayuno comida fuego radio programa emisora antena micrófono "
        "micro altavoz altavoces auriculares volumen botón sonido música canción canciones tema nota notas "
        "oído oídos ojo ojos cabeza corazón corazones mano manos pie pies hombros aire respira respiren "
        "respirar respiro hondo profundo suspiro escucha escuchar escuchan escuchen escuchando oír oigan oye "
        "quedarse queda quédate quédense sigue siguen sigan seguir seguimos seguiremos sentarse siéntense "
        "siéntate ponerse pónganse ponte pon pongan poner pongo pongamos relájense relájate relajarse "
        "descansen descansar descanso disfruten disfruta disfrutar cierra cierren cerrar abre abran abrir "
        "guarda tengan ten tener toma tomen tomar dame denme dar dejo deja dejen dejar dejamos déjense vete "
        "vayan vayamos ir vuelve vuelvo vuelvan volver volvemos regreso regresamos sube suban subir suba baja "
        "bajen bajar empieza empiecen empezar empezamos comienza comenzamos continúa continuar continuamos "
        "sueñen soñar duerme duermen dormir despierto despiertos despierta despertar mira miren mirar ven ver "
        "vean siente sientan sentir piensa piensen pensar habla hablar hablo hablamos palabra palabras di "
        "digo decir digan silencio callo callarme callar sé saben saber espero deseo desear gusto gusta "
        "gusten placer alegría felicidad bien cómodo cómodos cómoda cómodas comodidad listo listos lista "
        "listas cansado cansados solo solos juntos suave suavemente despacio calma tranquilo tranquilos "
        "tranquila tranquilidad cuidado cuidense cuídense atención prudencia atentos haz hagan hacer hacemos "
        "haciendo mueve muevan mover salgan salir parte compañía presencia fiel fieles pausa final medio "
        "sitio sitios lugar lugares rincón lado pregunta respuesta regalo sorpresa idea plan planes prometo "
        "promesa verdad cierto falso mejor mejores lleno vacío medio bastante suerte salud paz paciencia "
        "invierno verano primavera otoño madrugadores trasnochadores dormilones noctámbulos turno casa "
        "plancha cocinan cocinar platos leer leen leyendo lean libro libros carta teléfono pantalla jardín "
        "parque pedazo humor energía sonrisa sonríe sonrían saluden saludo saludos canten cantar tarareen "
        "agárrense abróchense cinturón telón escenario presentación anuncio rodeos sean seas sea estén estés "
        "quiera quieran dondequiera encantado encantada feliz felices contento contentos sobre_todo compartir "
        "comparte compartan esperen espera esperar fuera dentro arriba abajo atrás adelante cerca lejos "
        "acérquense acércate grande pequeño pequeña pequeños dulce caliente frío fresca olvida olviden "
        "olvidar cojín gato perro cambiar cambien cambiemos claro naturalmente finalmente precisamente cada "
        "uno importa venga vengan estudiantes conductores familia niños padres reunirse conectados conectado "
        "sintonía sintonizan sintonizar acompañar acompañan acompañarnos acompañen acompañarme acompaña ganas "
        "abrazo abrazos beso besos suene suenen suena sonar van vaya vayan que_suene muévanse apaguen "
        "enciendan prendan aprovechen aprovecha préstame presten oreja ponle pónganle prisa falta ruido "
        "historia despierten madrugada todavía aún temprano"
    ),
    things="canción tema pieza título pista música grabación número corte",
    pronouns="esto esta este eso esa ese ello todo cada todos nadie gente",
    he={
        "él": "male",
        "ella": "female",
        "ellos": "",
        "ellas": "",
        "su": "",
        "sus": "",
        "suyo": "",
        "suya": "",
        "grupo": "group",
        "banda": "group",
        "cantante": "",
        "músico": "male",
        "señor": "male",
        "señora": "female",
        "hombre": "male",
        "mujer": "female",
        "chico": "male",
        "chica": "female",
        "artista": "",
        "cantautor": "male",
        "cantautora": "female",
    },
    adverbs="ahora aquí también ya siempre todavía aún se les nos le te me no lo la solo así bien ahí hoy",
    finite=(
        "es son era eran fue está están estaba ha han había será va viene hace puede debe quiere queda "
        "empieza comienza sigue continúa suena gira habla dice cuenta gusta llega espera pertenece merece "
        "dura lleva tiene toma da pone deja abre cierra pasa sube baja vuelve evoca canta parece sabe conoce "
        "ama toca acuna llama aparece suenan vienen llegan"
    ),
    before_thing=(
        "el la los las un una de en este esta estos ese esa nuestro nuestra mi tu su cada próximo próxima "
        "otro otra mismo siguiente más y con por para sin es son , a que como siguiente aquí otra_ poco mucha "
        "bastante esa última primera toda buena qué lo suena algo hay"
    ),
    after_thing="que quien donde sobre",
    relatives="quien",
    by="por",
    called="llama llamado llamada titulado titulada titula",
    artist_nouns="grupo banda cantante artista músico dúo cantautor",
    album_nouns="álbum disco lp vinilo elepé",
    agent="por de",
    be="es son era",
    determiners="el la los un una este esta su sus mi nuestro nuestra",
    negations="no nunca jamás nada nadie ningún ninguna ni tampoco sin",
    tools={
        "guitarra": "guitar",
        "guitarras": "guitar",
        "guitarrista": "guitar",
        "bajo": "bass",
        "bajista": "bass",
        "batería": "drums",
        "baterista": "drums",
        "piano": "piano",
        "pianista": "piano",
        "teclado": "keyboards",
        "teclados": "keyboards",
        "teclista": "keyboards",
        "violín": "violin",
        "violinista": "violin",
        "violonchelo": "cello",
        "chelo": "cello",
        "saxofón": "saxophone",
        "saxo": "saxophone",
        "trompeta": "trumpet",
        "trombón": "trombone",
        "flauta": "flute",
        "clarinete": "clarinet",
        "órgano": "organ",
        "armónica": "harmonica",
        "arpa": "harp",
        "acordeón": "accordion",
        "banjo": "banjo",
        "mandolina": "mandolin",
        "sitar": "sitar",
        "sintetizador": "synthesizer",
        "percusión": "percussion",
        "voz": "vocals",
        "voces": "vocals",
        "contrabajo": "double bass",
        "guitarra_eléctrica": "electric guitar",
    },
    kinds={
        "sencillo": "single",
        "single": "single",
        "ep": "ep",
        "recopilatorio": "compilation",
        "compilación": "compilation",
        "recopilación": "compilation",
        "antología": "compilation",
        "banda_sonora": "soundtrack",
        "álbum_en_vivo": "live",
        "disco_en_directo": "live",
        "álbum_en_directo": "live",
        "disco_en_vivo": "live",
        "mixtape": "mixtape",
        "grandes_éxitos": "compilation",
    },
    natives={},
    countries={
        "Reino Unido": "United Kingdom",
        "el Reino Unido": "United Kingdom",
        "Gran Bretaña": "United Kingdom",
        "Inglaterra": "England",
        "Estados Unidos": "United States",
        "Francia": "France",
        "Alemania": "Germany",
        "Suecia": "Sweden",
        "Noruega": "Norway",
        "Dinamarca": "Denmark",
        "Finlandia": "Finland",
        "Islandia": "Iceland",
        "Irlanda": "Ireland",
        "Escocia": "Scotland",
        "Canadá": "Canada",
        "Brasil": "Brazil",
        "Italia": "Italy",
        "España": "Spain",
        "Bélgica": "Belgium",
        "Países Bajos": "Netherlands",
        "Holanda": "Netherlands",
        "Suiza": "Switzerland",
        "Polonia": "Poland",
        "Sudáfrica": "South Africa",
        "Nueva Zelanda": "New Zealand",
        "Cabo Verde": "Cape Verde",
        "Grecia": "Greece",
        "Turquía": "Turkey",
        "Rusia": "Russia",
        "Japón": "Japan",
        "México": "Mexico",
        "Corea del Sur": "South Korea",
        "Egipto": "Egypt",
        "Hungría": "Hungary",
        "Londres": "London",
        "Nueva York": "New York",
        "París": "Paris",
        "Berlín": "Berlin",
        "Estocolmo": "Stockholm",
        "Dublín": "Dublin",
        "Viena": "Vienna",
        "Roma": "Rome",
        "Milán": "Milan",
        "Turín": "Turin",
        "Génova": "Genoa",
        "Lisboa": "Lisbon",
        "Bruselas": "Brussels",
        "La Habana": "Havana",
        "Filadelfia": "Philadelphia",
        "Nueva Orleans": "New Orleans",
        "Brujas": "Bruges",
        "Gotemburgo": "Gothenburg",
        "Salzburgo": "Salzburg",
        "Edimburgo": "Edinburgh",
        "Colonia": "Cologne",
        "Múnich": "Munich",
        "Moscú": "Moscow",
        "Atenas": "Athens",
        "Copenhague": "Copenhagen",
        "Nápoles": "Naples",
    },
    genres={
        "música clásica": "classical",
        "clásica": "classical",
        "música electrónica": "electronic",
        "electrónica": "electronic",
        "música de cine": "soundtrack",
        "rock progresivo": "progressive rock",
        "rock alternativo": "alternative rock",
        "pop psicodélico": "psychedelic pop",
        "música del mundo": "world",
        "reguetón": "reggaeton",
        "rock duro": "hard rock",
    },
    decades={
        f"{prefix}{word}": 1900 + value
        for prefix in ("años ", "los ")
        for word, value in (
            ("veinte", 20),
            ("treinta", 30),
            ("cuarenta", 40),
            ("cincuenta", 50),
            ("sesenta", 60),
            ("setenta", 70),
            ("ochenta", 80),
            ("noventa", 90),
        )
    }
    | {"años dos mil": 2000, "los dos mil": 2000},
    decade_digits=r"(?<!\w)(?:años|los) (\d0|\d{3}0)(?!\w)",
    minutes="minutos?",
    seconds="segundos?",
    half="y medio",
    lengths={"un minuto y medio": 90, "un minuto": 60, "media hora": 1800, "medio minuto": 30},
    ages={"medio siglo": 50, "una década": 10, "un siglo": 100, "un cuarto de siglo": 25},
    years_ago="# años",
    decades_ago="# décadas",
    more="más_de",
    less="menos_de casi",
    early="principios_de comienzos_de",
    mid="mediados_de",
    late="finales_de fines_de",
    parts_of_day={
        "mañana": (0, 24),
        "tarde": (0, 24),
        "tardes": (11, 22),
        "noche": (17, 31),
        "noches": (17, 31),
        "mediodía": (11, 16),
        "medianoche": (21, 28),
        "días": (0, 24),
    },
    weekdays="lunes martes miércoles jueves viernes sábado domingo",
    months="enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    endings="s es n",
    naming=(
        "es son viene vienen va llega llegan empieza sigue llama está están pertenece canta toca suenan "
        "comienza continúa"
    ),
    predicates=(
        "ustedes vosotros ti aquí ahora bien tiempo hora tarde temprano todo vamos placer bonito bueno listos "
        "cerca por_mi_parte adelante día noche momento en_camino para_ustedes suficiente"
    ),
    past="era eran fue fueron estaba había vino hizo tenía llegó vio encargó",
    capitals="dj ok",
)
