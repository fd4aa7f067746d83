"""The generator's words: small tables from which questions, answers and articles are put together. Nobody real is in them."""

FIRST_NAMES = (
    *("Agneta", "Ahmed", "Anders", "Anna", "Annika", "Astrid", "Bengt", "Birgitta", "Carina", "Christer", "Daniel"),
    *("Elin", "Elisabeth", "Emma", "Erik", "Eva", "Fatima", "Fredrik", "Gunilla", "Hanna", "Helena", "Henrik", "Ida"),
    *("Ingrid", "Jenny", "Johan", "Josefin", "Karin", "Katarina", "Kerstin", "Lars", "Lena", "Linda", "Maria", "Marie"),
    *("Mats", "Mikael", "Mona", "Nadia", "Niklas", "Olle", "Per", "Petra", "Pia", "Sara", "Sofia", "Susanne", "Tove"),
    *("Ulla", "Ulrika", "Viktor", "Yusuf", "Åsa", "Örjan"),
)
LAST_NAMES = (
    *("Ahlgren", "Alm", "Backlund", "Berglind", "Björk", "Boman", "Brolin", "Dahlin", "Edvall", "Ekdahl", "Engberg"),
    *("Falk", "Forsell", "Frisk", "Granlund", "Hagberg", "Hallin", "Hedlund", "Holmer", "Isberg", "Jernberg", "Kallin"),
    *("Kvist", "Lagergren", "Lindh", "Ljungdahl", "Malmros", "Moberg", "Norling", "Nyrén", "Ohlin", "Palmgren"),
    *("Rehn", "Rosvall", "Rydell", "Sandin", "Sjölin", "Stenberg", "Sundin", "Söderlind", "Tornberg", "Vikander"),
    *("Wallin", "Westling", "Åhlin", "Öberg", "Östlund"),
)
TITLES = (
    *("enhetschef", "verksamhetsutvecklare", "digitaliseringssamordnare", "biståndshandläggare", "MAS", "MAR"),
    *("upphandlare", "socialchef", "dataskyddsombud", "it-samordnare", "avgiftshandläggare", "undersköterska"),
    *("informationssäkerhetssamordnare", "projektledare", "avtalscontroller", "verksamhetschef", "ekonom"),
)

