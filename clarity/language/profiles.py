"""Common words of the languages that are told apart.

Function words and some of the commonest verbs and adverbs, chosen by hand. A word stands in the
list of every language in which it is common: what two languages share tells nothing between them.
"""

from __future__ import annotations

#: By language (ISO 639-1). Those beside nb, nn and sv are known only so as to be left out.
COMMON_WORDS = {
    "nb": "i og det er som på en å til for at av har med de ikke jeg den om han et vi var men "
    "fra seg kan vil så også sier skal ble etter dette hun være du nå da ut hadde må "
    "andre noe blir eller opp alle når mot mer over ha ved man år sin selv bare mange der "
    "meg noen få enn bli hva inn her vært denne går oss flere før får mye to kommer dem "
    "kunne hvor både slik ingen mellom blitt mener første nye fikk siden ville fordi sine "
    "skulle gjennom under gjøre hvis alt uten hans disse gjør hele mens se ham hvordan "
    "tid igjen sitt si annet blant norsk norske norge sammen tar fått samme ned sa står "
    "derfor del barn gir vår vårt våre deg dere deres din ditt dine kanskje tidligere "
    "gjelder bør måtte annen bedre finnes ofte svært hvert hver hvorfor hvilke hvilken "
    "hvem særlig vel likevel dermed dersom ulike samt samtidig innen egen eget egne "
    "ifølge knyttet hennes bruke bruk trenger trenge hjelp arbeid tjenester gjøres brukes "
    "ta gi gå kommunen mulig kreve krever søke fremme frem fram mindre større viktig eks "
    "nr jf ledd forskrift forskriften lov loven departementet bestemmelser bestemmelsene "
    "dagen tjeneste tjenesten tjenestene virksomhet virksomheten virksomheter "
    "arbeidsgiver arbeidsgiveren uke uker dager penger perioder følgende kun benytte "
    "benyttes hjem kommuner måneder skolen opplysninger regler reglene søker endre endrer "
    "endret løsning løsningen bruker brukere brukeren selve tilgjengelig nødvendig finner "
    "hverandre søknad søknaden rett vedtak fordel mulighet",
    "nn": "i og det er som til på å for at av ein har med dei ikkje om den eit men han var frå "
    "eg ei vi seg kan skal vil dette seier så må etter også òg meir ut blir ved alle ho "
    "eller vart ha opp når få no då andre der mange me hadde noko år over vore enn denne "
    "mot her slik mellom inn får berre to fram kva vera vere fleire fekk meiner norsk "
    "kjem mykje sjølv går nye både før kunne norske vert noreg under du sin kom bli oss "
    "tid ta skulle ser nok heile anna alt sine gjer ville ned utan heilt desse korleis "
    "same gjennom sitt fått står siste blei tek stor større kor kvar kvart kven kvifor "
    "likevel bør vidare difor derfor hatt gjort nokon nokre saman gjere altså dersom "
    "mindre hans hennar måtte medan rundt særleg ja gjeld gjev gir samstundes fyrste "
    "første kome kanskje framleis ulike dykk dykkar deg din ditt dine vår vårt våre eigen "
    "eige eigne arbeid bruk bruke brukar treng hjelp tenester kommunen mogleg mogeleg "
    "krev søkje søkja annan einskild einskilde heller viss sidan verta verte vorte blitt "
    "følgje følgjer nr ledd føresegner føresegnene forskrift lov lova departementet "
    "tilsette skuleåret samt jf innan dermed betre noka mi si di mitt gje gjeve skulen "
    "hjå fører aust vest gjerast brukast seinare tidlegare noverande tala ordet reglane "
    "reglar kvarandre dagen teneste tenesta tenestene verksemd verksemda verksemder "
    "arbeidsgivar arbeidsgivaren veke veker dagar pengar periodar følgjande heim kommunar "
    "månader opplysningar endra endrar endre løysing løysinga brukarar brukaren "
    "tilgjengeleg nødvendig søknad søknaden rett vedtak finn oppheva sjå finne",
    "sv": "i och att som en det är av för på den till de med har man om ett inte kan eller men "
    "från också sig vid vi du så under får år olika andra finns än kommer detta ska skall "
    "när blir vara få hur var mellan måste alla genom utan denna barn här del nu där "
    "många varje ha efter då ut dessa mycket hos nya även bara sin inom två vad sverige "
    "därför han mot gäller stora dem samma sina något över mer se upp vill någon in "
    "enligt större behöver arbete vissa människor går ger bli sedan bör helt ge ofta "
    "första ta vilka sätt tidigare mindre tid deras göra kunna flera rätt några oss dig "
    "gör dock annan både svenska redan själv allt sitt innebär kanske tar fråga ingen "
    "säger varit särskilt hjälp fall vår vårt våra jag före fått bra samtidigt ser "
    "tillsammans eftersom vilken vilket samt ibland använda används hjälpa er ert era din "
    "ditt dina ni varför kunde skulle hade längre möjligt lag lagen förordning "
    "föreskrifter myndigheten kommunen svensk stycket bland innan",
    "da": "i og det er som på en at til for af har med de ikke jeg den om han et vi var men fra "
    "sig kan vil så også siger skal blev efter dette hun være du nu da ud havde må andre "
    "noget bliver eller op alle når mod mere over ved man år sin selv bare mange der mig "
    "nogle få end blive hvad ind her været denne går os flere før får meget to kommer dem "
    "kunne hvor både sådan ingen mellem blevet mener første nye fik siden ville fordi "
    "sine skulle gennem under gøre hvis alt uden hans disse gør hele mens se ham hvordan "
    "tid igen sit sige andet blandt dansk danske danmark sammen tager fået samme ned "
    "sagde står derfor del børn giver vores dig jer jeres deres din dit dine måske "
    "tidligere gælder bør måtte anden bedre findes ofte hver hvert hvorfor hvilke hvilken "
    "hvem særlig dermed samt samtidig inden egen eget egne ifølge hendes bruge brug hjælp "
    "arbejde kommunen muligt søge mindre større loven altid ligesom gange vej tage give "
    "gå hverken lov bekendtgørelse stk herunder dagen ha tjeneste tjenesten virksomhed "
    "virksomheden virksomheder arbejdsgiver arbejdsgiveren uge uger dage penge perioder "
    "følgende kun hjem kommuner måneder skolen oplysninger regler reglerne ændre ændrer "
    "ændret løsning løsningen bruger brugere brugeren selve tilgængelig nødvendig finder "
    "hinanden ansøgning ansøgningen ret afgørelse fordel mulighed",
    "en": "the of and to a in is that for it as was with be by on not he his but at are this "
    "have from or had an they which one you were her all she there would their we him "
    "been has when who will more no if out so what up its about into than them can only "
    "other new some could these two may then do any my now such like our over me even "
    "most made after also your should use used using see how where each must does via",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als "
    "auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem "
    "über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde wenn "
    "ich wir ihr ihre kann können müssen diese dieser unter du keine",
    "fi": "ja on ei se että oli joka ovat mutta myös hän kun niin kuin sen jos tai sekä ne voi "
    "mukaan ole ollut vain vuonna jonka nyt jo mitä sitä siitä tämä tämän minä olen koko "
    "kanssa joita jotka joissa jälkeen ennen voit voidaan olla saa sinun kaikki tässä "
    "siihen",
    "nl": "de van het een en in is dat op te zijn met voor die niet aan er om ook als dan maar "
    "bij of uit nog worden door naar heeft tot ze wordt over hij werd wel deze dit kan "
    "was u je wij hebben kunnen geen meer moet",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se "
    "ce il sont avec ou son aux d'un cette mais comme vous nous on leur être ont elle ses "
    "votre",
    "es": "de la que el en y a los del se las por un para con no una su al lo como más pero sus "
    "le ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde "
    "usted",
    "is": "og að í á sem er til við um með en það af var ekki fyrir hann eru eða frá ég þess "
    "hefur þau þeir þú verið þegar eftir vera þessi hún sé hjá þetta",
    "pl": "i w na z do się to jest nie że o jak dla po od przez oraz za co ale czy może lub są "
    "być które który ich jego tego przy także tylko można",
    "lt": "ir į iš su kad yra ar tai bei kaip nuo už per jis buvo gali apie būti savo jūs prie "
    "taip",
    "tr": "ve bir bu için ile da de çok olarak daha gibi ne olan var kadar sonra ya en her veya",
    "so": "waa iyo in ka ku oo u ee ah ay si uu la laga loo haddii kale aan ama waxaa wuxuu soo",
    "se": "ja lea ahte leat go mii dat dahje mat maid lei ii sáhttá galgá geat ovdal maŋŋel daid",
}

#: Last letters of longer words, and letters anywhere, that tell where common words leave it open.
ENDINGS = {
    "nb": "ene het lig lse ede jon ss tt kk ll nn pp mm",
    "nn": "ane ar leg eit ast jon eik ra da ta na ga la ss tt kk ll nn pp mm",
    "sv": "rna ade het lig iga ar nde ion ra da ta na ga la ka ss tt ck ll nn pp",
    "da": "ene hed lig lse ede ion",
}
LETTERS = {"nb": "æø", "nn": "æø", "sv": "äö", "da": "æø", "de": "äöüß", "fi": "äö"}
