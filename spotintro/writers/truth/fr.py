"""French, as a radio host speaks it of music."""

from __future__ import annotations

from spotintro.writers.truth.speech import Speech

SPEECH = Speech(
    expansions=(
        (r"\b(l|d|n|s|j|m|t|c|qu|jusqu|lorsqu|puisqu|aujourd)'(?=[\w\ue000-\uf8ff ])", r"\1' "),
        (r"\baujourd' hui\b", "aujourdhui"),
        (r"\bc' ", "ce "),
        (r"\bqu' ", "que "),
        (r"\bl' ", "le "),
        (r"\bd' ", "de "),
        (r"\bn' ", "ne "),
        (r"\bs' ", "se "),
        (r"\bj' ", "je "),
        (r"\bm' ", "me "),
        (r"\bt' ", "te "),
        (r"\bjusqu' ", "jusque "),
        (r"\blorsqu' ", "lorsque "),
        (r"\bpuisqu' ", "puisque "),
        (r"\by a-t-il\b", "y a il"),
        (r"-t-", " "),
        (r"&", " et "),
    ),
    groups={},
    frames=(),
    heard=(
        "de {heard} [de|par]* [{heard_artist}] à|on_passe",
        "de {heard_artist} [et|avec]* [{heard}] à|on_passe",
    ),
    coming=(),
    claims={
        "released": (
            "sorti sortie sortis sorties sort sortait sortir paru parue parus parues parait parution publié "
            "publiée publiés publiées publie publia publication sortie année an ans date datent datant remonte "
            "remontent disponible disque apparu apparue bacs millésime vieux âge naissance édité éditée lancé "
            "lancée arrivé arrivée marché rayons vu_le_jour jour parait paraissait daté existe existent"
        ),
        "first": (
            "première premier premières première_fois première_parution pour_la_première_fois originale original "
            "origine originellement initialement"
        ),
        "edition": "édition réédition pressage remaster remasterisée rééditée",
        "since": "depuis",
        "formed": (
            "formé formée formés formation fondé fondée fondés naissance né née existe existent débuté débute "
            "commencé commence réuni réunis ensemble débuts créé créée création histoire début fondation "
            "vu_le_jour activité actif existé existait jouent_ensemble naissait"
        ),
        "born": "né née naissance naît naquit voit_le_jour vu_le_jour jour monde vécu vivait",
        "split": (
            "séparé séparés séparée séparation dissous dissolution rupture fin arrêté terminé jusque jusqu'en "
            "séparent sépare ensemble quittés existé"
        ),
        "died": (
            "mort morte décédé décédée disparu disparue éteint éteinte mourut meurt décès jusque quittés vécu "
            "vivait"
        ),
        "origin": (
            "vient viennent venu venue venus originaire originaires origine origines natif native chez maison "
            "ville natale vit arrive arrivent débarque pays racines salutations groupe terre berceau envoie "
            "formé direction"
        ),
        "live": (
            "live concert public enregistré enregistrement scène direct enregistrée en_public enregistrée "
            "captation version capté captée devant_un_public spectateurs salle sur_scène en_direct en_concert"
        ),
        "cover": "reprise cover reprises reprend reprennent repris version",
        "original": (
            "original originale origine originellement premier première enregistré enregistrée chanté chantait "
            "chante avant créateur créée emprunté empruntée appartient appartenait auparavant revient "
            "initialement premiers chantée abord"
        ),
        "remix": "remix remixé remixée",
        "instrumental": (
            "instrumental instrumentale sans_paroles personne_ne_chante sans_voix sans_chant pas_de_paroles "
            "aucune_parole aucune_voix sans_chanteur sans_texte pas_de_chant pas_de_voix"
        ),
        "member": (
            "membre membres partie compte joue jouent parmi formation appartient figure composé rangs "
            "entre_autres chante dans_le_groupe groupe groupes rang comptent musiciens il_y_a trouve trouvez "
            "trouverez noms"
        ),
        "joined": "",
        "label": "label maison_de_disques maison étiquette labels éditeur compagnie marque",
        "album": "album albums disque pochette lp vinyle 33_tours opus recueil galette cd trentes_trois_tours",
        "country": "marché",
        "length": (
            "dure durée durent fait minutes longueur long longue dureront temps prend durera compte tient tourne "
            "durer"
        ),
        "genre": "genre style registre rayon classé rangé étiquette appelle rubrique catégorie case rangée",
        "written": "écrit écrite écrits écrites signé signée signés",
        "wrote": "écrit écrite écrits écrivait écrivit signe signé écrire",
        "writer": (
            "auteur auteurs plume autrice signature compositeur auteur_compositeur parolier main écriture "
            "œuvre signé signée signés"
        ),
        "composed": "composé composée composés mis_en_musique",
        "composes": "composé composée composa compose composer écrire",
        "composer": (
            "compositeur compositrice compositeurs musique composition mélodie partition signature œuvre"
        ),
        "words": "paroles texte textes mots parolier parolière auteur_des_paroles",
        "words_made": "",
        "words_makes": "",
        "produced": "produit produite produits réalisé réalisée",
        "produces": "produit produite produits réalisé réalisée produisit produire réaliser",
        "producer": "producteur productrice producteurs production réalisateur réalisation manettes console",
        "arranged": "arrangé arrangée",
        "arranges": "arrangé arrangée",
        "arranger": "arrangeur arrangements arrangement arrangeuse",
        "engineered": "mixé mixée enregistré enregistrée",
        "engineers": "mixé mixée enregistré enregistrée",
        "engineer": "ingénieur prise_de_son mixage",
        "remixed": "remixé remixée",
        "remixes": "remixé remixée",
        "performed": "interprété interprétée chanté chantée joué jouée",
        "performs": "interprète chante chantent joue jouent interprètent interprété chanté joué",
        "recorded_first": (
            "enregistré enregistrée chanté chantée chantait jouait créé créée avait fait enregistra repris"
        ),
        "heard": (
            "était étaient entendu écouté écoutiez entendre écouter entendiez avant fini terminé vient venez "
            "avons précédent venons tout_juste instant juste_avant auparavant terminée passé cétait précédemment"
        ),
        "coming": (
            "après prochain prochaine prochains suite suivra suivre suivront ensuite bientôt prochainement "
            "venir restez attend attendent tout_à_heure suivant suivante suit puis plus_tard dans_un_instant "
            "tout_de_suite tour tard dans_quelques_minutes dans_quelques_instants dans_une_minute "
            "dans_deux_minutes dans_un_moment sous_peu de_ici_peu continuera continuerons poursuivra "
            "poursuivrons enchaînera enchaînerons"
        ),
    },
    links={
        "year": "en de des depuis année dès jusque",
        "first_released": "en de des dès année",
        "origin": "de du des depuis à",
        "album": "sur de dans album disque du le se_appelle titre intitulé appelle contient",
        "label": "chez sur disque disques",
        "heard": "après de",
        "cover_of": "de par",
        "writer": "de par",
        "composer": "de par",
        "lyricist": "de par",
        "producer": "de par",
        "member": "avec et",
        "performer": "avec et",
        "release_country": "au en aux",
    },
    fillers=(
        "est sont était étaient fut a ont avait avaient été sera être va vient viennent venu fait font dit "
        "disent appelle appelait nomme trouve trouvez trouver trouvé entend entendez entendre écoutez écouter "
        "joue tient tire tiré tirée extrait extraite nom titre numéro derrière responsable signe signé crédite "
        "crédité crédits créditent doit devons doit_on voyage emmène remonte retour ville pays temps année "
        "années an ans fois environ près presque exactement peu moins plus autour quelque quelques bon bonne "
        "déjà encore aussi même mise mis mises personne gens homme femme celui celle ceux celles lequel "
        "laquelle musique chanson morceau pièce piste figure figurent apparaît apparait présent présente "
        "propose offre offert donne donné reste durera durée prend dure début fin origine tout ainsi dont où "
        "là maison patrie natale chez_lui histoire marque marqué indique lit pochette porte écrit vrai lance "
        "lancé accompagné compte commerce vu chef groupe voix qui reprise signée entre appartient "
        "appartiennent ligne place petit long total jusque bout veux voulez aimez faut arrive revient reviens "
        "vaut dates date partie provient proviennent issu issue pris prise sommes êtes suis retrouve retrouvez "
        "tard parle part partons allons direction cap vers salut bonjour tour placé sous rangé passe passer "
        "tourne comme dans_la_chanson dans_ce_morceau dans_cette_chanson dans_le_morceau dans_ce_titre abord "
        "eu lieu intitule se_intitule existé entendrez entendons retrouverez suivra accueillez accueille "
        "accueillons trouverez comptez compter prévoyez noms passé passés découvrez recevez applaudissez "
        "rencontrez rencontre écriture oeuvre œuvre"
    ),
    function=(
        "le la les un une des du de au aux à en dans sur sous par pour avec sans chez entre vers depuis "
        "pendant avant après contre et ou mais donc or ni car que qui quoi dont où si quand lorsque comme "
        "parce puisque afin ce cet cette ces celui celle ceux celles cela ça ceci je tu il elle on nous vous "
        "me te se moi toi lui soi y ne pas plus jamais rien aucun aucune mon ma mes ton ta tes notre nos votre "
        "vos ici là voici voilà maintenant toujours encore déjà aussi bien très trop peu assez tout toute tous "
        "toutes chaque quelque quelques plusieurs autre autres même mêmes alors puis ensuite enfin oui non ok "
        "suis es sommes êtes soyez sois soyons est sont va vais vas allons allez vont ai as avons avez peut "
        "peux pouvez pouvons veux veut voulez voulons doit dois devez devons faut jusque seulement juste "
        "simplement peut_être vraiment presque ainsi quel quelle quels quelles combien comment pourquoi "
        "ailleurs dedans dehors loin près ensemble moins beaucoup deux trois quelque_chose eh ben bah hein ah "
        "oh euh ouf tiens dès abord aussitôt sitôt tellement plutôt tantôt parfois souvent guère envers malgré "
        "selon hormis sauf parmi lequel laquelle lesquels lesquelles auquel duquel lors autant davantage "
        "autour dessus dessous tel telle tels telles certain certains certaine certaines quoique tandis eu "
        "es_tu as_tu êtes_vous étiez étiez_vous serez seront seras aurez auras aurai aurons irez irons irai "
        "ira feras ferez ferons ferai voudrez pourrez pourrons pourras pourrai viendrez viendra reviendrons "
        "reviendrai puisse puissiez ayez aie aies ayons celle_là celui_là celle_ci celui_ci en_fait "
        "en_tout_cas y_a y_aura n_est dans_quelques_minutes dans_quelques_instants dans_une_minute "
        "dans_deux_minutes dans_un_moment dans_un_instant tout_à_heure d_ici_peu de_ici_peu sous_peu à_suivre "
        "ce_qui_suit ne_fait_que ne_font_que se_fait_tard tout_de_suite tout_à_fait plus_tard a_eu_lieu "
        "on_est_parti ça_y_est ça_va ça_suffit ça_tombe_bien ça_commence ça_continue ça_démarre ça_repart "
        "ça_arrive ça_vous_dit ça_te_dit ce_est_fait ça_fait_du_bien ça_fait_plaisir il_y_a il_fait_froid "
        "il_fait_chaud il_fait_beau il_fait_nuit il_fait_jour il_fait_noir il_fait_bon il_fait_frais "
        "il_fait_doux il_fait_gris il_se_fait_tard avez_passé as_passé avons_passé ayez_passé aviez_passé "
        "passez_une au_tour_de a_été_longue journée_a_été être_longue c'est_long longue_journée "
        "s'il_vous_plaît se_il_vous_plaît se_il_te_plaît journée_a_été_longue semaine_a_été_longue a_aura "
        "il_y_en_aura il_y_aura tout_va_bien tout_ira_bien va_bien_se_passer ça_va_bien ça_va_aller continuera "
        "continuerons poursuivra poursuivrons enchaînera enchaînerons"
    ),
    talk=(
        "bougez pas loin touchez rien montez baissez poussez volume fermons ouvrons reposez reposer asseyons "
        "prenons buvez mangez bois thé infusion dormirez endormir endormez endormis couchez couchés réveille "
        "lève levez levés allumez éteignez allumer éteindre rallumez serrez embrasse embrassez embrassons "
        "salue saluons remercie remercions merci remerciements accueille accueillons bienvenue heureuse "
        "retrouvailles retrouver quelques pas minute petite pause café tartine croissant ravis d'être là être "
        "soyons fidèle poste écoutant écoutent m'écoutez écouteront rythme rythmes mélomane mélomanes curieux "
        "curieuse patience respirez soufflez souffler souffle bavarder bavardage bla assez parlé dit causer "
        "discuter discours silence chut tendez l'oreille hop allez zou c'est parti voilà enchaîne enchaînons "
        "enchaîner embarquez embarquement porter emporter guider surprendre bercer aller promenade balade "
        "promenez marchez courir courez cours marche danse dansez danser bouger nuits soirs matins jours "
        "dimanches vendredis samedis lundis fenêtres ouvertes stores volets rideaux tirez tamisez lampes "
        "bougies cuisine casseroles repas gâteau four table mettez assiettes balai aspirateur linge étendre "
        "plier jardiniers jardinage peinture peindre tricot tricoter autoroute feux rouge rouges vert "
        "embouteillages bouchons passagers passager pilote klaxon kilomètres arrivée départ gare quai métro "
        "tram sourire souriez souris riez rire humeur moral courage tenez bon tiens courageux vous nous toi "
        "premier_degré quoi_qu'il_arrive peu dehors_dedans partout ailleurs chez_vous maison canapé plaid "
        "coussins chaleur fraîcheur nuages éclaircie orage brume brouillard ceux celles insomnie insomniaque "
        "veilleurs veilleur veillez veille tard tôt travailleurs taxis infirmiers étudiantes rendez_vous "
        "reprend reprends reprenons retour retournons revoilà revoici reviens_vite tantôt demain hier prochain "
        "prochaine fois passe passons passez passez_une soirée excellente agréable douce belle bonne "
        "tranquille sereine arrive arrivent vient viennent appelle appeler tout_de_suite bonjour bonsoir salut "
        "coucou bienvenue bienvenu bienvenus merci bon bonne bons bonnes beau belle cher chère chers chères "
        "amis ami amies amie auditeurs auditrices auditeur auditrice mesdames messieurs mesdemoiselles tous "
        "gens monde voisins matin soir soirée nuit journée jour midi minuit semaine weekend heure heures "
        "minute minutes moment moments instant instants seconde secondes temps tôt tard bientôt toujours jeune "
        "sombre lumière lumières soleil lune étoiles pluie ciel météo neige vent fenêtre fenêtres porte portes "
        "chambre cuisine table chaise fauteuil canapé lit couverture bougie lampe bureau travail travailler "
        "travaillez voiture route routes volant conduire conduisez rouler roulez maison chemin voyage trajet "
        "train bus café thé tasse verre dîner déjeuner repas feu radio émission programme antenne micro casque "
        "écouteurs enceinte enceintes hauts parleurs volume son bouton platine diamant musique musiques "
        "chanson chansons morceau note notes oreille oreilles yeux œil tête cœur cœurs main mains pied pieds "
        "épaules souffle respirer respirez respirons respire inspirez inspirer soupir écoute écouter écoutez "
        "écoutons entendre entendez restez rester reste restons asseyez assis installez installer installés "
        "installé détendez détendre détente relaxez profitez profiter fermez fermer ouvrez ouvrir gardez "
        "garder tenez tenir tendez tendre prenez prendre prends prenons donnez donner laissez laisser laisse "
        "laissons allez aller venez venir viens tournez tourner montez monter mettez mettre mets mettons posez "
        "poser jouez commencez commencer commence continuez continuer continue continuons reprenez reprendre "
        "reprenons rêvez rêver dormez dormir dort dorment dors réveillez réveil réveillés réveiller éveillés "
        "debout regardez regarder voyez voir sentez sentir pensez penser parlez parler parle parole mot mots "
        "dis dire dites silence tais taire bavard bavardages savez savoir sais espère souhaite besoin envie "
        "plaisir joie bonheur bien confortable confortablement confort prêt prêts prête prêtes fatigué "
        "fatigués seul seuls ensemble doucement calme tranquille tranquillement prudent prudents prudence "
        "attention soin attentifs faites fais faire faisons bougez bouger quittez quitter partez partir pars "
        "revenez revenir reviens retrouve retrouvez retrouver retrouvons compagnie présence fidèle fidélité "
        "fidèles pause pauses fin début milieu suite place places coin endroit côté part partout question "
        "réponse cadeau surprise idée plan promis promets vrai faux mieux meilleur meilleure plein vide moitié "
        "assez volontiers chance santé patience hiver été printemps automne matinaux noctambules insomniaques "
        "ménage repassage cuisiner cuisinez vaisselle lire lisez livre livres lettre téléphone écran jardin "
        "parc air bout morceaux humeur énergie sourire souriez saluez chantez fredonnez accrochez attachez "
        "ceinture ceintures rideau scène cède céder annonce annonces transition détour soyez serai serons sera "
        "voudrais voulais ravi ravie ravis heureux heureuse content contente contents surtout tranquilles "
        "partage partager partagez rendez attendez attendre attends attend tarde tarder tardons dehors dedans "
        "haut bas loin proche proches approchez approcher rapprochez grand grande petit petite petits petites "
        "doux douce chaud chaude froid fraîche calez calme oubliez oublier souvenez gorgée coussin chaussettes "
        "pantoufles chat chien bouge bougez touchez zappez changez changer sujet mieux simplement évidemment "
        "naturellement finalement justement quelque chose quelqu'un personne chacun peu_importe importe "
        "quoi_que que_vous_fassiez fassiez soit soient êtes sommes travailleurs chauffeurs infirmières "
        "boulangers étudiants famille enfants parents rejoindre rejoint rejoignez rejoignent branchés branché "
        "branchez connectés l'antenne hâte envoyer envoie bises bisous hello hey hé rebonjour rebonsoir "
        "enchanté enchantée enchantés salutations comment_se_est_passée comment_se_est_passé comment_va "
        "comment_allez comment_vas bien_passée bien_passé chéri chérie chéris nouveaux venus nouveau_venu "
        "remerciez gratitude reconnaissant mille grand_merci au_revoir ciao tchao bienveillance compagnons "
        "complices complice studio studios station stations fréquence fréquences ondes onde chaîne canal "
        "transistor tuner poste_de_radio régie animateur animatrice présentateur présentatrice standard "
        "programmation flash infos info jingle décibels réglez réglage réglages potentiomètre curseur le_son "
        "un_peu_de_son plus_de_son du_son ouvrez_grand grandes étirez étire déliez détends relâchez relâche "
        "relâcher délassez soufflons expirez expirer respiration inspiration lâchez lâcher lâche prise frappez "
        "taper tapez tape battez claquez balancez remuez remuer secouez secouer hochez suivez suivre suis_moi "
        "suivez_moi savourez savourer savoure dégustez appréciez apprécier profite profitons laissez_faire "
        "offrez offrir accordez accorder fermez_les asseyez_vous assieds allongez allongé allongés blottissez "
        "blottis emmitouflez couvrez couvrir buvons boire sirotez sirote goûtez goûter manger mange trinquez "
        "trinquons servez servir resservez réchauffez réchauffer chauffer apportez ramenez invitez inviter "
        "appelez écrivez écrire écris racontez dites_nous dites_moi confiez envoyez postez montons montre "
        "poussons déplacez devinez deviner devine reconnaissez_vous surprises curiosité curiosités dévoile "
        "dévoiler révéler patientez patienter guettez guetter suspense suspens tuyau promesse en_dis_pas "
        "je_ne_dis_rien nouvelles rater ratez manquez manquer louper loupez réserve réservé réservons préparé "
        "préparée préparés prépare préparer concocté mijoté file filer aube aurore crépuscule lever coucher "
        "levers couchers matinée après_midi fin_de_semaine week_end week début_de_semaine lendemain avant_hier "
        "hier_soir ce_soir cette_nuit quart demi demie horaire horloge pendule sonne sonner semaines mois "
        "saison saisons vacances congé congés férié fériés rentrée pointe approche approchent avance avancent "
        "tombe tombée s'étire petite_heure petites_heures jusque_au_bout longue_nuit ouvrable pleut gèle "
        "brille brillent tonne grêle fraîchit averse averses orages tempête givre glace verglas canicule "
        "parapluie parapluies manteau écharpe bonnet abri abris chauffage cheminée gris grise couvert dégagé "
        "boulot bureaux collègues collègue réunion réunions dossier dossiers ordinateur écrans usine atelier "
        "chantier magasin boutique caisse garde gardes équipe équipes astreinte service services fac lycée "
        "devoirs examen examens révisez réviser révisions révision élèves métier pompiers policiers médecins "
        "soignants aides routier routiers camionneurs chauffeur livreurs livreur facteurs éboueurs serveurs "
        "cuisiniers boulanger caissières gardien gardiens parkings parking station_service péage rocade "
        "périphérique bretelle rond carrefour rétroviseur clignotant limitation vitesse vélo vélos scooter "
        "moto métros bateaux avion valise valises bagages quais wagon wagons rame correspondance arrêt arrêts "
        "baignoire bain douche pyjama oreiller oreillers drap draps couette couettes lits matelas placard "
        "placards frigo évier éponge torchon poubelle lessive repasser repassez nettoyer nettoyez nettoie "
        "rangez ranger range rangement bricolage bricolez bricoler tondre pelouse fleurs plantes arrosez "
        "terrasse balcon barbecue pique_nique courses sport footing jogging courons gym baskets étirements "
        "bébé bébés mamie papi papa maman frère sœur voisin voisine copain copains copine copines bande tribu "
        "âme pensées pensée soucis souci tracas idées têtes bras jambes jambe dos genoux doigts doigt "
        "paupières lèvres sommeil sommeils somnolez bâillez bâille réveillé reposé reposée réveil_matin "
        "insomnies trouver_le_sommeil dormeur dormeurs lève_tôt couche_tard oiseaux oiseau lèvent endorment "
        "réveillent couchent travaillent travaille conduisent roulent veillent étudient cuisinent rentrent "
        "partent quittent bavarde parlerai tairai laisserai reviendrai raconterai dirai pose lancer glisse "
        "glisser cause assez_de_paroles assez_de_mots trêve blablas blabla phrases phrase plus_un_mot "
        "sans_un_mot sans_plus_attendre chuchote chuchoter tiendrai tenons d'accord de_accord parfait nickel "
        "allons_y et_hop ouste bref bravo zut oups pas_de_panique panique stress zen cool relax certainement "
        "sûrement sans_doute finir finis finissez finissons terminez démarrer démarre démarrez démarrons "
        "repartir repart repartez repartons filez filons reposants secouent secoue impatience impatient "
        "impatients impatiente attendais attendait attendions attendra attendrons attendrez éteinte éteintes "
        "éteints éteint allumé allumée allumées allumés fermés fermées fermée ouvert ouverts ouverte tamisé "
        "tamisée tamisées baissé baissées posé posés bien_calé calés calé emmitouflés servi servie chaudes "
        "chauds froides reparti repartis repartie droit_de le_droit grand_mère grand_père mère_grand rate "
        "ratent rapproche rapprochons rapprocher ferme_les dodo sieste copieux tranquillou doucettement "
        "sagement gentiment longue_soirée courte_nuit tour fredonner fredonnons message messages mot_ vive "
        "vivement appétit bon_appétit pensée_pour carreaux carreau vitre vitres pile heure_pile courrier mail "
        "carte_postale visite visage visages cheveux cou bonnets gants sac sacs clé clés cave couloir cour "
        "ruelle quartier coin_ village plage mer forêt montagne prairie vue trottoir arrêt_de_bus ascenseur "
        "escalier escaliers hall comptoir bar bistrot cantine samedi_soir lundi_matin vendredi_soir festin "
        "régalez régal goûter_ quatre_heures petit_déjeuner grasse_matinée grasse jour_férié embouteillage "
        "manqué manqués accueillez trouverez trouvez trouve comptez compter prévoyez noms passé passés eu "
        "découvrez recevez applaudissez rencontrez rencontre signée écriture oeuvre œuvre après_midis "
        "ci_dessus haut_parleurs"
    ),
    things="chanson morceau titre piste pièce musique air_ enregistrement numéro plage",
    pronouns="ce cela ça ceci il elle celle-ci celui-ci tout chacun personne",
    he={
        "ils": "",
        "elles": "",
        **dict.fromkeys(
            ("lui_,", "avec_lui", "chez_lui", "écoutez_le", "le_voici_,_avec", "le_voilà_,_avec"), "male|group"
        ),
        **dict.fromkeys(
            (
                "elle_,",
                "avec_elle",
                "chez_elle",
                "de_elle",
                "par_elle",
                "pour_elle",
                "écoutez_la",
                "la_voici_,_avec",
                "la_voilà_,_avec",
            ),
            "female|group",
        ),
        **dict.fromkeys(("elle_le_a", "elle_la_a", "elle_a_sorti", "madame", "mademoiselle"), "female|group"),
        **dict.fromkeys(("il_le_a", "il_la_a"), "male|group"),
        "son": "",
        "sa": "",
        "ses": "",
        "leur": "",
        "leurs": "",
        "eux": "",
        "groupe": "group",
        "chanteur": "male",
        "chanteuse": "female",
        "musicien": "male",
        "musicienne": "female",
        "monsieur": "male",
        "dame": "female",
        "homme": "male",
        "femme": "female",
        "lui-même": "male",
        "elle-même": "female",
        "artiste": "",
    },
    adverbs=(
        "maintenant ici encore toujours aussi déjà tout de suite bien donc y nous vous ne se le la les en lui "
        "juste enfin alors"
    ),
    finite=(
        "est sont était étaient a ont avait fut sera va vont vient viennent fait font peut doit veut faut "
        "reste commence continue joue tourne parle dit raconte sonne plaît arrive attend appartient mérite "
        "dure suit porte tient prend donne met laisse ouvre ferme passe monte descend revient évoque chante "
        "ressemble sait connaît aime adore touche berce emmène intitule"
    ),
    before_thing=(
        "le la les un une des du de au ce cette ces notre votre mon ma mes chaque prochain prochaine autre "
        "même plus en par pour avec et sans à est sont , la_ quelle quel voici sur l' petite petit une_autre "
        "que peu assez cet dernier première toute place dans comme fait"
    ),
    after_thing=(
        "qui que dont où sur tranquille doux douce calme lent lente joyeux joyeuse triste sombre court courte "
        "beau belle petit gai gaie"
    ),
    relatives="qui_",
    by="par",
    called="appelle intitulé intitulée nommé nommée titre intitule",
    artist_nouns="groupe chanteur chanteuse artiste musicien musicienne duo",
    album_nouns="album disque lp vinyle",
    agent="par de",
    be="est sont était",
    determiners="le la les un une ce cet cette son sa leur notre mon votre bien",
    negations="pas jamais rien aucun aucune ni personne sans non",
    tools={
        "guitare": "guitar",
        "guitares": "guitar",
        "guitariste": "guitar",
        "basse": "bass",
        "bassiste": "bass",
        "batterie": "drums",
        "batteur": "drums",
        "piano": "piano",
        "pianiste": "piano",
        "clavier": "keyboards",
        "claviers": "keyboards",
        "violon": "violin",
        "violoniste": "violin",
        "violoncelle": "cello",
        "saxophone": "saxophone",
        "saxo": "saxophone",
        "trompette": "trumpet",
        "trompettiste": "trumpet",
        "trombone": "trombone",
        "flûte": "flute",
        "clarinette": "clarinet",
        "orgue": "organ",
        "harmonica": "harmonica",
        "harpe": "harp",
        "accordéon": "accordion",
        "banjo": "banjo",
        "mandoline": "mandolin",
        "sitar": "sitar",
        "synthétiseur": "synthesizer",
        "percussions": "percussion",
        "chant": "vocals",
        "micro": "vocals",
        "contrebasse": "double bass",
        "guitare_électrique": "electric guitar",
    },
    kinds={
        "single": "single",
        "simple": "single",
        "ep": "ep",
        "compilation": "compilation",
        "compil": "compilation",
        "bande_originale": "soundtrack",
        "bande_son": "soundtrack",
        "musique_de_film": "soundtrack",
        "album_live": "live",
        "album_en_public": "live",
        "mixtape": "mixtape",
        "best_of": "compilation",
        "45_tours": "single",
    },
    natives={},
    countries={
        "Royaume-Uni": "United Kingdom",
        "Grande-Bretagne": "United Kingdom",
        "Angleterre": "England",
        "États-Unis": "United States",
        "Etats-Unis": "United States",
        "Allemagne": "Germany",
        "Autriche": "Austria",
        "Suède": "Sweden",
        "Norvège": "Norway",
        "Danemark": "Denmark",
        "Finlande": "Finland",
        "Islande": "Iceland",
        "Irlande": "Ireland",
        "Écosse": "Scotland",
        "Australie": "Australia",
        "Brésil": "Brazil",
        "Italie": "Italy",
        "Espagne": "Spain",
        "Belgique": "Belgium",
        "Pays-Bas": "Netherlands",
        "Suisse": "Switzerland",
        "Pologne": "Poland",
        "Argentine": "Argentina",
        "Chili": "Chile",
        "Colombie": "Colombia",
        "Jamaïque": "Jamaica",
        "Estonie": "Estonia",
        "Afrique du Sud": "South Africa",
        "Nouvelle-Zélande": "New Zealand",
        "Cap-Vert": "Cape Verde",
        "Porto Rico": "Puerto Rico",
        "la Barbade": "Barbados",
        "Barbade": "Barbados",
        "Birmanie": "Myanmar",
        "Grèce": "Greece",
        "Turquie": "Turkey",
        "Russie": "Russia",
        "Japon": "Japan",
        "Chine": "China",
        "Corée du Sud": "South Korea",
        "Mexique": "Mexico",
        "Inde": "India",
        "Égypte": "Egypt",
        "Hongrie": "Hungary",
        "Nigéria": "Nigeria",
        "Londres": "London",
        "Vienne": "Vienna",
        "Gênes": "Genoa",
        "Lisbonne": "Lisbon",
        "Bruxelles": "Brussels",
        "La Havane": "Havana",
        "Philadelphie": "Philadelphia",
        "La Nouvelle-Orléans": "New Orleans",
        "Montréal": "Montreal",
        "Salzbourg": "Salzburg",
        "Édimbourg": "Edinburgh",
        "Göteborg": "Gothenburg",
        "Milan": "Milan",
        "Athènes": "Athens",
        "Varsovie": "Warsaw",
        "Moscou": "Moscow",
        "Barcelone": "Barcelona",
    },
    genres={
        "musique classique": "classical",
        "classique": "classical",
        "musique électronique": "electronic",
        "électro": "electronic",
        "musique de film": "soundtrack",
        "rock progressif": "progressive rock",
        "rock alternatif": "alternative rock",
        "pop psychédélique": "psychedelic pop",
        "musique du monde": "world",
        "rock indépendant": "indie rock",
        "pop indépendante": "indie pop",
        "variété": "chanson",
        "folk": "folk",
    },
    decades={
        f"{prefix}{word}": 1900 + value
        for prefix in ("années ", "années mille neuf cent ")
        for word, value in (
            ("vingt", 20),
            ("trente", 30),
            ("quarante", 40),
            ("cinquante", 50),
            ("soixante", 60),
            ("soixante dix", 70),
            ("quatre vingt", 80),
            ("quatre vingts", 80),
            ("quatre vingt dix", 90),
        )
    }
    | {"années deux mille": 2000, "années deux mille dix": 2010},
    decade_digits=r"(?<!\w)années (\d{4}|\d{2})(?!\w)",
    minutes="minutes?",
    seconds="secondes?",
    half="et demie?",
    lengths={"une minute et demie": 90, "une minute": 60, "une demi heure": 1800, "une demi minute": 30},
    ages={"un demi siècle": 50, "une décennie": 10, "un siècle": 100, "un quart de siècle": 25},
    years_ago="#(?: ans| années)",
    decades_ago="# décennies",
    more="plus_de",
    less="moins_de presque près_de",
    early="début_des",
    mid="milieu_des",
    late="fin_des",
    parts_of_day={
        "matin": (4, 13),
        "matinée": (4, 13),
        "soir": (15, 29),
        "soirée": (15, 29),
        "nuit": (18, 31),
        "midi": (11, 15),
        "minuit": (21, 28),
        "bonsoir": (15, 29),
    },
    weekdays="lundi mardi mercredi jeudi vendredi samedi dimanche",
    months="janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    endings="e s es",
    naming=(
        "est sont vient viennent va voici arrive arrivent reste commence suit appelle joue passe tourne "
        "appartient appartiennent continue chante intitule porte"
    ),
    predicates=(
        "vous nous toi moi maintenant ici suite partir parti place tout assez temps heure bon bien tard tôt "
        "plaisir beau l'heure prêt prêts soir matin fini jour nuit antenne à_vous avec"
    ),
    past=(
        "était étaient fut avait avaient été fait vu disque_de_or disque_de_platine de_quoi_rêver "
        "de_quoi_danser de_quoi_pleurer de_quoi_voyager donne_envie donnent_envie donne_des_frissons "
        "dans_la_chanson dans_ce_morceau dans_cette_chanson dans_le_morceau dans_ce_titre dans_le_refrain "
        "met_de_bonne_humeur rend_heureux rend_heureuse on_le_entend le_entend_partout partout_à_la_radio "
        "tout_le_monde_connaît tout_le_monde_le tout_le_monde_la se_parlent_plus parle_de raconte_une "
        "raconte_la raconte_un réchauffe_le_cœur réchauffer_le_cœur danse_dessus fait_danser fait_pleurer "
        "fait_rêver fait_sourire donne_la_pêche au_début_on au_début_, on_le_entend_sourire vient_de_sortir "
        "viennent_de_sortir vient_de_paraître ne_présente_plus commence_par finit_par finit_sur se_est_éteinte "
        "pendant_la_prise le_plus_récent la_plus_récente plus_connu plus_connue plus_connus plus_belle "
        "plus_beau"
    ),
    upon="sur",
    capitals="dj ok",
    purpose="pour de à très bien si plutôt plein pleine",
    addressed=(
        r"<(?!\w*connai|chant|compos|pleur|ador|aim)\w{3,}ez>",
        r"\b(?:je|tu) (?:(?:me|te|vous|nous|le|la|les|lui|en|y|ne|se) ){0,2}<(?!re?connai|pleur)\w{2,}>",
        r"\bnous (?:(?:vous|te|le|la|les|en|y|ne|nous) )?<(?!connai)\w{2,}ons>",
        # With an auxiliary of the first or second person before it.
        (
            r"\b(?<!la )(?<!le )(?:ai|as|avons|avez|suis|es|êtes|étiez|étais|sommes|vous) (?:(?:pas|bien|déjà) )?"
            r"<\w{2,}(?:é|i|u|i[st])e?s?>"
        ),
        (
            r"\b(?:vais|vas|allez|allons|venez|peux|pouvez|pouvons|voulez|veux|faut|faites|fais) "
            r"(?:(?:pas|vous|nous|te|me|se|le|la|les|en|bien|pouvoir) ){0,2}<\w{2,}(?:er|ir|re)>"
        ),
    ),
)
