"""The words of mail programs in the languages of the North and its neighbours, and what is known of all languages."""

from helpdesk.kit.incoming.split.language import Heading, Language
from helpdesk.kit.incoming.split.languages_abroad import ABROAD

__all__ = ["Heading"]

_ENGLISH = Language(
    opening="on at in",
    wrote="wrote writes quoting said sent",
    between="at on by the of from via o'clock pm am and message article th st nd rd a.m p.m",
    months="january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec",
    days="monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun tues thur thurs",
    headings={
        Heading.FROM: "from",
        Heading.SENT: "sent|date|sent at|sent on",
        Heading.TO: "to",
        Heading.COPY: "cc|bcc",
        Heading.SUBJECT: "subject|re",
        Heading.OTHER: "reply-to|reply to|importance|attachments|organization|organisation|priority",
    },
    mail="sent|subject|cc|reply-to",
)
_SWEDISH = Language(
    opening="den på",
    wrote="skrev skriver citerar skrivit",
    between="kl klockan vid den av från via på i meddelandet ett brev e-post epost följande fm em f.m e.m",
    months="januari februari mars april maj juni juli augusti september oktober november december"
    " jan feb mar apr jun jul aug sep sept okt nov dec",
    days="måndag tisdag onsdag torsdag fredag lördag söndag måndagen tisdagen onsdagen torsdagen fredagen lördagen"
    " söndagen mån tis ons tor tors fre lör sön må ti on to fr lö sö",
    headings={
        Heading.FROM: "från|avsändare",
        Heading.SENT: "skickat|skickad|datum|sänt|skickades",
        Heading.TO: "till|mottagare",
        Heading.COPY: "kopia|hemlig kopia|kopia till|kopior|dold kopia",
        Heading.SUBJECT: "ämne|ärende|rubrik|angående",
        Heading.OTHER: "svara till|svar till|prioritet|bilagor|bifogade filer|bilaga|organisation",
    },
    mail="skickat|ämne|svara till",
)
_NORWEGIAN = Language(
    opening="den på",
    wrote="skrev skreiv skrifaði siterer",
    between="kl klokken klokka følgende den fra via av",
    months="januar februar mars april mai juni juli august september oktober november desember"
    " jan feb mar apr jun jul aug sep okt nov des",
    days="mandag tirsdag onsdag torsdag fredag lørdag søndag man tir tirs ons tor tors fre lør søn",
    headings={
        Heading.FROM: "fra|frå",
        Heading.SENT: "sendt|dato",
        Heading.TO: "til",
        Heading.COPY: "kopi|kopi til",
        Heading.SUBJECT: "emne",
        Heading.OTHER: "svar til|vedlegg",
    },
    mail="sendt|emne",
)
_DANISH = Language(
    opening="den på",
    wrote="skrev",
    between="kl klokken følgende d den fra via af",
    months="januar februar marts april maj juni juli august september oktober november december"
    " jan feb mar apr jun jul aug sep okt nov dec",
    days="mandag tirsdag onsdag torsdag fredag lørdag søndag man tir tirs ons tor tors fre lør søn",
    headings={
        Heading.FROM: "fra",
        Heading.SENT: "sendt|dato",
        Heading.TO: "til",
        Heading.COPY: "kopi",
        Heading.SUBJECT: "emne",
        Heading.OTHER: "svar til|vedhæftet|vedhæftede filer",
    },
    mail="sendt|emne",
)
_GERMAN = Language(
    opening="am",
    wrote="schrieb geschrieben schreibt zitat",
    between="um uhr von hat folgendes der die dem via am zitat",
    months="januar februar märz april mai juni juli august september oktober november dezember"
    " jan feb mär mrz apr jun jul aug sep sept okt nov dez",
    days="montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so",
    headings={
        Heading.FROM: "von",
        Heading.SENT: "gesendet|datum|gesendet am",
        Heading.TO: "an",
        Heading.COPY: "cc|kopie|kopie (cc)",
        Heading.SUBJECT: "betreff",
        Heading.OTHER: "antwort an|anlagen|wichtigkeit|priorität|organisation",
    },
    mail="gesendet|betreff",
)
_FINNISH = Language(
    opening="",
    wrote="kirjoitti kirjoittanut kirjoittaa lainaus",
    between="klo kello käyttäjä",
    months="tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta"
    " marraskuuta joulukuuta tammik helmik maalisk huhtik toukok kesäk heinäk elok syysk lokak marrask jouluk",
    days="maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai maanantaina tiistaina keskiviikkona"
    " torstaina perjantaina lauantaina sunnuntaina ma ti ke to pe la su",
    headings={
        Heading.FROM: "lähettäjä",
        Heading.SENT: "lähetetty|päivämäärä|päiväys",
        Heading.TO: "vastaanottaja|saaja",
        Heading.COPY: "kopio",
        Heading.SUBJECT: "aihe",
        Heading.OTHER: "liitteet|vastausosoite|vastaus",
    },
    mail="lähetetty|aihe",
)
_DUTCH = Language(
    opening="op",
    wrote="schreef geschreven",
    between="om het volgende heeft van via",
    months="januari februari maart april mei juni juli augustus september oktober november december"
    " jan feb mrt apr jun jul aug sep okt nov dec",
    days="maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma di wo do vr za zo",
    headings={
        Heading.FROM: "van",
        Heading.SENT: "verzonden|datum",
        Heading.TO: "aan",
        Heading.COPY: "cc",
        Heading.SUBJECT: "onderwerp",
        Heading.OTHER: "bijlagen|beantwoorden|antwoord aan",
    },
    mail="verzonden|onderwerp",
)
_FRENCH = Language(
    opening="le",
    wrote="écrit ecrit",
    between="à a de par le",
    months="janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    " janv févr avr juil sept oct nov déc",
    days="lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim",
    headings={
        Heading.FROM: "de",
        Heading.SENT: "envoyé|date|envoyé le|envoye",
        Heading.TO: "à|pour",
        Heading.COPY: "cc|copie|copie à",
        Heading.SUBJECT: "objet|sujet",
        Heading.OTHER: "répondre à|pièces jointes",
    },
    mail="envoyé|objet",
)
_SPANISH = Language(
    opening="el",
    wrote="escribió escribio escrito",
    between="a las la de del por el h",
    months="enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    " ene feb mar abr may jun jul ago sep sept oct nov dic",
    days="lunes martes miércoles jueves viernes sábado domingo lun mar mié jue vie sáb dom",
    headings={
        Heading.FROM: "de",
        Heading.SENT: "enviado|fecha|enviado el",
        Heading.TO: "para",
        Heading.COPY: "cc",
        Heading.SUBJECT: "asunto",
        Heading.OTHER: "responder a|datos adjuntos",
    },
    mail="enviado|asunto",
)
LANGUAGES = (_SWEDISH, _ENGLISH, _NORWEGIAN, _DANISH, _GERMAN, _FINNISH, _DUTCH, _FRENCH, _SPANISH, *ABROAD)

FIRST_WORDS = frozenset(word for each in LANGUAGES for word in each.opening.split())
"""With these the line begins; the names of days, which begin it too, stand within others as well."""
OPENING = frozenset(word for each in LANGUAGES for word in (each.opening + " " + each.days).split())
WROTE = frozenset(word for each in LANGUAGES for word in each.wrote.split())
MONTHS = frozenset(word for each in LANGUAGES for word in each.months.split())
KNOWN = WROTE | MONTHS | OPENING | frozenset(word for each in LANGUAGES for word in each.between.split())
PRONOUNS = frozenset({"jag", "ni", "vi", "mig", "oss", "jeg", "dere", "ich", "wir", "ihr", "minä", "sinä"})
"""Stand in what people write of a letter, "Ni skrev i mars:"; programs name the writer, though English ones say "you wrote"."""
HEADINGS = {
    label: kind for each in reversed(LANGUAGES) for kind, names in each.headings.items() for label in names.split("|")
}
MAIL_HEADINGS = frozenset(label for each in LANGUAGES for label in each.mail.split("|"))