THINGS: dict[str, tuple[str, ...]] = {
    "FOR": ("förändringsarbetet", "ledningens roll"),
    "FOR-1": ("ändrade arbetssätt", "motstånd i personalgruppen"),
    "FOR-2": ("behovsanalysen", "nulägesbeskrivningen"),
    "FOR-3": ("information till anhöriga", "kommunikationsplanen"),
    "FOR-4": ("underlaget till nämnden", "den digitala strategin"),
    "NYT": ("nyttan av tekniken", "finansieringen"),
    "NYT-1": ("nyttokalkylen", "kostnaden per brukare"),
    "NYT-2": ("uppföljningen av nyttan", "frigjord tid i hemtjänsten"),
    "NYT-3": ("stimulansmedlen", "återrapporteringen av statsbidraget"),
    "NYT-4": ("avgiften för digital tillsyn", "ersättningen till privata utförare"),
    "UPP": ("upphandlingen", "avtalet med leverantören"),
    "UPP-1": ("kravspecifikationen", "krav på öppna gränssnitt"),
    "UPP-2": ("avrop från ramavtal", "förnyad konkurrensutsättning"),
    "UPP-3": ("avtalsuppföljningen", "prishöjningar under avtalstiden"),
    "UPP-4": ("gemensam upphandling", "samverkan med grannkommunerna"),
    "JUR": ("de juridiska förutsättningarna", "etiska avvägningar"),
    "JUR-1": ("biståndsbeslut om digitala insatser", "handläggningen av digital tillsyn"),
    "JUR-2": ("samtycke vid nedsatt beslutsförmåga", "anhörigas roll"),
    "JUR-3": ("konsekvensbedömningen", "personuppgiftsbiträdesavtalet"),
    "JUR-4": ("integritet vid kameratillsyn", "det etiska samtalet i arbetsgruppen"),
    "JUR-5": ("utlämnande av loggar", "sekretess mellan kommun och region"),
    "SAK": ("informationssäkerheten", "driftsäkerheten"),
    "SAK-1": ("informationsklassningen", "handlingsplanen efter klassningen"),
    "SAK-2": ("inloggning med SITHS", "behörigheter för timvikarier"),
    "SAK-3": ("reservrutiner vid driftstopp", "incidentrapporteringen"),
    "LAR": ("larm och tillsyn", "larmkedjan"),
    "LAR-1": ("digitala trygghetslarm", "larmmottagningen", "batteribyten i trygghetslarm"),
    "LAR-2": ("mobila larm", "GPS-larm utomhus"),
    "LAR-3": ("digital nattillsyn", "tillsyn med kamera", "sensorer i stället för besök"),
    "LAR-4": ("larmmattor", "rörelsesensorer i särskilt boende"),
    "LAK": ("läkemedelshanteringen", "teknik i hälso- och sjukvården"),
    "LAK-1": ("läkemedelsautomater", "delegering vid läkemedelsautomat"),
    "LAK-2": ("digital signering", "signeringslistor i mobilen"),
    "LAK-3": ("egenmonitorering", "distansmöten med vårdcentralen"),
    "LAK-4": ("digitala hjälpmedel", "träning med digitalt stöd"),
    "HEM": ("arbetssätten i hemtjänsten", "personalens vardag"),
    "HEM-1": ("nyckelfri hemtjänst", "digitala lås", "lås på portar"),
    "HEM-2": ("mobil dokumentation", "planeringssystemet"),
    "HEM-3": ("distansinköp av matvaror", "digitala måltidsbeställningar"),
    "HEM-4": ("digitala möten med brukare", "videosamtal i hemtjänsten"),
    "INF": ("infrastrukturen", "tekniken som måste finnas först"),
    "INF-1": ("wifi i särskilt boende", "täckning i glesbygd"),
    "INF-2": ("mobiler och läsplattor", "support utanför kontorstid"),
    "INF-3": ("integrationen mot verksamhetssystemet", "standarder för larm och lås"),
    "KOM": ("kompetensen i arbetsgruppen", "delaktigheten"),
    "KOM-1": ("utbildning av personal", "digitala ombud"),
    "KOM-2": ("äldres digitala delaktighet", "stöd till anhöriga"),
    "KOM-3": ("studiebesök hos en modellkommun", "nätverket i länet"),
}
"""What questions of each topic are about, in words that fit after "om", "med" and "för"."""
ANYTHING = ("välfärdsteknik i äldreomsorgen", "införandet av ny teknik")

