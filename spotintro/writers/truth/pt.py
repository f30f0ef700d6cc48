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
        (r"\bn(est[ae]s?|ess[ae]s?|aquel[ea]s?|isto|isso|aquilo)\b", r"em \1"),
        (r"\bd(est[ae]s?|ess[ae]s?|aquel[ea]s?|isto|isso|aquilo|aí|aqui|ali)\b", r"de \1"),
        (r"\bpr(o|a|os|as)\b", r"para \1"),
        (r"\bpara a (?=(?:gente|você|vocês|mim|ti|cá|lá)\b)", "para "),
        (r"\btô\b", "estou"),
        (r"\btá\b", "está"),
        (r"\bcê(s?)\b", r"você\1"),
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
            "publicado publicada publicação apareceu aparece ano anos data remonta disponível disco idade "
            "velho velha chegou lojas mercado nasceu editado editada editou edição veio viu_a_luz luz completa "
            "ano_de gravado existe existem"
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
            "começo formação fundação ativo ativos surgiu existiu existiam tocam_juntos nascia nasciam"
        ),
        "born": "nasceu nascido nascida nascimento nasce mundo veio_a_o_mundo viveu nascia",
        "split": (
            "separou separaram separado separada separação dissolveu dissolveram ruptura fim até terminou "
            "acabou juntos existiu"
        ),
        "died": "morreu morto morta faleceu falecido falecida falecimento morte até viveu",
        "origin": (
            "vem vêm vindo vinda originário originária origem origens natural nativo cidade natal vive chega "
            "chegam país raízes saudação casa procede terra lar pátria grupo berço formou direto direta nasceu"
        ),
        "live": (
            "vivo concerto show público gravado gravação gravada a_o_vivo palco em_concerto plateia captado "
            "captada registrado registro versão em_público diante_de_o_público"
        ),
        "cover": "versão versões cover regravação regravou releitura regrava regravada regravado",
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
            "componente componentes outros canta grupo banda músicos encontramos encontram nomes"
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
        "wrote": "escreveu escreveram escrito escrita assina assinou escrever",
        "writer": (
            "autor autora autores caneta compositor pena assinatura autoria letra_e_música escrita obra "
            "assinado assinada"
        ),
        "composed": "composto composta compostos musicado",
        "composes": "compôs compuseram composto compõe compor",
        "composer": "compositor compositora compositores música composição melodia partitura obra",
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
            "acabou anterior há_pouco agora_há_pouco soou ouvir passou escutamos escutaram acabou_de "
            "acabaram_de acabamos_de"
        ),
        "coming": (
            "seguir depois próximo próxima próximos seguinte logo vem vêm breve espera esperam segue seguem "
            "fiquem mais_tarde de_aqui_a_pouco vez seguida na_sequência sequência chega de_aqui_a_nada "
            "de_aqui_a_alguns_minutos de_aqui_a_uns_minutos de_aqui_a_alguns_instantes de_aqui_a_um_minuto "
            "de_aqui_a_um_instante de_aqui_a_bocado em_alguns_minutos em_poucos_minutos em_alguns_instantes "
            "em_instantes em_um_instante em_um_minuto em_breve em_seguida logo_a_seguir logo_mais mais_logo "
            "o_que_vem o_que_segue a_seguir seguiremos continuaremos"
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
        "é são era eram foi foram está estão estava tem têm tinha sido será vai vem vêm veio feito faz fez diz "
        "dizem chama chamava chamam encontra encontram encontrar ouve ouvem ouvimos escutam escuta toca nome "
        "título número por_trás atrás trás responsável assina crédito créditos creditado figura figuram deve "
        "devemos viagem viajamos leva volta cidade país tempo ano anos vez vezes cerca uns umas "
        "aproximadamente volta quase exatamente pouco menos mais algo bom boa já ainda também mesmo mesma "
        "pessoa gente homem mulher quem qual música canção faixa peça aparece aparecem apresenta inclui "
        "incluído incluída contém oferece dado dá dão fica durará começa início fim todo toda assim onde aí "
        "casa pátria lar história marca indica lê-se escrito chega chegou conta voz original gravado lançado "
        "pertence pertencem linha lugar pequeno longo total até querem data parte faz provém procede tirado "
        "tirada extraído extraída retirado retirada pertence somos vamos direção rumo saudação olá cargo mãos "
        "entre mão viu como um uma torno encarregou esteve trabalho prateleira grupo banda disco álbum "
        "em_a_canção em_esta_canção em_a_música em_esta_música traz tocar vou existiu baixo ouvirão ouviremos "
        "escutarão ouve_se assinatura recebam receba recebamos ouçam ouça escutem escute encontramos "
        "encontrarão encontre conheçam nomes passaram passado passou teve reservem calculem contem aplaudam "
        "acolham descubram deem_as_boas_vindas"
    ),
    function=(
        "o a os as um uma uns umas de em com por para sem sobre entre desde até ante sob após durante segundo "
        "e ou mas nem que quem onde quando como se porque pois enquanto embora este esta isto estes estas esse "
        "essa isso esses essas aquele aquela aquilo eu tu você vocês ele_ nós me te se nos vos lhe lhes mim ti "
        "comigo contigo conosco não nunca nada ninguém nenhum nenhuma também meu minha meus minhas teu tua "
        "seu_ nosso nossa nossos nossas aqui aí ali lá agora sempre ainda já muito muita muitos muitas pouco "
        "poucos bastante tão tanto tudo todo toda todos todas cada algum alguma alguns algumas algo alguém "
        "outro outra outros outras mesmo mesma então logo depois antes sim bem sou é somos são seja sejam "
        "estou está estamos estão estejam esteja vai vão vou vamos vá vão tenho tem têm temos pode podem "
        "podemos posso quer querem quero deve devem há haja só somente apenas simplesmente talvez tal quase "
        "qual quais quanto dentro fora perto longe juntos menos mais dois duas três além qualquer hein hem né "
        "eh ah oh opa ei ué ora bora tomara cá acolá hoje ontem amanhã anteontem logo_mais porém contudo "
        "todavia portanto assim_que até_que para_que já_que caso conforme exceto salvo inclusive demais "
        "outrora atualmente enfim aliás meia apesar sequer tampouco demasiado vários várias ambos ambas "
        "nenhuns certos certas quantos quantas aonde cujo vosso vossa vossos vossas consigo convosco estás "
        "estais estáveis estiveres estivemos és sois foste fostes eras éramos tens tendes tinhas terás terão "
        "terei teremos tenha tenham tenhas haverá irei irás irão iremos farei fará faremos farão vais ireis "
        "podes podeis pode_ser poderão poderia poderiam consegues conseguem consegue queres queríamos gostavam "
        "gostaria gostariam devia devias sabes sabemos por_favor por_fim por_acaso de_novo outra_vez a_sério "
        "de_verdade de_repente de_momento a_propósito é_que o_que_é com_certeza sem_dúvida de_aqui_a_pouco "
        "de_aqui_a_nada de_aqui_a_alguns_minutos de_aqui_a_uns_minutos de_aqui_a_alguns_instantes "
        "de_aqui_a_um_minuto de_aqui_a_um_instante de_aqui_a_bocado em_alguns_minutos em_poucos_minutos "
        "em_alguns_instantes em_instantes em_um_instante em_um_minuto em_breve em_seguida logo_a_seguir "
        "mais_tarde mais_logo o_que_vem o_que_segue a_seguir é_a_vez_de aí_vem foi_um_dia foi_uma_semana "
        "tem_sido_um_dia dia_longo dia_comprido noite_é_longa noite_longa já_tomou já_jantou já_almoçou "
        "já_dormiu já_acordou já_chegou a_gente_volta a_gente_já_volta a_gente_segue a_gente_continua "
        "a_gente_fica a_gente_vai a_gente_começa vai_correr_tudo_bem vai_dar_tudo_certo vai_ficar_tudo_bem "
        "tudo_vai_dar_certo nos_vemos tudo_certo seguiremos continuaremos acabou_de acabaram_de acabamos_de"
    ),
    talk=(
        "aumentem abaixem volume mexam fiquem fica ficamos acomodem relaxem aproveitem fechem abram respirem "
        "escutem ouçam deixem levar embalar obrigado_por companhia sintonizar ligados conosco connosco alegria "
        "sem_mais delongas rodeios conversa papo chega basta silêncio vamos partiu bora seguimos continuamos "
        "voltamos já instantinho momentinho minutinho lua estrelas brisa chuva nuvens tempestade janela "
        "cortinas luzes velas sofá cobertor almofadas chá café xícara vinho cerveja água trânsito semáforo "
        "quilômetros passageiros cinto estação metrô taxistas enfermeiras padeiros caminhoneiros estudantes "
        "estudando trabalhadores madrugadores insones sorriso ânimo força paciência calma saúde passeio "
        "caminhar correr dançar cantar ótima ótimo agradável maravilhosa linda lindo desculpem licença "
        "gostaria emprestem ouvido ouvidos atenção longe perto qualquer canto mundo casa lar chama chamam olá "
        "oi bom boa bons boas adeus tchau bem vindos vindas vindo vinda obrigado obrigada querido queridos "
        "querida queridas amigo amigos amiga amigas ouvinte ouvintes senhoras senhores gente vizinhos manhã "
        "tarde tardes noite noites dia dias semana fim hora horas minuto minutos momento momentos instante "
        "instantes segundo segundos tempo cedo breve sempre jovem escuro luz luzes sol lua estrelas chuva "
        "chove céu neve vento janela janelas porta portas quarto cozinha mesa cadeira poltrona sofá cama "
        "cobertor vela lâmpada escritório trabalho trabalhar trabalham trabalhando trabalha carro estrada rua "
        "volante dirigir dirigindo dirige dirigem caminho viagem viajar trem ônibus café chá xícara copo "
        "jantar almoço comida fogo rádio programa emissora antena microfone alto falantes caixas fones fone "
        "volume botão som música músicas canção canções faixa nota notas ouvido ouvidos olho olhos cabeça "
        "coração corações mão mãos pé pés ombros ar respira respirem respirar respire fundo suspiro escuta "
        "escutar escutam escutem escutando ouvir ouçam ouça ouvindo ouve ficar fica fique fiquem fico segue "
        "seguem sigam seguir seguimos seguiremos sentar sentem sente sentado ponha ponham pôr coloco coloquem "
        "colocar relaxem relaxe relaxar descansem descansar descanso aproveitem aproveite aproveitar curtam "
        "curta curtir feche fechem fechar abra abram abrir guarde tenham ter toma tomem tomar me dê deem dar "
        "deixo deixa deixem deixe deixar deixamos ir volto volta voltem voltar voltamos suba subam subir "
        "aumente aumentem aumentar abaixe abaixem começa comece comecem começar começamos continua continuar "
        "continuamos continuem sonhem sonhar dorme dormem dormir durmam dormiu acordado acordados acordada "
        "acordar acorda olha olhem olhar olhe vejam ver veja sinta sintam sentir pensa pensem pensar fala "
        "falar falo falamos falem palavra palavras digo dizer digam silêncio calo calar cala sei sabem saber "
        "espero desejo desejar gosto gosta gostem prazer alegria felicidade bem à vontade confortável "
        "confortáveis conforto pronto prontos pronta prontas cansado cansados só sozinho sozinhos juntos suave "
        "suavemente devagar calma tranquilo tranquilos tranquila tranquilidade cuidado atenção prudência "
        "atentos faça façam fazer fazemos fazendo faz mexa mexam mexer saiam sair saia parte companhia "
        "presença fiel fiéis pausa final meio lugar lugares canto lado pergunta resposta presente surpresa "
        "ideia plano planos prometo promessa verdade certo falso melhor melhores cheio vazio bastante sorte "
        "saúde paciência inverno verão primavera outono madrugadores notívagos corujas turno casa ferro "
        "cozinham cozinhar louça ler leem lendo leiam livro livros carta telefone tela jardim parque pedaço "
        "humor energia sorriso sorria sorriam cumprimentem saudação saudações cantem cantar segurem apertem "
        "cinto cintos cortina palco apresentação anúncio rodeios sejam seja estejam esteja quiser quiserem "
        "quer encantado encantada feliz felizes contente contentes sobretudo compartilhar compartilhem esperem "
        "espera esperar fora dentro cima baixo atrás frente perto longe aproximem chegue cheguem grande "
        "pequeno pequena pequenos doce quente frio fria esquece esqueçam esquecer almofada gato cachorro mudar "
        "mudem mudemos claro naturalmente finalmente justamente cada importa venha venham estudantes "
        "motoristas família crianças pais reunir conectados conectado sintonia sintonizam sintonizar "
        "sintonizou acompanhar acompanham acompanharem acompanhe acompanhem acompanha vontade abraço abraços "
        "beijo beijos toque toquem tocar soar apaguem acendam empresta emprestem orelha orelhas pressa falta "
        "barulho história madrugada estiver estiverem onde_quer agora mesmo juntinho pertinho ligado ligados "
        "ligue liguem viva saúdo saudamos saudar como_estão como_está como_vai como_vão como_foi como_correu "
        "como_tem que_bom que_alegria que_prazer tudo_bem tudo_bom ótimos bem_vindo bem_vinda recém_chegados "
        "novos novo nova pessoal galera turma moçada malta rapaziada companheiros companheiro colegas colega "
        "amigão audiência até_logo até_já até_breve até_mais até_amanhã até_depois despeço despedimos despedir "
        "agradeço agradecemos agradecer agradecido grato grata gratos mil muitíssimo brigado valeu estúdio "
        "estúdios cabine cabina locutor locutora locutores apresentador apresentadora ondas onda frequência "
        "emissão canal sinal técnico técnicos técnica mesa_de_som programação notícias noticiário intervalo "
        "vinheta auscultadores colunas coluna aparelho aparelhagem no_ar em_o_ar em_direto em_linha radinho "
        "botões aumenta abaixa apaga apague acende acenda relaxa descansa descanse repousa repouse repousem "
        "estica estique estiquem solta solte soltem soltar inspira inspire inspirem expira expire expirem mexe "
        "mova movam balança balance balancem dança dance dancem dançamos dancemos cante cantarola cantarole "
        "cantarolem bate palmas batam aplaudam brinda brindem brindemos brindar prepara prepare preparem "
        "preparar serve sirva sirvam servir bebe beba bebam beber bebemos gole come coma comam comer prova "
        "provem cobre cubra cubram agasalha agasalhem agasalhe deita deite deitem deitar deitado deitados "
        "encosta encoste encostem enrosca senta sentados puxa puxe puxem conta_nos contem_nos escreve escreva "
        "escrevam escrever liga ligar ligarem manda mande mandem envia envie enviem pede peça peçam pedir "
        "aguenta aguente aguentem aguentar resiste resistam segura segure levanta levante levantem levantar "
        "levantam abraça abrace abracem convida convide convidem oferece presta preste prestem saboreia "
        "saboreie saboreiem aprecia apreciem desliga desligue desliguem vira vire virem larga largue larguem "
        "encha encham capricha caprichem anda ande andem adivinha adivinhe adivinhem adivinhar reconhecem "
        "reconhece reconhecer reconheces preparado preparada preparados preparadas reservado reservada "
        "surpresas curiosidade curiosos curioso perca percam perder perde prometido descubra descubram "
        "descobrir nem_pense espere aguarde aguardem aguardar amanhecer amanhece anoitecer anoitece entardecer "
        "alvorada aurora crepúsculo nascer_do_sol pôr_do_sol nascer madrugadas serão noitada jornada "
        "fim_de_semana finde feriado feriados férias folga véspera começo_de_semana relógio ponteiros "
        "meia_hora meia_noite meio_dia hora_e_meia horinha horinhas minutinhos pouquinho bocadinho bocado "
        "inteiro inteira dia_inteiro noite_inteira avança avançam voa voam passa passam aproxima aproximam "
        "falta_pouco uma_criança criança chover chovendo nevando neva troveja sopra gela geada granizo "
        "trovoada aguaceiro abafado nublado cinzento guarda_chuva casaco cachecol gorro agasalho aquecimento "
        "aquecedor lareira sombra fresquinho quentinho quentinha calor calorzinho friozinho tarefa tarefas "
        "lição lições trabalho_de_casa exame exames aulas colégio faculdade universidade biblioteca chefe "
        "reunião reuniões computador secretária teclas fábrica oficina armazém plantão plantões turnos "
        "ambulância enfermeiros médicos médicas bombeiros polícias policiais caminhoneiro camionistas taxista "
        "motorista entregadores garis carteiros garçons empregados cozinheiros porteiros vigilantes padeiro "
        "passageiro semáforos rotatória rotunda portagem pedágio posto gasolina retrovisor engarrafamento fila "
        "filas velocidade curvas bicicleta bike moto autocarro elétrico comboio aeroporto mala malas bagagem "
        "vagão paragem trajeto regresso ida banheira banho duche chuveiro pijama travesseiro lençóis edredom "
        "edredão colchão armário geladeira frigorífico forno panela panelas frigideira sopa bolo lavar lavando "
        "limpar limpa limpando limpeza vassoura varrer aspirador máquina_de_lavar roupa estender "
        "passar_a_ferro arrumar arrumando arruma arrumem pintar regar plantas flores relva gramado varanda "
        "quintal churrasco compras ginásio academia treinar treinando ténis tênis esporte desporto ioga bebê "
        "bebé miúdos miúda meninos meninas filhos filhas vovó vovô avó avô avós mamãe papai mãe pai irmão irmã "
        "namorado namorada vizinho vizinha apartamento preocupações braços braço pernas perna costas joelhos "
        "dedos dedo pálpebras sono sonhos adormecer adormeceu adormecem adormecido despertador bocejo bocejos "
        "bocejar boceja insônia insónia acordam acordando levantando madrugam regressam viajam viaja estudam "
        "estuda trabalhas estudas conduzes conduzem conduzir conduzindo guia dormindo velam chegando chegar "
        "chegaram coruja noturnos noturnas aves pássaros galo falei falando falarei calado calada quieto "
        "quieta quietos conto contarei contar ponho porei deixarei apresento apresentar lanço tagarelice "
        "tagarelar tagarela lenga_lenga discurso discursos frase frases sem_dizer baixinho sussurro cochicho "
        "demora demoras sem_demora sem_demoras excelente maravilha beleza combinado certinho certíssimo "
        "claro_que_sim óbvio pânico estresse stress boa_viagem boa_sorte bom_apetite bom_proveito merece "
        "merecem merecemos merecido merecida provavelmente certamente por_aí por_aqui por_ali agorinha "
        "agora_mesmo já_já devagarinho cafezinho vinhozinho chazinho acabar terminar começando continuando "
        "seguindo esperando voltando saindo indo acabou_de acabaram_de acaba_de acabei_de acabámos_de está_só "
        "pela_frente por_a_frente em_frente à_frente a_a_frente vamos_a_isso em_essa inteirinha vez vem "
        "seu_tempo seu_dia seu_noite seu_tarde seu_casa seu_rádio seu_companhia seu_café seu_atenção "
        "seu_volume seu_caminho seu_trabalho seu_cama seu_sofá seu_lugar seu_cozinha seu_carro seu_viagem "
        "seu_descanso seu_ouvido seu_paciência seu_canto seu_bebida seu_taça seu_xícara seu_manhã seu_semana "
        "sua_tempo sua_dia sua_noite sua_tarde sua_casa sua_rádio sua_companhia sua_café sua_atenção "
        "sua_volume sua_caminho sua_trabalho sua_cama sua_sofá sua_lugar sua_cozinha sua_carro sua_viagem "
        "sua_descanso sua_ouvido sua_paciência sua_canto sua_bebida sua_taça sua_xícara sua_manhã sua_semana "
        "teu_tempo teu_dia teu_noite teu_tarde teu_casa teu_rádio teu_companhia teu_café teu_atenção "
        "teu_volume teu_caminho teu_trabalho teu_cama teu_sofá teu_lugar teu_cozinha teu_carro teu_viagem "
        "teu_descanso teu_ouvido teu_paciência teu_canto teu_bebida teu_taça teu_xícara teu_manhã teu_semana "
        "tua_tempo tua_dia tua_noite tua_tarde tua_casa tua_rádio tua_companhia tua_café tua_atenção "
        "tua_volume tua_caminho tua_trabalho tua_cama tua_sofá tua_lugar tua_cozinha tua_carro tua_viagem "
        "tua_descanso tua_ouvido tua_paciência tua_canto tua_bebida tua_taça tua_xícara tua_manhã tua_semana "
        "seus_ouvidos seus_olhos seus_fones suas_casas seus_lugares apagada apagadas apagado apagados acesa "
        "acesas aceso abertos aberta abertas aberto fechada fechados fechadas sentada deitada coberto servido "
        "servida tido tiveram teve_um levem telefona comprido comprida sítio querer precisarem precisar "
        "precisam precisa quiseres puderem puder tiverem passem passar aparece apareçam voltarem ficarem "
        "vierem leva cantarolar abro fecho subo abaixo faço sigo continuo começo termino acho penso sinto vejo "
        "ouço escuto saio entro venho trago dou passo aviso repito tomo bebo pego tiro ligo desligo apago "
        "acendo procuro preparo convido acompanho cumprimento mando lembro mensagem mensagens vivam apetite "
        "pensamento pensamentos vidro vidros em_ponto hora_certa correio postal visita rosto cabelo pescoço "
        "luvas mochila bolsa chave chaves porão corredor pátio beco bairro aldeia praia mar floresta montanha "
        "vista calçada passeio_ elevador escada escadas balcão bar boteco sábado_à_noite segunda_feira "
        "sexta_feira terça_feira quarta_feira quinta_feira senti sua_falta vossa_falta caneca chimarrão vemos "
        "nos_vemos recebam receba recebamos escute encontramos encontram encontrarão encontre conheçam nomes "
        "passaram passado passou teve reservem calculem contem acolham deem_as_boas_vindas alto_falante "
        "alto_falantes bem_vindas bem_vindos cuidem recebê_los tê_las tê_los"
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
        **dict.fromkeys(
            (
                "aqui_está_ela",
                "escutem_ela",
                "ouçam_ela",
                "escutem_só_ela",
                "só_ela",
                "com_ela",
                "para_ela",
                "por_ela",
                "de_ela",
                "é_ela",
            ),
            "female|group",
        ),
        **dict.fromkeys(
            (
                "aqui_está_ele",
                "escutem_ele",
                "ouçam_ele",
                "escutem_só_ele",
                "só_ele",
                "com_ele",
                "para_ele",
                "por_ele",
                "de_ele",
                "é_ele",
            ),
            "male|group",
        ),
        **dict.fromkeys(("nascida", "ela_é", "é_ela", "dona", "madame"), "female|group"),
        **dict.fromkeys(("nascido", "ele_é", "é_ele"), "male|group"),
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
        "última primeira toda boa toca algo há à na da só tocar"
    ),
    after_thing=(
        "que quem onde sobre tranquila tranquilo doce suave alegre triste lenta lento curta curto bonita "
        "bonito bela belo linda lindo forte escura feliz perfeita perfeito"
    ),
    relatives="quem",
    by="por",
    called="chama chamado chamada intitulado intitulada intitula título",
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
    past=(
        "era eram foi foram estava tinha veio fez chegou viu esteve encarregou disco_de_ouro disco_de_platina "
        "dá_vontade dão_vontade de_sonhar de_arrepiar em_a_canção em_esta_canção em_a_música em_esta_música "
        "em_o_refrão segundo_lado segundo_disco segundo_álbum segundo_single segundo_compacto segunda_faixa "
        "põe_de_bom_humor deixa_todo_mundo deixa_todos deixa_a_gente_feliz faz_dançar faz_chorar faz_sonhar "
        "dança_se canta_se todo_mundo_já_ouviu todo_mundo_conhece não_se_falam já_não_se_falam fala_de "
        "conta_uma conta_a_história aquece_o_coração toca_em_todas é_suave é_doce é_tranquila é_alegre é_lenta "
        "é_curta é_bela é_bonita é_linda é_pequena é_nova é_forte é_triste soa_suave soa_doce soa_tranquila "
        "soa_alegre soa_lenta soa_curta soa_bela soa_bonita soa_linda soa_pequena soa_nova soa_forte "
        "soa_triste é_muito_suave é_muito_doce é_muito_tranquila é_muito_alegre é_muito_lenta é_muito_curta "
        "é_muito_bela é_muito_bonita é_muito_linda é_muito_pequena é_muito_nova é_muito_forte é_muito_triste "
        "é_tão_suave é_tão_doce é_tão_tranquila é_tão_alegre é_tão_lenta é_tão_curta é_tão_bela é_tão_bonita "
        "é_tão_linda é_tão_pequena é_tão_nova é_tão_forte é_tão_triste em_o_começo_se em_o_início_se "
        "a_o_início a_o_fim_ouve acabou_de_sair acaba_de_sair acabaram_de_sair começa_com termina_com "
        "dispensa_apresentações mais_nova mais_novo mais_bela mais_bonita mais_bonito mais_conhecida "
        "mais_conhecido melhor_música melhor_canção melhor_disco"
    ),
    capitals="dj ok",
    purpose="para de muito tão bem mais",
    addressed=(
        r"<(?!próx|últ|mesm|máx|ram|extrem|prim|íntim|anôn|term)\w{2,}[aei]mos>",
        r"<\w{3,}[ae]i>",
        # Small things are a host's: "um cafezinho".
        r"<(?!rain)\w{3,}inh[oa]s?>",
        (
            r"\b(?:eu|tu|vocês?|a gente) (?:(?:já|não|ainda|também|me|te|nos|se|lhe|só|o|a) ){0,2}"
            r"<(?!conhec|lembr|chor|ador)\w{2,}(?:[oae]|[ae][sm]|[aei]r|[oei]u|ais)>"
        ),
        # With an auxiliary of the first or second person before it, or of the formal second.
        (
            r"\b(?:estou|está[so]?|estamos|estão|estiver|estiverem|estejam?) (?:(?:já|ainda|só|aí|aqui) )?"
            r"<(?!toc|cantand)\w{2,}[aei]ndo>"
        ),
        r"\b(?:tenham?|tenhas|terem) <\w{2,}[ai]do>",
        (
            r"\b(?:vou|vais|vamos|vai|podes|podem|posso|podemos|queres|querem|quer|consegues?|conseguem"
            r"|(?:estás|estou|estamos) a) (?:(?:se|te|me|nos) )?<(?!toc|cantar)\w{2,}[aei]r>"
        ),
    ),
)
