"""Sentences as hosts of many lands say them, forty each, to tell their languages by."""

from __future__ import annotations

# One line, one sentence.
SENTENCES = {
    "en": """
Good evening, night owls, and welcome back to the quiet side of the dial.
Up next is a voice you will not forget in a hurry.
I have been saving this one for just the right moment tonight.
If you are driving home now, turn it up and keep your eyes on the road.
There is something about that opening guitar that stops me every time.
Pour yourself a cup of tea and let the next few minutes be yours.
Here is a song that does not need much of an introduction from me.
We are keeping it slow and warm for the rest of this hour.
This one goes out to everyone who is still awake and thinking.
Listen closely to the way the drums come in near the end.
You can hear the whole room breathing on this recording.
It runs just over four minutes, and not one second is wasted.
What a way to end the day, with music like this.
Stick around, because we have plenty more where that came from.
From the first note you know exactly where you are.
Let us slow things down a little with this next track.
I could talk about it all night, but you should hear it instead.
Some songs ask you to dance, and this one asks you to listen.
The weather outside is grim, so stay in here with us.
Dim the lights, sit back and let this one wash over you.
Thanks for spending your evening with me and with the music.
And now for something that never fails to make me smile.
Take a deep breath, because this one starts very gently.
It comes from an album I keep coming back to.
We will be right here with you until the morning comes.
Close the door, forget the phone, and give it your full attention.
That was lovely, and what comes next is even better.
You asked for it, so who am I to say no.
A little bit of sunshine for a very grey afternoon.
Hold on to somebody you love while this one is playing.
No more talking from me, this is what you came for.
Here they are, with a tune made for long drives home.
If you know the words, nobody here will stop you singing.
Let this be the soundtrack to whatever you are doing now.
There is room on the sofa for one more listener.
We have all had days like this, and here is the cure.
Keep the volume up and the worries down, my friends.
Wherever you are listening tonight, this is for you.
Time for a change of pace before the news comes on.
Give it a minute, and it will not let you go.
""",
    "de": """
Guten Abend, ihr Nachteulen, und willkommen zurück bei uns.
Als Nächstes hört ihr eine Stimme, die man so schnell nicht vergisst.
Ich habe mir das für genau den richtigen Moment heute Abend aufgehoben.
Wenn ihr gerade nach Hause fahrt, dreht ruhig ein bisschen lauter.
Diese Gitarre am Anfang lässt mich jedes Mal innehalten.
Macht euch einen Tee, und nehmt euch ein paar Minuten nur für euch.
Dieses Lied braucht von mir eigentlich keine große Einführung.
Wir bleiben den Rest der Stunde ruhig und warm.
Das hier geht an alle, die noch wach sind und nachdenken.
Achtet mal darauf, wie gegen Ende das Schlagzeug einsetzt.
Man hört den ganzen Raum atmen auf dieser Aufnahme.
Es dauert gut vier Minuten, und keine Sekunde ist verschenkt.
Was für ein Ausklang für diesen Tag mit so einer Musik.
Bleibt dran, davon haben wir heute noch eine ganze Menge.
Vom ersten Ton an wisst ihr genau, wo ihr seid.
Lasst uns mit dem nächsten Stück ein wenig langsamer werden.
Ich könnte die ganze Nacht darüber reden, aber hört lieber selbst.
Manche Lieder wollen, dass man tanzt, dieses will, dass man zuhört.
Draußen ist das Wetter grau, also bleibt hier drinnen bei uns.
Macht das Licht aus, lehnt euch zurück und lasst es wirken.
Danke, dass ihr den Abend mit mir und der Musik verbringt.
Und jetzt etwas, das mich jedes Mal zum Lächeln bringt.
Holt tief Luft, denn das hier fängt ganz leise an.
Es stammt von einem Album, zu dem ich immer wieder zurückkehre.
Wir sind hier bei euch, bis der Morgen kommt.
Tür zu, Telefon weg, und jetzt volle Aufmerksamkeit.
Das war schön, und was jetzt kommt, ist noch schöner.
Ihr habt es euch gewünscht, wer bin ich, da nein zu sagen.
Ein bisschen Sonnenschein für einen sehr grauen Nachmittag.
Haltet jemanden fest, den ihr liebt, während das hier läuft.
Genug geredet, dafür seid ihr schließlich nicht gekommen.
Hier sind sie mit einer Melodie für lange Heimwege.
Wer den Text kennt, darf gern laut mitsingen.
Lasst das die Musik zu dem sein, was ihr gerade macht.
Auf dem Sofa ist noch Platz für einen Zuhörer mehr.
Solche Tage hatten wir alle, und hier ist das Mittel dagegen.
Die Lautstärke rauf, die Sorgen runter, liebe Freunde.
Wo immer ihr heute Nacht zuhört, das ist für euch.
Zeit für einen Wechsel, bevor die Nachrichten kommen.
Gebt ihm eine Minute, dann lässt es euch nicht mehr los.
""",
    "fr": """
Bonsoir les noctambules, et bon retour parmi nous.
Voici une voix que vous n’oublierez pas de sitôt.
Je gardais celle-ci pour le bon moment de la soirée.
Si vous rentrez chez vous en voiture, montez donc le son.
Cette guitare au début me fait taire à chaque fois.
Servez-vous une tasse de thé et prenez ces minutes pour vous.
Cette chanson n’a pas vraiment besoin que je la présente.
On reste dans le calme et la douceur jusqu’à la fin de l’heure.
C’est pour tous ceux qui sont encore éveillés et qui pensent.
Écoutez bien la façon dont la batterie arrive vers la fin.
On entend respirer toute la pièce sur cet enregistrement.
Cela dure un peu plus de quatre minutes, et rien n’est perdu.
Quelle belle façon de finir la journée, avec une musique pareille.
Restez là, nous en avons encore beaucoup pour vous ce soir.
Dès la première note, vous savez exactement où vous êtes.
Ralentissons un peu avec le morceau qui arrive maintenant.
Je pourrais en parler toute la nuit, mais mieux vaut écouter.
Certaines chansons font danser, celle-ci demande qu’on l’écoute.
Dehors il fait gris, alors restez ici avec nous.
Éteignez la lumière, installez-vous et laissez faire.
Merci de passer la soirée avec moi et avec la musique.
Et maintenant, quelque chose qui me fait toujours sourire.
Respirez bien fort, car le début est vraiment très doux.
Elle vient d’un album vers lequel je reviens toujours.
Nous serons là avec vous jusqu’au petit matin.
Fermez la porte, oubliez le téléphone et tendez l’oreille.
C’était beau, et la suite l’est encore davantage.
Vous l’avez demandée, comment pourrais-je dire non.
Un peu de soleil pour un après-midi bien gris.
Serrez quelqu’un que vous aimez pendant qu’elle passe.
Je ne parle plus, c’est pour elle que vous êtes là.
Les voici avec un air fait pour les longues routes.
Si vous connaissez les paroles, personne ne vous empêchera de chanter.
Que cela accompagne ce que vous êtes en train de faire.
Il reste une place sur le canapé pour un auditeur de plus.
Nous avons tous connu des jours pareils, et voici le remède.
Montez le volume et oubliez vos soucis, mes amis.
Où que vous soyez cette nuit, c’est pour vous.
Il est temps de changer de rythme avant les nouvelles.
Donnez-lui une minute et elle ne vous lâchera plus.
""",
    "es": """
Buenas noches, noctámbulos, y bienvenidos de nuevo con nosotros.
A continuación, una voz que no se olvida fácilmente.
Llevaba tiempo guardando esta para el momento justo de la noche.
Si vas conduciendo a casa, sube el volumen y mira bien la carretera.
Esa guitarra del principio siempre me deja sin palabras.
Prepárate un té y quédate estos minutos solo para ti.
Esta canción no necesita que la presente demasiado.
Seguimos con calma y con calor hasta el final de la hora.
Va para todos los que siguen despiertos y pensando.
Fíjate en cómo entra la batería cerca del final.
Se oye respirar a toda la sala en esta grabación.
Dura poco más de cuatro minutos y no sobra ninguno.
Qué manera de terminar el día, con una música así.
No te vayas, que todavía nos queda mucho por escuchar.
Desde la primera nota sabes muy bien dónde estás.
Vamos a bajar un poco el ritmo con lo que viene ahora.
Podría hablar de ella toda la noche, pero mejor escúchala.
Hay canciones para bailar, y esta es para escuchar.
Fuera hace un día gris, así que quédate aquí dentro.
Apaga la luz, ponte a gusto y déjate llevar.
Gracias por pasar la tarde conmigo y con la música.
Y ahora, algo que siempre me hace sonreír un poco.
Respira hondo, porque esta empieza muy despacio.
Es de un álbum al que vuelvo una y otra vez.
Aquí estaremos contigo hasta que llegue la mañana.
Cierra la puerta, olvida el teléfono y presta atención.
Eso ha sido precioso, y lo que viene lo es más.
Tú lo pediste, y quién soy yo para negarme.
Un poco de sol para una tarde de lo más gris.
Abraza a alguien a quien quieras mientras suena.
Ya no hablo más, que para eso has venido.
Aquí están, con una melodía hecha para viajes largos.
Si te sabes la letra, nadie te va a impedir cantar.
Que sea la música de lo que estás haciendo ahora.
Queda sitio en el sofá para un oyente más.
Todos hemos tenido días así, y aquí está el remedio.
El volumen arriba y las penas abajo, amigos míos.
Estés donde estés esta noche, esto es para ti.
Es hora de cambiar de ritmo antes de las noticias.
Dale un minuto, y ya no te soltará nunca.
""",
    "it": """
Buonasera, nottambuli, e bentornati insieme a noi.
Tra poco una voce che non si dimentica tanto facilmente.
Tenevo da parte questa per il momento giusto della serata.
Se state tornando a casa in macchina, alzate pure il volume.
Quella chitarra all’inizio mi lascia sempre senza parole.
Preparatevi un tè e prendete questi minuti tutti per voi.
Questa canzone non ha certo bisogno di presentazioni.
Restiamo nella calma e nel calore fino alla fine dell’ora.
È per tutti quelli che sono ancora svegli e pensano.
Ascoltate bene come entra la batteria verso la fine.
Si sente respirare tutta la stanza in questa registrazione.
Dura poco più di quattro minuti e nessuno è di troppo.
Che bel modo di finire la giornata, con una musica così.
Non andate via, ne abbiamo ancora tanta da ascoltare.
Dalla prima nota sapete esattamente dove siete.
Rallentiamo un poco con quello che arriva adesso.
Potrei parlarne tutta la notte, ma è meglio ascoltarla.
Ci sono canzoni per ballare, e questa è per ascoltare.
Fuori è una giornata grigia, quindi restate qui dentro.
Spegnete la luce, mettetevi comodi e lasciatevi andare.
Grazie di passare la serata con me e con la musica.
E adesso qualcosa che mi fa sempre sorridere un po’.
Respirate a fondo, perché questa comincia molto piano.
Viene da un album al quale torno sempre volentieri.
Saremo qui con voi finché non arriva il mattino.
Chiudete la porta, dimenticate il telefono e ascoltate.
È stato bello, e quello che viene lo è di più.
L’avete chiesta voi, e chi sono io per dire di no.
Un po’ di sole per un pomeriggio davvero grigio.
Abbracciate qualcuno a cui volete bene mentre suona.
Non parlo più, siete venuti qui per questo.
Eccoli con una melodia fatta per i lunghi viaggi.
Se sapete le parole, nessuno vi impedirà di cantare.
Che sia la musica di quello che state facendo ora.
C’è ancora posto sul divano per un ascoltatore in più.
Tutti abbiamo avuto giorni così, ed ecco il rimedio.
Su il volume e giù i pensieri, amici miei.
Ovunque siate questa notte, questo è per voi.
È ora di cambiare ritmo prima del giornale radio.
Datele un minuto, e non vi lascerà più andare.
""",
    "pt": """
Boa noite, notívagos, e bem-vindos de volta ao programa.
A seguir, uma voz que não se esquece com facilidade.
Guardei esta para o momento certo da noite de hoje.
Se estão a caminho de casa, aumentem o volume do rádio.
Aquela guitarra no começo sempre me deixa sem palavras.
Preparem um chá e guardem estes minutos só para vocês.
Esta canção não precisa de grande apresentação da minha parte.
Seguimos com calma e com calor até ao fim da hora.
É para todos os que ainda estão acordados e pensando.
Reparem na maneira como a bateria entra perto do fim.
Ouve-se a sala inteira respirar nesta gravação.
Dura pouco mais de quatro minutos e nenhum é demais.
Que maneira de terminar o dia, com uma música assim.
Não saiam daí, que ainda temos muito para ouvir.
Desde a primeira nota vocês sabem muito bem onde estão.
Vamos abrandar um pouco com o que vem agora.
Podia falar dela a noite toda, mas é melhor ouvir.
Há canções para dançar, e esta é para escutar.
Lá fora o dia está cinzento, por isso fiquem aqui.
Apaguem a luz, fiquem à vontade e deixem acontecer.
Obrigado por passarem a noite comigo e com a música.
E agora uma coisa que me faz sempre sorrir um pouco.
Respirem fundo, porque esta começa muito devagar.
Vem de um álbum ao qual volto vezes sem conta.
Estaremos aqui com vocês até chegar a manhã.
Fechem a porta, esqueçam o telefone e prestem atenção.
Foi muito bonito, e o que vem agora é ainda mais.
Vocês pediram, e quem sou eu para dizer que não.
Um pouco de sol para uma tarde tão cinzenta.
Abracem alguém de quem gostam enquanto ela toca.
Já não falo mais, foi para isto que vieram.
Aqui estão eles com uma melodia feita para viagens longas.
Quem souber a letra pode cantar bem alto, sem medo.
Que seja a música daquilo que estão fazendo agora.
Ainda há lugar no sofá para mais um ouvinte.
Todos nós já tivemos dias assim, e aqui está o remédio.
O volume para cima e as tristezas para baixo, amigos.
Onde quer que estejam esta noite, isto é para vocês.
Está na hora de mudar de ritmo antes das notícias.
Deem um minuto, e ela não vos larga mais.
""",
    "nl": """
Goedenavond, fijn dat je weer bij ons bent op deze late avond.
Dit nummer komt van het album dat al lang op mijn lijstje stond.
Blijf nog even hangen, want er komt iets moois aan.
Hier is een lied dat je waarschijnlijk nog niet vaak hebt gehoord.
Zet het geluid wat harder en geniet van de muziek.
De zanger neemt ons mee naar een rustige plek aan zee.
Het is tijd voor een beetje muziek om bij te dromen.
We luisteren samen naar een stuk dat bijna vijf minuten duurt.
Wat een heerlijke avond om naar de radio te luisteren.
Ik zeg verder niets meer en laat de muziek spreken.
Voor iedereen die nog wakker is, dit is voor jullie.
Je vindt dit nummer op de plaat die vorig jaar verscheen.
Leun achterover, sluit je ogen en laat het gebeuren.
Nu op de radio, een lied dat je niet snel vergeet.
Straks meer muziek, maar eerst luisteren we naar deze plaat.
Deze muziek is geschreven door iemand die van stilte houdt.
Neem de tijd en luister goed naar wat er komt.
Dat was het van mij, de rest is aan de muziek.
Een warme stem voor een koude nacht, hier is hij dan.
Welkom terug, en dank je wel dat je bij ons blijft.
Het volgende stuk duurt ongeveer drie en een halve minuut.
Ik heb iets moois voor je klaarstaan, luister maar eens.
Maak het jezelf gemakkelijk, want dit wordt een mooi moment.
Dit is een van die nummers die je stil maken.
Kom erbij zitten en vergeet de drukte van de dag.
De volgende plaat is voor alle nachtbrakers onder ons.
We gaan verder met het programma, en met muziek.
Luister naar de gitaar, die vertelt het hele verhaal.
Geen haast nu, alleen maar muziek en een beetje rust.
Hier hoor je een stem die je niet meer loslaat.
Vandaag draaien we iets dat perfect bij de regen past.
Zo klinkt het wanneer twee vrienden samen muziek maken.
Ik ben er straks weer, maar nu eerst dit nummer.
Dit was het wachten waard, dat beloof ik je.
Een lied over thuiskomen, precies op het goede moment.
Draai de lichten wat lager en laat de avond beginnen.
We blijven nog even in deze sfeer met het volgende lied.
Op deze plek hoor je altijd muziek die ertoe doet.
De nacht is nog jong en wij zijn er ook nog.
Dank voor het luisteren, en veel plezier met deze muziek.
""",
    "sv": """
God kväll och välkommen tillbaka till programmet.
Här kommer en låt som du kanske inte har hört tidigare.
Stanna kvar hos oss, för nu blir det riktigt fin musik.
Luta dig tillbaka, blunda om du vill och bara lyssna.
Den här låten finns på skivan som kom för några år sedan.
Nu är det dags för lite musik att drömma till.
Vi lyssnar tillsammans på ett stycke som varar nästan fem minuter.
Jag säger inget mer utan låter musiken tala för sig själv.
För alla er som fortfarande är vakna, den här är till er.
Skruva upp ljudet lite och njut av kvällen.
Vilken underbar kväll att lyssna på radio tillsammans.
Musiken är skriven av någon som tycker om tystnaden.
Ta det lugnt nu, det är bara musik som gäller.
Det var allt från mig, resten överlåter jag åt högtalarna.
En varm röst för en kall natt, här är den.
Tack för att du är kvar hos oss i kväll.
Nästa stycke tar ungefär tre och en halv minut.
Jag har något fint på gång, så lyssna noga.
Gör det bekvämt för dig, för nu kommer en vacker stund.
Det här är en av de låtar som gör en alldeles tyst.
Kom och sätt dig och glöm hela den långa dagen.
Nästa skiva är för alla nattugglor där ute.
Programmet fortsätter, och det gör musiken också.
Lyssna på gitarren, den berättar hela historien.
Ingen brådska nu, bara musik och lite lugn och ro.
Här hör du en röst som inte släpper taget om dig.
I dag spelar vi något som passar bra till regnet.
Så låter det när två vänner gör musik tillsammans.
Jag är snart tillbaka, men först hör vi det här.
Det var värt att vänta på, det lovar jag dig.
En sång om att komma hem, precis i rätt ögonblick.
Dämpa ljuset lite och låt kvällen börja.
Vi stannar kvar i samma stämning med nästa låt.
Här hör du alltid musik som betyder någonting.
Natten är ung och vi är också kvar här.
Tack för att du lyssnar, och mycket nöje med musiken.
Du hör henne nu i en låt som många tycker om.
Det är något alldeles särskilt med den här melodin.
Låt oss höra den från början till slut utan avbrott.
Vi hörs igen om en liten stund, håll till godo.
""",
    "pl": """
Dobry wieczór i witamy ponownie w naszym programie.
Oto utwór, którego być może jeszcze nie słyszeliście.
Zostańcie z nami, bo za chwilę usłyszycie coś pięknego.
Usiądźcie wygodnie, zamknijcie oczy i po prostu słuchajcie.
Ten utwór znajdziecie na płycie, która ukazała się kilka lat temu.
Nadszedł czas na trochę muzyki do marzeń.
Posłuchamy razem utworu, który trwa prawie pięć minut.
Nic więcej nie powiem, niech muzyka mówi sama za siebie.
Dla wszystkich, którzy jeszcze nie śpią, to jest dla was.
Zróbcie trochę głośniej i cieszcie się tym wieczorem.
Jaki piękny wieczór, żeby razem posłuchać radia.
Muzykę napisał ktoś, kto bardzo lubi ciszę.
Teraz bez pośpiechu, zostaje tylko muzyka i spokój.
To wszystko ode mnie, resztę zostawiam głośnikom.
Ciepły głos na zimną noc, właśnie teraz w głośnikach.
Dziękuję, że jesteście z nami tego wieczoru.
Następny utwór potrwa około trzy i pół minuty.
Mam dla was coś pięknego, więc słuchajcie uważnie.
Rozgośćcie się, bo przed nami naprawdę piękna chwila.
To jeden z tych utworów, przy których człowiek milknie.
Usiądźcie z nami i zapomnijcie o całym długim dniu.
Następna płyta jest dla wszystkich nocnych marków.
Program trwa dalej, a razem z nim także muzyka.
Posłuchajcie gitary, ona opowiada całą tę historię.
Nie ma pośpiechu, jest tylko muzyka i odrobina ciszy.
Tutaj usłyszycie głos, który nie daje spokoju.
Dzisiaj gramy coś, co dobrze pasuje do deszczu.
Tak to brzmi, kiedy dwoje przyjaciół gra razem.
Zaraz wracam, ale najpierw posłuchajmy właśnie tego.
Warto było na to czekać, mogę wam to obiecać.
Piosenka o powrocie do domu w samą porę.
Przygaście trochę światła i niech wieczór się zacznie.
Zostajemy w tym nastroju przy następnym utworze.
U nas zawsze usłyszycie muzykę, która coś znaczy.
Noc jest młoda i my też wciąż tutaj jesteśmy.
Dziękuję za uwagę i życzę przyjemnego słuchania.
Słyszycie ją teraz w utworze, który wielu lubi.
Jest coś zupełnie wyjątkowego w tej melodii.
Posłuchajmy jej od początku do końca bez przerwy.
Usłyszymy się znowu za chwilę, zostańcie przy radiu.
""",
}