PLACES = ("i hemtjänsten", "i särskilt boende", "i ordinärt boende", "inom LSS", "på korttidsboendet", "på natten")
SUBJECTS = (
    *("Råd om {thing} {place}", "Hur gör andra med {thing}?", "Fråga om {thing} {place}", "Ansvar för {thing}"),
    *("Mall för {thing}?", "Behöver hjälp med {thing}", "{Thing} {place}", "{Thing}: vad gäller?"),
    *("Erfarenheter av {thing} {place}", "Vi står inför beslut om {thing}", "Problem med {thing} {place}"),
)
GREETINGS = ("Hej!", "Hej,", "God morgon!", "Hejsan!", "Goddag,", "hej")
QUESTIONS = (
    *("Hur har andra kommuner arbetat med {thing} {place}?", "Vi behöver råd om {thing}."),
    *("Finns det mallar eller exempel som rör {thing}?", "Vem bör ansvara för {thing} {place}?"),
    *("Vad ska vi tänka på när det gäller {thing}?", "Vilka misstag är vanliga när det gäller {thing}?"),
    *("Vi har fastnat i frågan om {thing} {place} och kommer inte vidare.", "Vad kostar {thing} i andra kommuner?"),
    *("Är det någon modellkommun som har kommit långt med {thing}?", "Vad säger reglerna om {thing}?"),
)
CIRCUMSTANCES = (
    *("Vi har ungefär {number} personer med insatsen i dag.", "Frågan ska upp i nämnden om {few} veckor."),
    *(
        "Vi har haft det på prov på {few} enheter sedan i våras.",
        "Leverantören säger en sak och vår it-avdelning en annan.",
    ),
    *("Personalen är positiv, men ledningen vill se siffror.", "Vi är en liten kommun med få resurser till det här."),
    *("Avtalet går ut om {few} månader.", "Flera anhöriga har hört av sig och undrar.", "Det gäller {number} platser."),
    *("Jag är ny i rollen och hittar ingen dokumentation.", "Vi har läst er guide men förstår inte hela."),
    *(
        "Budgeten för året är redan lagd.",
        "Grannkommunerna verkar göra på olika sätt.",
        "Det brådskar inte, men vi vill göra rätt.",
    ),
)
THANKS = ("Tack på förhand!", "Tacksam för svar.", "Hälsningar", "Med vänlig hälsning", "Tack för hjälpen!", "mvh")
ADVICE = (
    "Börja med att beskriva vad ni vill uppnå. Då blir det lättare att välja mellan lösningarna.",
    "De kommuner som har lyckats bäst har låtit personalen pröva i liten skala först.",
    "Gå igenom avtalet tillsammans med er upphandlare innan ni bestämmer er.",
    "Bestäm vem som äger frågan i förvaltningen. Utan en ägare blir den lätt liggande.",
    "Räkna med att det tar {few} månader innan arbetssättet sitter.",
    "Gör en riskanalys och spara den. Ni har nytta av den när ni följer upp.",
    "Prata med dataskyddsombudet tidigt. Det sparar tid i slutet.",
    "Följ upp efter {few} månader, och skriv ner vad ni jämför med redan nu.",
    "Reglerna säger inte exakt hur ni ska göra, men de kräver att ni kan förklara ert val.",
    "I kommuner av er storlek är det vanligt att en samordnare har frågan på en del av sin tid.",
    "Mät gärna före och efter. {number} besök räcker för att se en skillnad.",
)
STEPS = (
    *(
        "Skriv ner vilka som berörs och hur.",
        "Utse en kontaktperson på varje enhet.",
        "Pröva på en enhet i {few} veckor.",
    ),
    *("Ta fram en reservrutin innan ni startar.", "Informera brukare och anhöriga i god tid.", "Boka en uppföljning."),
    *("Stäm av med it-avdelningen.", "Dokumentera beslutet.", "Lägg in frågan i den årliga genomgången."),
)
BACK_QUESTIONS = (
    *("Hur många personer gäller det hos er?", "Vilket system använder ni i dag?", "Har ni ett avtal som löper?"),
    *("Gäller det alla enheter eller några få?", "Har ni gjort en riskanalys?", "När behöver ni ha ett svar?"),
)
REPLIES = (
    *("Tack! Det gäller {number} personer.", "Vi använder ett system som köptes in för {few} år sedan."),
    *(
        "Det gäller alla enheter.",
        "Nej, det har vi inte gjort än.",
        "Tack för svaret. Då har vi en följdfråga om {thing}.",
    ),
    *("Vi har pratat ihop oss nu och vill gärna gå vidare.", "Det stämmer. Kan ni utveckla det där med ansvaret?"),
    *("Bra, det hjälper oss. Men hur blir det {place}?", "Vi behöver det helst inom {few} veckor."),
)
NOTES = (
    *(
        "Liknar ett äldre ärende om {thing}.",
        "Jag stämmer av med en kollega innan jag svarar.",
        "Ringde upp och fick mer fakta.",
    ),
    *("Borde bli en artikel.", "Kolla om guiden om {thing} behöver uppdateras.", "Väntar på besked från juristerna."),
)
RATING_WORDS = (
    "Snabbt och tydligt.",
    "Bra hjälp!",
    "Det dröjde lite, men svaret var bra.",
    "Svarade inte riktigt på frågan.",
    "",
)
OTHERS = ("Socialstyrelsen", "Regionen", "Leverantören", "Integritetsskyddsmyndigheten", "Kommunens jurist")
HEADINGS = (
    "När passar det?",
    "Före start",
    "Så gör ni",
    "Vem ansvarar?",
    "Vanliga misstag",
    "Uppföljning",
    "Vad kostar det?",
)
"""Headings of an article's parts."""
ARTICLE_TITLES = (
    *("{Thing} {place}, steg för steg", "Checklista för {thing} {place}", "Vad gäller för {thing} {place}?"),
    *("Så följer ni upp {thing} {place}", "Kom igång med {thing} {place}", "Exempel på {thing} {place}"),
)
