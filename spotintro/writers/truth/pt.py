"""Portuguese, as a radio host speaks it of music."""

from __future__ import annotations

from spotintro.writers.truth.speech import Speech

SPEECH = Speech(
    expansions=(
        (r"\b(d|n)(o|a|os|as)\b", r"\1e \2"),
        (r"\bne (o|a|os|as)\b", r"em \1"),
        (r"\bpel(o|a|os|as)\b", r"por \1"),
        (r"\bao(s?)\b", r"a o\1"),
        (r"\bà(s?)\b", r"a a\1"),
        (r"\bnum(a?)\b", r"em um\1"),
        (r"\bdum(a?)\b", r"de um\1"),
        (r"&", " e "),
    ),
    groups={},
    frames=(),
    heard=(
        "de {heard} [de|por]* [{heard_artist}] a|passamos|para",
        "de {heard_artist} [e|com]* [{heard}] a|passamos|para",
    ),
    coming=(),
    claims={
        "released": (
            "saiu saíram saído sai saía lançou lançaram lançado lançada lançados lança lançamento publicou "
            "publicado publicada publicação apareceu aparece ano anos data remonta disponível disco idade velho "
            "velha chegou lojas mercado nasceu editado editada editou edição veio viu_a_luz luz completa estreou "
            "ano_de gravado"
        ),
        "first": (
            "primeira primeiro primeiras primeira_vez por_a_primeira_vez original originalmente origem "
            "inicialmente"
        ),
        "edition": "reedição relançamento remasterização remasterizado prensagem",
        "since": "desde",
        "formed": (
            "formou formaram formado formada fundou fundado fundada fundaram nasceu nasceram existe existem "
            "começou começaram reuniu reuniram juntos juntou juntaram início inícios criado criada história "
            "começo formação fundação ativo ativos surgiu"
        ),
        "born": "nasceu nascido nascida nascimento nasce mundo veio_a_o_mundo",
        "split": (
            "separou separaram separado separada separação dissolveu dissolveram ruptura fim até terminou acabou "
            "juntos"
        ),
        "died": "morreu morto morta faleceu falecido falecida falecimento morte até",
        "origin": (
            "vem vêm vindo vinda originário originária origem origens natural nativo cidade natal vive chega "
            "chegam país raízes saudação casa procede terra lar pátria grupo berço formou direto direta nasceu"
        ),
        "live": (
            "vivo concerto show público gravado gravação gravada a_o_vivo palco em_concerto plateia captado "
            "captada registrado registro versão em_público"
        ),
        "cover": "versão versões cover regravação regravou releitura regrava",
        "original": (
            "original originalmente primeiro primeira origem gravou gravado cantou cantava antes emprestada "
            "emprestado pertence pertencia inicialmente versão autor gravaram cantada"
        ),
        "remix": "remix remixado remixada",
        "instrumental": (
            "instrumental instrumentais sem_voz sem_letra ninguém_canta sem_palavras sem_cantor não_tem_letra "
            "não_há_voz sem_texto não_tem_voz sem_uma_palavra"
        ),
        "member": (
            "membro membros integrante integrantes faz parte conta toca tocam entre formação pertence tem "
            "componente componentes outros canta grupo banda músicos"
        ),
        "joined": "",
        "label": "gravadora selo editora etiqueta companhia",
        "album": "álbum álbuns disco lp vinil capa cd elepê",
        "country": "mercado",
        "length": "dura duram duração minutos longo longa leva tempo são demora durará tem",
        "genre": (
            "gênero género estilo seção prateleira etiqueta classificado classificada categoria chama estante"
        ),
        "written": "escrito escrita escritos composta composto assinado assinada",
        "wrote": "escreveu escreveram escrito escrita assina assinou",
        "writer": "autor autora autores caneta compositor pena assinatura autoria letra_e_música",
        "composed": "composto composta compostos musicado",
        "composes": "compôs compuseram composto compõe",
        "composer": "compositor compositora compositores música composição melodia partitura",
        "words": "letra letras texto palavras letrista versos textos",
        "words_made": "",
        "words_makes": "",
        "produced": "produzido produzida produzidos",
        "produces": "produziu produziram produzido",
        "producer": "produtor produtora produtores produção comando",
        "arranged": "arranjado arranjada",
        "arranges": "arranjou",
        "arranger": "arranjador arranjos arranjo",
        "engineered": "mixado mixada gravado",
        "engineers": "mixou gravou",
        "engineer": "engenheiro engenheira som",
        "remixed": "remixado remixada",
        "remixes": "remixou",
        "performed": "interpretado interpretada cantado cantada tocado tocada",
        "performs": "interpreta interpretam canta cantam toca tocam",
        "recorded_first": "gravou cantou fez tinha gravaram lançou cantava",
        "heard": (
            "era eram foi foram ouvido ouvida tocou tocaram ouvimos ouviram acabamos acabaram antes terminou "
            "acabou anterior há_pouco agora_há_pouco soou ouvir passou escutamos escutaram"
        ),
        "coming": (
            "seguir depois próximo próxima próximos seguinte logo vem vêm breve espera esperam segue seguem "
            "fiquem mais_tarde daqui_a_pouco vez seguida na_sequência sequência chega"
        ),
    },
    links={
        "year": "em de o desde ano os",
        "first_released": "em de o ano os",
        "origin": "de desde a em",
        "album": "em de o álbum disco chama título intitulado chamado contém seu",
        "label": "em por com selo gravadora a",
        "heard": "depois de após",
        "cover_of": "de por",
        "writer": "de por",
        "composer": "de por",
        "lyricist": "de por",
        "producer": "de por",
        "member": "com e",
        "performer": "com e",
        "release_country": "em",
    },
    fillers=(
        "é são era eram foi foram está estão estava tem têm tinha sido será vai vem vêm veio feito faz fez "
        "diz dizem chama chamava chamam encontra encontram encontrar ouve ouvem ouvimos escutam escuta toca "
        "nome título número por_trás atrás trás responsável assina crédito créditos creditado figura figuram "
        "deve devemos viagem viajamos leva volta cidade país tempo ano anos vez vezes cerca uns umas "
        "aproximadamente volta quase exatamente pouco menos mais algo bom boa já ainda também mesmo mesma "
        "pessoa gente homem mulher quem qual música canção faixa peça aparece aparecem apresenta inclui "
        "incluído incluída contém oferece dado dá dão fica durará começa início fim todo toda assim onde aí "
        "casa pátria lar história marca indica lê-se escrito chega chegou conta voz original gravado lançado "
        "pertence pertencem linha lugar pequeno longo total até querem data parte faz provém procede tirado "
        "tirada extraído extraída retirado retirada pertence somos vamos direção rumo saudação olá cargo mãos "
        "entre mão viu como um uma torno encarregou esteve trabalho prateleira grupo banda disco álbum"
    ),
    function=(
        "o a os as um uma uns umas de em com por para sem sobre entre desde até ante sob após durante segundo "
        "e ou mas nem que quem onde quando como se porque pois enquanto embora este esta isto estes estas "
        "esse essa isso esses essas aquele aquela aquilo eu tu você vocês ele_ nós me te se nos vos lhe lhes "
        "mim ti comigo contigo conosco não nunca nada ninguém nenhum nenhuma também meu minha meus minhas teu "
        "tua seu_ nosso nossa nossos nossas aqui aí ali lá agora sempre ainda já muito muita muitos muitas "
        "pouco poucos bastante tão tanto tudo todo toda todos todas cada algum alguma alguns algumas algo "
        "alguém outro outra outros outras mesmo mesma então logo depois antes sim bem sou é somos são seja "
        "sejam estou está estamos estão estejam esteja vai vão vou vamos vá vão tenho tem têm temos pode "
        "podem podemos posso quer querem quero deve devem há haja só somente apenas simplesmente talvez tal "
        "quase qual quais quanto dentro fora perto longe juntos menos mais dois duas três além qualquer"
    ),
    talk=(
        "aumentem abaixem volume mexam fiquem fica ficamos acomodem acomodem-se sentem-se relaxem aproveitem "
        "fechem abram respirem escutem ouçam deixem levar deixem-se embalar obrigado_por companhia sintonizar "
        "ligados conosco connosco alegria tê-los tê-las recebê-los sem_mais delongas rodeios conversa papo "
        "chega basta silêncio vamos partiu bora seguimos continuamos voltamos já instantinho momentinho "
        "minutinho lua estrelas brisa chuva nuvens tempestade janela cortinas luzes velas sofá cobertor "
        "almofadas chá café xícara vinho cerveja água trânsito semáforo quilômetros passageiros cinto estação "
        "metrô taxistas enfermeiras padeiros caminhoneiros estudantes estudando trabalhadores madrugadores "
        "insones sorriso ânimo força paciência calma paz saúde passeio caminhar correr dançar cantar ótima "
        "ótimo agradável maravilhosa linda lindo desculpem licença gostaria emprestem ouvido ouvidos atenção "
        "longe perto qualquer canto mundo casa lar chama chamam olá oi bom boa bons boas adeus tchau "
        "bem-vindo bem-vinda bem vindos bem-vindos bem-vindas vindas vindo vinda obrigado obrigada querido "
        "queridos querida queridas amigo amigos amiga amigas ouvinte ouvintes senhoras senhores gente "
        "vizinhos manhã tarde tardes noite noites dia dias meio-dia meia-noite semana fim hora horas minuto "
        "minutos momento momentos instante instantes segundo segundos tempo cedo breve sempre jovem escuro "
        "luz luzes sol lua estrelas chuva chove céu neve vento janela janelas porta portas quarto cozinha "
        "mesa cadeira poltrona sofá cama cobertor vela lâmpada escritório trabalho trabalhar trabalham "
        "trabalhando trabalha carro estrada rua volante dirigir dirigindo dirige dirigem caminho viagem "
        "viajar trem ônibus café chá xícara copo jantar almoço comida fogo rádio programa emissora antena "
        "microfone alto-falante alto-falantes alto falantes caixas fones fone volume botão som música músicas "
        "canção canções faixa nota notas ouvido ouvidos olho olhos cabeça coração corações mão mãos pé pés "
        "ombros ar respira respirem respirar respire fundo suspiro escuta escutar escutam escutem escutando "
        "ouvir ouçam ouça ouvindo ouve ficar fica fique fiquem fico segue seguem sigam seguir seguimos "
        "seguiremos sentar sentem-se sentem sente sente-se sentado ponha ponham pôr coloco coloquem colocar "
        "relaxem relaxe relaxar descansem descansar descanso aproveitem aproveite aproveitar curtam curta "
        "curtir feche fechem fechar abra abram abrir guarde tenham ter toma tomem tomar me dê deem dar deixo "
        "deixa deixem deixe deixar deixamos ir volto volta voltem voltar voltamos suba subam subir aumente "
        "aumentem aumentar abaixe abaixem começa comece comecem começar começamos continua continuar "
        "continuamos continuem sonhem sonhar dorme dormem dormir durmam dormiu acordado acordados acordada "
        "acordar acorda olha olhem olhar olhe vejam ver veja sinta sintam sentir pensa pensem pensar fala "
        "falar falo falamos falem palavra palavras digo dizer digam silêncio calo calar cala sei sabem saber "
        "espero desejo desejar gosto gosta gostem prazer alegria felicidade bem à vontade confortável "
        "confortáveis conforto pronto prontos pronta prontas cansado cansados só sozinho sozinhos juntos "
        "suave suavemente devagar calma tranquilo tranquilos tranquila tranquilidade cuidado cuidem-se "
        "atenção prudência atentos faça façam fazer fazemos fazendo faz mexa mexam mexer saiam sair saia "
        "parte companhia presença fiel fiéis pausa final meio lugar lugares canto lado pergunta resposta "
        "presente surpresa ideia plano planos prometo promessa verdade certo falso melhor melhores cheio "
        "vazio bastante sorte saúde paz paciência inverno verão primavera outono madrugadores notívagos "
        "corujas turno casa ferro cozinham cozinhar louça ler leem lendo leiam livro livros carta telefone "
        "tela jardim parque pedaço humor energia sorriso sorria sorriam cumprimentem saudação saudações "
        "cantem cantar segurem apertem cinto cintos cortina palco apresentação anúncio rodeios sejam seja "
        "estejam esteja quiser quiserem quer encantado encantada feliz felizes contente contentes sobretudo "
        "compartilhar compartilhem esperem espera esperar fora dentro cima baixo atrás frente perto longe "
        "aproximem-se aproximem chegue cheguem grande pequeno pequena pequenos doce quente frio fria esquece "
        "esqueçam esquecer almofada gato cachorro mudar mudem mudemos claro naturalmente finalmente "
        "justamente cada importa venha venham estudantes motoristas família crianças pais reunir conectados "
        "conectado sintonia sintonizam sintonizar sintonizou acompanhar acompanham acompanharem acompanhe "
        "acompanhem acompanha vontade abraço abraços beijo beijos toque toquem tocar soar apaguem acendam "
        "empresta emprestem orelha orelhas pressa falta barulho história madrugada estiver estiverem "
        "onde_quer agora mesmo juntinho pertinho ligado ligados ligue liguem"
    ),
    things="música canção faixa peça título gravação número",
    pronouns="isto esta este isso essa esse tudo cada todos ninguém gente ela ele",
    he={
        "eles": "",
        "elas": "",
        "seu": "",
        "sua": "",
        "seus": "",
        "suas": "",
        "deles": "",
        "delas": "",
        "dele": "male",
        "dela": "female",
        "grupo": "group",
        "banda": "group",
        "cantor": "male",
        "cantora": "female",
        "músico": "male",
        "senhor": "male",
        "senhora": "female",
        "homem": "male",
        "mulher": "female",
        "rapaz": "male",
        "moça": "female",
        "artista": "",
    },
    adverbs="agora aqui também já sempre ainda se lhes nos lhe te me não o a só assim bem aí hoje vos",
    finite=(
        "é são era eram foi está estão estava tem têm tinha será vai vem faz pode deve quer fica começa segue "
        "continua soa gira fala diz conta agrada chega espera pertence merece dura leva toma dá põe deixa "
        "abre fecha passa sobe desce volta evoca canta parece sabe conhece ama toca embala chama aparece vêm "
        "chegam"
    ),
    before_thing=(
        "o a os as um uma de em este esta estes esse essa nosso nossa meu minha sua seu cada próximo próxima "
        "outro outra mesmo seguinte mais e com por para sem é são , que como aqui outra pouco muita bastante "
        "última primeira toda boa toca algo há à na da só"
    ),
    after_thing="que quem onde sobre",
    relatives="quem",
    by="por",
    called="chama chamado chamada intitulado intitulada intitula",
    artist_nouns="grupo banda cantor cantora artista músico dupla",
    album_nouns="álbum disco lp vinil",
    agent="por de",
    be="é são era",
    determiners="o a os um uma este esta seu sua meu nosso nossa",
    negations="não nunca jamais nada ninguém nenhum nenhuma nem sem",
    tools={
        "guitarra": "guitar",
        "guitarras": "guitar",
        "violão": "guitar",
        "guitarrista": "guitar",
        "baixo": "bass",
        "baixista": "bass",
        "bateria": "drums",
        "baterista": "drums",
        "piano": "piano",
        "pianista": "piano",
        "teclado": "keyboards",
        "teclados": "keyboards",
        "tecladista": "keyboards",
        "violino": "violin",
        "violinista": "violin",
        "violoncelo": "cello",
        "saxofone": "saxophone",
        "sax": "saxophone",
        "trompete": "trumpet",
        "trombone": "trombone",
        "flauta": "flute",
        "clarinete": "clarinet",
        "órgão": "organ",
        "gaita": "harmonica",
        "harpa": "harp",
        "acordeão": "accordion",
        "sanfona": "accordion",
        "banjo": "banjo",
        "bandolim": "mandolin",
        "sitar": "sitar",
        "sintetizador": "synthesizer",
        "percussão": "percussion",
        "voz": "vocals",
        "vocais": "vocals",
        "contrabaixo": "double bass",
        "vocal": "vocals",
    },
    kinds={
        "single": "single",
        "compacto": "single",
        "ep": "ep",
        "coletânea": "compilation",
        "compilação": "compilation",
        "antologia": "compilation",
        "trilha_sonora": "soundtrack",
        "banda_sonora": "soundtrack",
        "álbum_a_o_vivo": "live",
        "disco_a_o_vivo": "live",
        "mixtape": "mixtape",
    },
    natives={},
    countries={
        "Reino Unido": "United Kingdom",
        "Grã-Bretanha": "United Kingdom",
        "Inglaterra": "England",
        "Estados Unidos": "United States",
        "França": "France",
        "Alemanha": "Germany",
        "Áustria": "Austria",
        "Suécia": "Sweden",
        "Noruega": "Norway",
        "Dinamarca": "Denmark",
        "Finlândia": "Finland",
        "Islândia": "Iceland",
        "Irlanda": "Ireland",
        "Escócia": "Scotland",
        "Canadá": "Canada",
        "Austrália": "Australia",
        "Brasil": "Brazil",
        "Itália": "Italy",
        "Espanha": "Spain",
        "Bélgica": "Belgium",
        "Países Baixos": "Netherlands",
        "Holanda": "Netherlands",
        "Suíça": "Switzerland",
        "Polônia": "Poland",
        "Colômbia": "Colombia",
        "Estônia": "Estonia",
        "Nigéria": "Nigeria",
        "África do Sul": "South Africa",
        "Nova Zelândia": "New Zealand",
        "Cabo Verde": "Cape Verde",
        "Porto Rico": "Puerto Rico",
        "Mianmar": "Myanmar",
        "Grécia": "Greece",
        "Turquia": "Turkey",
        "Rússia": "Russia",
        "Japão": "Japan",
        "México": "Mexico",
        "Índia": "India",
        "Coreia do Sul": "South Korea",
        "Egito": "Egypt",
        "Londres": "London",
        "Nova York": "New York",
        "Nova Iorque": "New York",
        "Berlim": "Berlin",
        "Estocolmo": "Stockholm",
        "Viena": "Vienna",
        "Roma": "Rome",
        "Milão": "Milan",
        "Turim": "Turin",
        "Gênova": "Genoa",
        "Lisboa": "Lisbon",
        "Bruxelas": "Brussels",
        "Havana": "Havana",
        "Filadélfia": "Philadelphia",
        "Nova Orleans": "New Orleans",
        "Gotemburgo": "Gothenburg",
        "Salzburgo": "Salzburg",
        "Edimburgo": "Edinburgh",
        "Colônia": "Cologne",
        "Munique": "Munich",
        "Moscou": "Moscow",
        "Atenas": "Athens",
    },
    genres={
        "música clássica": "classical",
        "clássica": "classical",
        "música eletrônica": "electronic",
        "eletrônica": "electronic",
        "música de filme": "soundtrack",
        "rock progressivo": "progressive rock",
        "rock alternativo": "alternative rock",
        "pop psicodélico": "psychedelic pop",
        "música do mundo": "world",
    },
    decades={
        f"{prefix}{word}": 1900 + value
        for prefix in ("anos ",)
        for word, value in (
            ("vinte", 20),
            ("trinta", 30),
            ("quarenta", 40),
            ("cinquenta", 50),
            ("sessenta", 60),
            ("setenta", 70),
            ("oitenta", 80),
            ("noventa", 90),
        )
    }
    | {"anos dois mil": 2000},
    decade_digits=r"(?<!\w)anos (?:de )?(\d0|\d{3}0)(?!\w)",
    minutes="minutos?",
    seconds="segundos?",
    half="e meio",
    lengths={"um minuto e meio": 90, "um minuto": 60, "meia hora": 1800, "meio minuto": 30},
    ages={"meio século": 50, "uma década": 10, "um século": 100, "um quarto de século": 25},
    years_ago="# anos",
    decades_ago="# décadas",
    more="mais_de",
    less="menos_de quase",
    early="início_dos começo_dos",
    mid="meados_dos",
    late="fim_dos final_dos",
    parts_of_day={
        "manhã": (4, 13),
        "tarde": (0, 24),
        "tardes": (11, 20),
        "noite": (15, 31),
        "noites": (15, 31),
        "madrugada": (0, 24),
        "dia": (0, 24),
    },
    weekdays="segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    months="janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    endings="s es m",
    naming="é são vem vêm vai chega chegam começa segue chama toca está estão pertence canta continua",
    predicates=(
        "vocês você ti aqui agora bem tempo hora tarde cedo tudo vamos prazer bonito bom prontos perto "
        "adiante dia noite momento caminho suficiente frente"
    ),
    past="era eram foi foram estava tinha veio fez chegou viu esteve encarregou",
    capitals="dj ok",
)
