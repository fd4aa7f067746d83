"""The words with which letters end, in the languages of the North and its neighbours: devices, small print. Closings stand in `closings`."""

DEVICES = (
    "skickat från",
    "skickat från mitt",
    "skickat via",
    "skickat med",
    "skickades från",
    "hämta outlook för",
    "skaffa outlook för",
    "ladda ned outlook för",
    "sänt från",
    "sent from",
    "sent via",
    "sent with",
    "get outlook for",
    "sendt fra",
    "sendt via",
    "hent outlook til",
    "hent outlook for",
    "få outlook for",
    "få outlook til",
    "von meinem",
    "gesendet von",
    "gesendet mit",
    "outlook für ios",
    "outlook für android",
    "holen sie sich outlook für",
    "lähetetty",
    "hanki outlook",
    "verzonden vanaf",
    "verstuurd vanaf",
    "envoyé de mon",
    "envoyé depuis",
    "enviado desde",
    "obtener outlook para",
    "télécharger outlook pour",
    "outlook voor ios downloaden",
    "outlook voor android downloaden",
    "inviato da",
    "inviato dal mio",
    "scarica outlook per",
    "enviado do meu",
    "enviado a partir",
    "wysłano z",
    "wysłane z",
    "odesláno z",
    "odoslané z",
    "küldve",
    "trimis de pe",
    "отправлено с",
    "отправлено из",
    "надіслано з",
    "gönderildi",
    "发自我的",
    "發自我的",
    "iphoneから送信",
    "나의 iphone에서 보냄",
)
PRODUCTS = (
    "iphone", "ipad", "ipod", "mac", "ios", "android", "outlook", "samsung", "galaxy", "huawei", "xiaomi", "oneplus",
    "sony", "xperia", "nokia", "lumia", "blackberry", "windows", "yahoo", "gmail", "hotmail", "proton", "tutanota",
    "mail", "e-post", "epost", "mejl", "mobil", "telefon", "smartphone", "smarttelefon", "surfplatta", "läsplatta",
    "phone", "tablet", "handy", "app", "appen", "spark", "workspace", "nine", "k-9", "thunderbird", "webmail",
)  # fmt: skip
"""A word of the line begins with one of these, or the line says whose device it is."""
OWNERS = frozenset(
    {
        "min",
        "mitt",
        "mina",
        "my",
        "meinem",
        "meiner",
        "mijn",
        "mon",
        "ma",
        "mi",
        "mit",
        "mio",
        "meu",
        "mojego",
        "mého",
        "моего",
    }
)
MOST_DEVICE_WORDS = 9
"""Of "Skickat från Outlook för Android" there are five; a sentence that begins like it has more, or a comma."""

SMALL_PRINT = (
    "så här behandlar vi personuppgifter",
    "så här behandlar vi dina personuppgifter",
    "så behandlar vi personuppgifter",
    "så behandlar vi dina personuppgifter",
    "så hanterar vi personuppgifter",
    "så hanterar vi dina personuppgifter",
    "information om hur vi behandlar personuppgifter",
    "läs om hur vi behandlar",
    "läs mer om hur vi behandlar",
    "läs mer om hur vi hanterar",
    "när du skickar e-post till",
    "när du kontaktar oss behandlar vi",
    "dina personuppgifter behandlas",
    "tänk på miljön innan",
    "tänk på miljön -",
    "tänk på miljön –",
    "tänk på miljön,",
    "måste du skriva ut det här",
    "behöver du verkligen skriva ut",
    "please consider the environment",
    "please think of the environment",
    "think before you print",
    "you received this message because",
    "du får det här meddelandet eftersom",
    "to unsubscribe from this group",
    "confidentiality notice",
    "confidentiality note",
    "disclaimer:",
    "tenk på miljøet før",
    "tænk på miljøet før",
    "für informationen zum datenschutz",
)
"""So small print begins, and nobody's own words."""
PERHAPS_SMALL_PRINT = (
    "detta e-post",
    "detta mejl",
    "detta mail",
    "detta meddelande",
    "denna e-post",
    "det här meddelandet",
    "det här e-postmeddelandet",
    "det här mejlet",
    "e-post till",
    "e-post som skickas till",
    "innehållet i detta",
    "informationen i detta",
    "om du har fått detta",
    "om du har fått det här",
    "om du inte är rätt mottagare",
    "vi behandlar dina personuppgifter",
    "vi hanterar dina personuppgifter",
    "behandling av personuppgifter",
    "tänk på att e-post",
    "när du mejlar",
    "sekretess:",
    "konfidentiellt:",
    "skriv inte ut",
    "this e-mail",
    "this email",
    "this message",
    "this communication",
    "the information contained in this",
    "the information in this",
    "if you are not the intended",
    "if you have received this",
    "denne e-post",
    "denne e-mail",
    "diese e-mail",
    "tämä viesti",
)
"""So it may begin, when words of the next table follow: "Detta mejl kom i retur" is somebody's own."""
SMALL_PRINT_WITHIN = (
    "allmän handling",
    "allmänna handlingar",
    "offentlighetsprincipen",
    "avsett för",
    "avsedd för",
    "avsett endast",
    "avsedd endast",
    "endast avsett",
    "endast avsedd",
    "rätt mottagare",
    "obehörig",
    "personuppgift",
    "dataskydd",
    "gdpr",
    "konfidentiell",
    "sekretess",
    "confidential",
    "intended recipient",
    "intended only",
    "intended solely",
    "vertraulich",
    "fortrolig",
    "luottamuksellinen",
    "privacy policy",
    "personal data",
)
"""Says that a line is small print when it stands below a closing; elsewhere people write of these things."""
POINTING = (
    "kontakt", "heter", "ring", "adress", "nummer", "telefon", "mejla", "person", "användare", "uppgift", "följande",
    "här är", "nedan", "ansvarig", "skicka till", "lägg till", "lägga till", "konto", "behörighet", "ny ", "nya ", "contact",
)  # fmt: skip
"""Announce somebody's name and number, which then are no signature."""
LIST_FEET = ("mailing list", "sändlista", "e-postlista", "google groups", "unsubscribe")
"""In the lines below a drawn line: the foot of a mailing list."""

_TALKING = """
jag vi du ni han hon hen de man mig oss dig er det den är var har hade kan kunde ska skall skulle vill ville måste
bör borde får fick inte ej om att som men eller hur vad när varför vilken vilket vilka vem behöver fungerar ring
ringer kommer återkommer tar gör hör skickar svarar finns blir gärna snälla tack också även sedan imorgon idag
i you we he she they it is are was were have has had will would can could should must not please if that but when
what how why which who do does call need vil kan skal har ikke jeg ich wir sie nicht ist haben kann minä en on ei
"""
_PLACES = "i på vid av för till och med de of and for the at on är den det en"

TALKING = frozenset(_TALKING.split())
"""Words of sentences: a line that holds one of them is said to the reader, and no name, title or address."""
PLACES = frozenset(_PLACES.split())
"""Of these, those that stand in titles, places and addresses as well."""
