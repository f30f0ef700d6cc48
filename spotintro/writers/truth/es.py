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
            "viejo llegó tiendas mercado calle vieja cosecha nació estrenó estrenado estrenada existe existen"
        ),
        "first": (
            "primera primer primero primeras primera_vez por_primera_vez original originalmente origen "
            "inicialmente"
        ),
        "edition": "reedición remasterización remasterizado prensaje",
        "since": "desde",
        "formed": (
            "formó formaron formado formada fundó fundado fundada fundaron nació nacieron existe existen "
            "empezó empezaron comenzó comenzaron reunió reunieron juntos juntó juntaron inicios creó creado "
            "creada historia comienzo formación fundación comienzos activo activos arrancó existió existían "
            "tocan_juntos nacía se_juntaron"
        ),
        "born": "nació nacido nacida nacimiento nace mundo vino_al_mundo vivió vivía nacía",
        "split": (
            "separó separaron separado separada separación disolvió disolvieron disuelto ruptura fin hasta "
            "terminó acabó juntos existió"
        ),
        "died": "murió muerto muerta falleció fallecido fallecida fallecimiento muerte hasta vivió vivía",
        "origin": (
            "viene vienen venido originario originaria origen origenes orígenes natural nativo ciudad natal vive "
            "llega llegan país raíces saludo casa procede proceden tierra hogar patria grupo cuna formó directo"
        ),
        "live": (
            "vivo directo concierto público grabado grabación grabada en_vivo en_directo escenario "
            "en_concierto ante_el_público captado captada registrado sala espectadores tomado versión grabó "
            "grabaron"
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
            "componente componentes filas otros canta alineación grupo banda uno_de encontramos encontrarán "
            "nombres"
        ),
        "joined": "",
        "label": "sello discográfica disquera compañía etiqueta casa_discográfica pone",
        "album": "álbum álbumes disco lp vinilo portada cd carpeta larga_duración elepé",
        "country": "mercado",
        "length": "dura duran duración minutos largo larga tarda ocupa tiempo son durará queda",
        "genre": "género estilo sección apartado etiqueta clasificado clasificada categoría llama estantería",
        "written": "escrito escrita escritos compuesta compuesto firmado firmada",
        "wrote": "escribió escribieron escrito escrita firma firmó escribir",
        "writer": (
            "autor autora autores pluma letra_y_música compositor firma autoría escritura obra firmado firmada"
        ),
        "composed": "compuesto compuesta compuestos musicado",
        "composes": "compuso compusieron compuesto compone componer",
        "composer": "compositor compositora compositores música composición melodía partitura obra",
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
            "antes atrás acaba terminó anterior hace_un_momento recién acabado escuchar acaba_de acaban_de "
            "acabamos_de acabáis_de"
        ),
        "coming": (
            "continuación después próximo próxima próximos siguiente luego viene vienen pronto seguida espera "
            "esperan sigue siguen quédense seguir más_tarde enseguida turno toca en_breve tras_esto llega "
            "dentro_de_unos_minutos dentro_de_unos_instantes dentro_de_un_momento dentro_de_un_rato "
            "dentro_de_nada dentro_de_poco en_unos_minutos en_unos_instantes en_un_momento en_un_instante "
            "en_un_rato en_nada en_seguida a_continuación lo_que_viene lo_que_sigue lo_siguiente seguiremos "
            "continuaremos"
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
        "ciudad país tiempo año años vez veces unos unas aproximadamente alrededor cerca casi exactamente poco "
        "menos más algo bueno buena ya todavía aún también mismo misma persona gente hombre mujer quien "
        "quienes cual música canción tema pieza pista aparece aparecen presenta incluye incluido incluida "
        "contiene ofrece dado da dan queda durará empieza inicio fin todo toda así donde ahí casa patria hogar "
        "historia marca indica pone lee escrito llega llegó cuenta voz original grabado publicado pertenece "
        "pertenecen línea lugar pequeño largo total hasta quieren quieres fecha parte forma proviene procede "
        "sacado sacada extraído extraída tomado pertenece somos vamos dirección hacia saludo hola cargo manos "
        "entre mano vio como una parte encargó encarga a_cargo estante ordenado guardado grupo banda disco "
        "álbum en_la_canción en_esta_canción en_el_tema en_este_tema titula se_titula pongo ponemos oirán "
        "oiremos escucharán escucharemos oirás oiréis escucharéis retrocedemos existió reciban recibid "
        "recibamos recibe escuchen escuchad oigan oíd encontramos encontrarás encuentras conozcan conoced "
        "nombres pasado tuvo tómense tomaos calculen calculad cuenten contad acojan aplaudan den_la_bienvenida "
        "bienvenida descubran descubrid sonar"
    ),
    function=(
        "el la los las lo un una unos unas de a en con por para sin sobre entre desde hasta hacia ante bajo "
        "tras durante según y e o u pero ni que qué quien quién quienes donde dónde cuando cuándo como cómo si "
        "porque pues mientras aunque este esta esto estos estas ese esa eso esos esas aquel aquella yo tú él "
        "ella nosotros ustedes vosotros me te se nos os le les mí ti conmigo contigo no nunca nada nadie "
        "ningún ninguna tampoco mi mis tu tus su sus nuestro nuestra nuestros nuestras vuestro vuestra aquí "
        "ahí allí ahora siempre aún todavía ya también muy mucho mucha muchos muchas poco pocos bastante tan "
        "tanto todo toda todos todas cada algún alguna algunos algunas algo alguien otro otra otros otras "
        "mismo misma entonces luego después antes sí bien soy eres es somos son sea sean estoy estás está "
        "estamos están estén va van voy vas vamos vaya vayan he has ha hemos han puede pueden podemos puedo "
        "quiere quieren quiero debe deben hay haya solo sólo sólamente simplemente quizá quizás tal casi cuál "
        "cuáles cuánto por_qué dentro fuera cerca lejos juntos menos más dos tres además cualquier cualquiera "
        "bueno vale eh ay ah oh uy venga hala anda ea dale ojalá acaso apenas de_nuevo otra_vez a_ver a_la_vez "
        "mientras_tanto entretanto sino salvo excepto incluso hasta_que ya_que así_que para_que puesto_que hoy "
        "ayer anoche pasado_mañana aquello aquellos aquellas mía mío míos mías tuyo tuya vuestros vuestras "
        "suficiente demasiado demasiada demasiados tantos tantas varias varios ambos ambas ninguno alguno uno "
        "cuantos cuántos cuántas adónde tendrás tendréis tendremos habrá habéis habrás haré hará harás haremos "
        "iré irás iremos iréis irán podéis puedes podrás podréis podrán quieres queréis quisiéramos quisierais "
        "debes debéis debo deberías tienes tenéis tengo tenemos tendrán sabes sabéis sabemos sois erais eras "
        "estuve estuviste estéis seáis estaréis estarán estaré estaremos estabais estabas vais os_vais veis "
        "vemos ves voy_a ir_a acabo acabo_de acaba_de acaban_de acabáis_de acabas_de acabamos_de a_solas "
        "gracias_a sin_embargo por_favor por_supuesto por_fin por_cierto de_verdad en_serio de_momento de_paso "
        "a_gusto dentro_de_unos_minutos dentro_de_unos_instantes dentro_de_un_momento dentro_de_un_rato "
        "dentro_de_nada dentro_de_poco en_unos_minutos en_unos_instantes en_un_momento en_un_instante "
        "en_un_rato en_nada en_breve enseguida más_tarde en_seguida a_continuación lo_que_viene lo_que_sigue "
        "lo_siguiente uno_de escuchamos oímos ha_sido_un_día ha_sido_una_semana ha_sido_un_placer fue_un_día "
        "día_largo día_ha_sido noche_es_larga ha_sido_un_día_largo ha_sido_una_semana_larga "
        "todo_va_a_salir_bien va_a_salir_bien todo_irá_bien todo_va_bien todo_saldrá_bien todo_está_bien "
        "seguiremos continuaremos primero"
    ),
    talk=(
        "suban suba subid bajad bajen volumen dial muevan mover quédense quedaos quedad quédese acomódense "
        "acomodaos acomódate acomódese siéntense sentaos siéntate relajaos relájese disfrutad disfruten cerrad "
        "cierren abrid abran respirad escuchad oíd oigan dejad déjense dejaos llevar venid vengan pasad pasen "
        "pasa pasar adelante poned pongan haced hagan tened tengan cuidaos cuídense cuídate cuiden descansad "
        "dormid soñad sonreíd saludad gracias_por estar acompañarnos sintonizarnos acompañado acompañados "
        "oyéndonos escuchándonos escucharnos oírnos vuestra compañía bienvenidos_a casa encantados alegra "
        "alegro alegramos alegría contentos tenerles tenerlos teneros tenerte ustedes vosotros sin_más rodeos "
        "preámbulos palabras hablar charla charlar basta bastante dicho digo calla callo silencio shh vamos "
        "vámonos allá arrancamos arrancar dale seguimos continuamos regresamos volvemos enseguida breve pronto "
        "momento momentito segundo segundito ratito rato luna llena estrellas brisa lluvia nubes tormenta "
        "niebla calor frío ventana persianas cortinas luces tenues baja apaga apaguen enciende enciendan velas "
        "sofá manta cojines té infusión chocolate café taza copa vino cerveza agua tostada desayuno almuerzo "
        "merienda cena sobremesa siesta atasco semáforo tráfico kilómetros copiloto pasajeros cinturón "
        "cinturones ruta rutas autopista estación andén metro autobús taxistas enfermeras panaderos "
        "estudiantes estudiando estudian trabajadores trabajando turno_de_noche madrugadores trasnochadores "
        "insomnes desvelados búhos noctámbulos sonrisa sonrisas ánimo ánimos humor energía fuerza paciencia "
        "calma tranquilidad suerte salud paseo pasear caminar caminan caminando correr corren corriendo bailar "
        "bailen bailando cantar cantando domingo_por lunes_por viernes_por tarde_noche buenas_tardes "
        "buenas_noches buenos_días feliz estupenda estupendo agradable maravillosa perdón disculpen permiso "
        "permítanme permiten quisiera gustaría apetece toca_escuchar nos toca presto prestad prestar oído "
        "oídos orejas atentos lejos cerca acá allá allí dondequiera cualquier lugar rincón parte mundo vuelta "
        "esquina casa hogar llega llegan viene vienen toquen dial sube suban bajen llama continuación llaman "
        "hola buenas buenos buen bueno buena adiós bienvenido bienvenida bienvenidos bienvenidas gracias "
        "querido queridos querida queridas amigo amigos amiga amigas oyente oyentes señoras señores damas "
        "caballeros gente vecinos mañana tarde tardes noche noches día días mediodía medianoche semana fin "
        "hora horas minuto minutos momento momentos instante instantes segundo segundos tiempo rato temprano "
        "pronto siempre joven oscuro luz luces sol luna estrellas lluvia llueve cielo nieve viento ventana "
        "ventanas puerta puertas cuarto cocina mesa silla sillón sofá cama manta vela lámpara oficina trabajo "
        "trabajar trabajan trabajando coche carro carretera calle volante conducir conducen conduce "
        "conduciendo manejando camino viaje viajar tren autobús café té taza vaso copa cena desayuno comida "
        "fuego radio programa emisora antena micrófono micro altavoz altavoces auriculares volumen botón "
        "sonido música canción canciones tema nota notas oído oídos ojo ojos cabeza corazón corazones mano "
        "manos pie pies hombros aire respira respiren respirar respiro hondo profundo suspiro escucha escuchar "
        "escuchan escuchen escuchando oír oigan oye quedarse queda quédate quédense sigue siguen sigan seguir "
        "seguimos seguiremos sentarse siéntense siéntate ponerse pónganse ponte pon pongan poner pongo "
        "pongamos relájense relájate relajarse descansen descansar descanso disfruten disfruta disfrutar "
        "cierra cierren cerrar abre abran abrir guarda tengan ten tener toma tomen tomar dame denme dar dejo "
        "deja dejen dejar dejamos déjense vete vayan vayamos ir vuelve vuelvo vuelvan volver volvemos regreso "
        "regresamos sube suban subir suba baja bajen bajar empieza empiecen empezar empezamos comienza "
        "comenzamos continúa continuar continuamos sueñen soñar duerme duermen dormir despierto despiertos "
        "despierta despertar mira miren mirar ven ver vean siente sientan sentir piensa piensen pensar habla "
        "hablar hablo hablamos palabra palabras di digo decir digan silencio callo callarme callar sé saben "
        "saber espero deseo desear gusto gusta gusten placer alegría felicidad bien cómodo cómodos cómoda "
        "cómodas comodidad listo listos lista listas cansado cansados solo solos juntos suave suavemente "
        "despacio calma tranquilo tranquilos tranquila tranquilidad cuidado cuidense cuídense atención "
        "prudencia atentos haz hagan hacer hacemos haciendo mueve muevan mover salgan salir parte compañía "
        "presencia fiel fieles pausa final medio sitio sitios lugar lugares rincón lado pregunta respuesta "
        "regalo sorpresa idea plan planes prometo promesa verdad cierto falso mejor mejores lleno vacío medio "
        "bastante suerte salud paciencia invierno verano primavera otoño madrugadores trasnochadores "
        "dormilones noctámbulos turno casa plancha cocinan cocinar platos leer leen leyendo lean libro libros "
        "carta teléfono pantalla jardín parque pedazo humor energía sonrisa sonríe sonrían saluden saludo "
        "saludos canten cantar tarareen agárrense abróchense cinturón telón escenario presentación rodeos sean "
        "seas sea estén estés quiera quieran dondequiera encantado encantada feliz felices contento contentos "
        "sobre_todo compartir comparte compartan esperen espera esperar fuera dentro arriba abajo atrás "
        "adelante cerca lejos acérquense acércate grande pequeño pequeña pequeños dulce caliente frío fresca "
        "olvida olviden olvidar cojín gato perro cambiar cambien cambiemos claro naturalmente finalmente "
        "precisamente cada uno importa venga vengan estudiantes conductores familia niños padres reunirse "
        "conectados conectado sintonía sintonizan sintonizar acompañar acompañan acompañarnos acompañen "
        "acompañarme acompaña ganas abrazo abrazos beso besos suene suenen suena sonar van vaya vayan "
        "que_suene muévanse apaguen enciendan prendan aprovechen aprovecha préstame presten oreja ponle "
        "pónganle prisa falta ruido historia despierten madrugada todavía aún temprano hey ey saludamos "
        "saludar qué_tal cómo_estáis cómo_están cómo_estás cómo_va cómo_fue cómo_ha_ido qué_gusto qué_bien "
        "qué_bueno qué_alegría encantadas gustazo bienvenid bienvenidos_sean recién_llegados nuevos nuevo "
        "chicos chicas muchachos muchachas colegas camaradas parroquia audiencia hasta_luego hasta_pronto "
        "hasta_ahora hasta_mañana hasta_siempre chao despido despedimos despedirnos despedirme agradezco "
        "agradecemos agradecer agradecidos agradecido mil estudio estudios cabina locutor locutora locutores "
        "micrófonos ondas onda frecuencia cadena transistor mesa_de_mezclas técnicos técnico control "
        "programación noticias boletín señal parlantes bocina bocinas audífonos cascos equipo_de_música "
        "perilla rueda al_aire a_el_aire en_antena a_el_micrófono a_el_pie a_el_otro_lado estira estiren "
        "estirad suelta suelten soltad soltar inhala inhalen exhala exhalen inspira espira moved menea baila "
        "bailad bailemos bailamos cantad cantemos tararea tararead palmas da_palmas aplaude aplaudan brinda "
        "brindad brindemos brindar prepara preparad preparen preparar sirve servid sirvan servir bebe bebed "
        "beban beber sorbo trago come comed coman comer prueba probad arropa arropaos abrígate abrigad túmbate "
        "tumbaos tumbados recuéstate recostados acurrúcate cuenta_nos cuéntanos escríbenos escribid escriban "
        "llámanos llamad manda mandad envía enviad envíen pide pedid pidan pedir atiende atended aguanta "
        "aguantad aguanten resiste resistid levanta levantad levanten levantar agita abraza abrazad besa "
        "invita invitad ofrece regala regálate adivina adivinad adivinen adivinar reconoces reconocéis "
        "reconocen reconocer preparado preparada preparados preparadas reservado reservada sorpresas intriga "
        "intrigados curiosidad lo_bueno perdáis pierdas pierdan perder perderte perderos perdernos prometido "
        "atento atenta amanecer amanece anochecer anochece atardecer atardece alba crepúsculo ocaso madrugar "
        "madrugón tardecita noche_larga es_larga jornada jornadas findes finde entresemana festivo festivos "
        "vacaciones comienzos cierre recta_final víspera media_hora reloj relojes horita minutitos ratos "
        "rato_más vuelan vuela avanza avanzan asoma acerca acercan aproxima se_hace_tarde hace_tarde "
        "falta_poco llover lloviendo nevando nieva truena sopla sople hiela escarcha granizo chubascos "
        "chaparrón tormentas nublado despejado gris paraguas abrigo bufanda gorro chaqueta calefacción "
        "chimenea estufa sombra fresquito calorcito frescura hace_frío hace_calor hace_bueno hace_sol "
        "hace_viento currar curro curráis tarea tareas deberes examen exámenes apuntes colegio universidad "
        "facultad biblioteca jefe compañeros compañeras compañero reunión reuniones ordenador computadora "
        "teclas fábrica taller almacén guardia guardias turnos ambulancia enfermeros médicos médicas bomberos "
        "policías camioneros camionero repartidores barrenderos camareros cocineros cocineras vigilantes "
        "porteros panadero taxista conductor conductora pasajero semáforos rotonda peaje gasolinera "
        "área_de_servicio retrovisor atascos retenciones velocidad curvas bici bicicleta moto patinete "
        "aeropuerto maleta maletas equipaje vagón asiento parada trayecto ida bañera baño ducha ducharse "
        "pijama almohada almohadas sábanas edredón colchón armario nevera horno olla ollas sartén sopa pastel "
        "tarta cazuela fregar friega fregadero lavar lavando limpiar limpia limpiando escoba barrer barres "
        "aspiradora lavadora colada tender planchar planchas planchando ordenar ordenando recoger bricolaje "
        "pintar regar plantas flores césped terraza balcón barbacoa compra compras gimnasio entrenar "
        "entrenando zapatillas deporte yoga bebé peques hijos hijas abuela abuelo abuelos mamá papá hermano "
        "hermana pareja vecino vecina piso preocupaciones brazos brazo piernas pierna espalda rodillas dedos "
        "dedo párpados sueño dormido dormida dormidos despertador bostezo bostezos bostezar bosteza levantan "
        "levantas acuestan acuestas acostar acostarse madrugan trasnochan regresan salen viajan estudias "
        "trabajas conduces cocinas duermes velan curran llegas llegáis llegado llegar llegando pájaros "
        "nocturnos nocturnas aves ave gallo cuento contaré contar cuente hablado hablaré callaré dejaré pondré "
        "pincho pinchar pinchamos presento presentar llevaba llevo lanzo parloteo parloteos cháchara rollo "
        "rollos discurso discursos frase frases ni_una_palabra sin_decir susurro bajito bajita claro_que_sí "
        "desde_luego faltaría_más de_acuerdo trato_hecho tranquis relax pánico estrés agobios prisas sin_prisa "
        "sin_prisas buen_viaje buena_suerte buen_provecho adecuado adecuada correcto buen_pie tal_vez "
        "seguramente probablemente ciertamente por_aquí por_ahí por_allí cerquita ahorita ahora_mismo ya_mismo "
        "poquito poquita cafelito cafecito vinito tranquilito suavecito arrancando empezando comenzando "
        "siguiendo esperando escuchado puesto quedado terminar acabar su_tiempo su_día su_noche su_tarde "
        "su_mañana su_casa su_radio su_compañía su_café su_atención su_volumen su_camino su_trabajo su_cama "
        "su_sofá su_asiento su_cocina su_coche su_viaje su_descanso su_permiso su_sintonía su_paciencia "
        "su_rincón su_bebida su_copa su_taza sus_oídos sus_ojos sus_casas sus_auriculares sus_puestos apagada "
        "apagadas apagado apagados encendida encendidas encendido abierta abiertas abierto abiertos cerrada "
        "cerrados sentada sentado sentados acostado acostados tapado servida servido despacito tempranito "
        "solito pierde se_pierde tienen tienes sigues en_directo nanita camita merecido merecida merecen "
        "mereces merecéis querer hayáis hayan nadie_te_espera tararear tenido abro cierro subo bajo hago quedo "
        "sigo empiezo termino creo pienso siento veo oigo escucho miro salgo entro vengo traigo doy paso aviso "
        "repito tomo bebo cojo saco enciendo apago busco preparo invito acompaño mando recuerdo mensaje "
        "mensajes viva vivan apetito provecho pensamiento pensamientos cristales cristal golpea golpean vigila "
        "vigilad en_punto correo carta_ postal visita rostro pelo cuello guantes mochila bolso llave llaves "
        "sótano pasillo patio callejón barrio pueblo playa mar bosque montaña vistas acera ascensor escalera "
        "escaleras portal mostrador bar cantina sábado_noche lunes_por_la_mañana fiesta_ manta_ habrá echaba "
        "echo_de_menos de_menos camarera mate asado tinto fresca_ mantita reciban recibid recibamos recibe "
        "encontramos encontrarán encontrarás encuentras conozcan conoced nombres pasado tuvo tómense tomaos "
        "calculen calculad cuenten contad acojan den_la_bienvenida descubran descubrid"
    ),
    things="canción tema pieza título pista música grabación número corte",
    pronouns="esto esta este eso esa ese ello todo cada todos nadie gente",
    he={
        "nacida": "female|group",
        "nacido": "male|group",
        "don": "male",
        "doña": "female",
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
        "es son era eran fue está están estaba ha han había será va viene hace puede debe quiere queda empieza "
        "comienza sigue continúa suena gira habla dice cuenta gusta llega espera pertenece merece dura lleva "
        "tiene toma da pone deja abre cierra pasa sube baja vuelve evoca canta parece sabe conoce ama toca "
        "acuna llama aparece suenan vienen llegan titula"
    ),
    before_thing=(
        "el la los las un una de en este esta estos ese esa nuestro nuestra mi tu su cada próximo próxima "
        "otro otra mismo siguiente más y con por para sin es son , a que como siguiente aquí otra_ poco mucha "
        "bastante esa última primera toda buena qué lo suena algo hay"
    ),
    after_thing=(
        "que quien donde sobre tranquila tranquilo dulce suave alegre triste lenta lento corta corto bonita "
        "bonito bella bello hermosa linda fuerte oscura feliz perfecta perfecto"
    ),
    relatives="quien",
    by="por",
    called="llama llamado llamada titulado titulada titula título",
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
        "comienza continúa titula"
    ),
    predicates=(
        "ustedes vosotros ti aquí ahora bien tiempo hora tarde temprano todo vamos placer bonito bueno listos "
        "cerca por_mi_parte adelante día noche momento en_camino para_ustedes suficiente"
    ),
    past=(
        "era eran fue fueron estaba había vino hizo tenía llegó vio encargó disco_de_oro disco_de_platino "
        "dan_ganas da_ganas como_para en_la_canción en_esta_canción en_el_tema en_este_tema en_el_estribillo "
        "pone_la_piel segundo_lado segundo_disco segundo_álbum segundo_sencillo segundo_tema "
        "pone_de_buen_humor pone_de hace_feliz levanta_el_ánimo alegra_el_día se_baila se_canta "
        "todo_el_mundo_la todos_la todo_el_mundo_lo ya_no_se_hablan no_se_hablan habla_de trata_de cuenta_la "
        "cuenta_un cuenta_una se_oye_en calienta_el_corazón hace_bailar hace_llorar hace_soñar es_suave "
        "es_dulce es_tranquila es_alegre es_lenta es_corta es_bella es_bonita es_hermosa es_linda es_pequeña "
        "es_nueva es_fuerte es_triste suena_suave suena_dulce suena_tranquila suena_alegre suena_lenta "
        "suena_corta suena_bella suena_bonita suena_hermosa suena_linda suena_pequeña suena_nueva suena_fuerte "
        "suena_triste es_muy_suave es_muy_dulce es_muy_tranquila es_muy_alegre es_muy_lenta es_muy_corta "
        "es_muy_bella es_muy_bonita es_muy_hermosa es_muy_linda es_muy_pequeña es_muy_nueva es_muy_fuerte "
        "es_muy_triste es_tan_suave es_tan_dulce es_tan_tranquila es_tan_alegre es_tan_lenta es_tan_corta "
        "es_tan_bella es_tan_bonita es_tan_hermosa es_tan_linda es_tan_pequeña es_tan_nueva es_tan_fuerte "
        "es_tan_triste a_el_principio_se a_el_final_se acaba_de_salir acaban_de_salir acaba_de_publicarse "
        "empieza_con termina_con comienza_con no_necesita_presentación más_nuevo más_nueva más_conocido "
        "más_conocida más_bella más_bonita más_bonito mejor_canción mejor_tema mejor_disco número_uno"
    ),
    capitals="dj ok",
    purpose="para de muy tan bien más",
    addressed=(
        r"<\w{2,}(?:[áé]is|[ai]steis|[aí]+bais|íais|ís)>",
        r"<\w{3,}aos>",
        r"\bno (?:(?:te|me|nos|os|lo|la|les|le) )?<\w{2,}[ae]s>",
        r"<(?!próx|últ|mism|máx|ram|extrem|prim|íntim)\w{2,}[aei]mos>",
        # With a pronoun at its end.
        r"<(?!órga)\w*[áéíóú]\w{0,2}[aeo]n?(?:te|se|me|nos)>",
        r"<(?!muer|fuer)\w{2,}(?:[aei]r|ándo|iéndo)(?:te|nos|os|se|me|les|los|las|lo|la)>",
        # With an auxiliary or a pronoun of the first or second person before it.
        r"\b(?<!la )(?<!lo )(?:he|has|hemos|hab[ée]is|hayáis|hayas|habíais) (?:ya )?<\w{2,}(?:ado|ido|to|cho)>",
        r"\b(?:voy|vas|vamos|vais|a|puedes|podéis|podemos|puedo|quieres|queréis) (?:a )?<\w{2,}[aei]r>",
        r"\b(?:estoy|est[aá]s|estamos|est[áé]is|estés|sigues|seguimos|seguís) (?:(?:ya|aquí) )?<\w{2,}[aiy]e?ndo>",
        (
            r"\b(?:yo|tú|te|os|nosotros|vosotros) (?:(?:ya|me|te|os|nos|no|lo|la|le) ){0,2}"
            r"<(?!conoc|recuerd|llor)\w{2,}(?:[aeo]|as|es|an|en)>"
        ),
    ),
)
