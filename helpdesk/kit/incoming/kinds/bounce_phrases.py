"""What mail servers write for people to read, in lower case, with single blanks and straight apostrophes.

Collected from what the servers' own sources and manuals print. Short on purpose: versions differ in the words around.
"""

SIGNATURES = (
    # qmail and those who followed it, Courier, OpenSMTPD, DragonFly, Apache James
    *("this is the qmail-send program", "hi. this is the", "i wasn't able to deliver your message", "i've given up"),
    *("i wasn't able to deliver the following message", "this is a permanent error; i've given up"),
    *("we're sorry. there's a problem with the e-mail address", "this is the machine generated message from mail"),
    *("this is a delivery status notification from", "this is the mailer-daemon, please do not reply"),
    *("this is the dragonfly mail agent", "hi. this is the james mail server", "hello, this is the mail server on"),
    # gateways of telephone companies
    *("your mail sent on:", "your mail attempted to be delivered on:", "error: invalid user address"),
    "error: no valid recipients",
    # Exim and those who followed it
    *("this message was created automatically by", "a message that you sent could not be delivered"),
    *("a message that you sent was rejected", "a message that you sent contained", "has been frozen"),
    # what a sending service tells in JSON
    *('{"notificationtype":"bounce"', '{"eventtype":"bounce"'),
    # Postfix
    *("this is the postfix program", "this is the mail system at host", "i'm sorry to have to inform you"),
    *("we're sorry to have to inform you that", "the mail system <"),
    # Sendmail, and gateways in its manner
    *(
        "the following addresses had permanent",
        "the following addresses had transient",
        "transcript of session follows",
    ),
    *("the following addresses had delivery", "the following address had delivery", "unsent message follows"),
    *("message not delivered to the following", "failed addresses follow", "------ failed recipients ------"),
    # Exchange, Outlook and Microsoft 365
    *("did not reach the following recipient", "did not reach some or all of the intended recipients"),
    *("delivery has failed to these recipients", "diagnostic information for administrators", "non-delivery report"),
    *("delivery to the following recipient", "unable to deliver message to the following recipients"),
    *("det gick inte att leverera", "kunde inte levereras till", "diagnostisk information för administratörer"),
    *("diagnostikinformation för administratörer", "nådde inte följande mottagare", "nådde inte vissa eller alla"),
    *("levering av meldingen til", "diagnostikkinformasjon for administratorer", "levering til følgende modtagere"),
    *("diagnosticeringsoplysninger til administratorer", "diagnoseinformation für administratoren"),
    *("fehler bei der nachrichtenzustellung", "konnte nicht zugestellt werden an", "hat nicht alle empfänger erreicht"),
    *("viestiä ei voitu toimittaa", "toimitus näille vastaanottajille", "järjestelmänvalvojille tarkoitetut"),
    *("échec de la remise", "informations de diagnostic pour les administrateurs", "no se pudo entregar"),
    *("error de entrega a estos destinatarios", "recapito non riuscito", "bezorging is mislukt"),
    # Gmail, Yahoo, AOL and other hosts
    *("your message wasn't delivered to", "message wasn't delivered", "meddelandet har inte levererats"),
    *("meddelandet levererades inte till", "sorry, we were unable to deliver your message"),
    *("sorry your message to", "your mail to the following recipients could not be delivered"),
    *("there was a problem delivering your message", "we had trouble delivering your message"),
    *("your message to the following recipients cannot be delivered", "automatically generated message from sendgrid"),
    *("your message cannot be delivered to the following recipients", "this report relates to a message you sent"),
    # Domino, GroupWise, MDaemon, MailEnable, MailMarshal, IMail, LSMTP, Jetmail
    *("was not delivered to:", "failure reasons", "the attached message had permanent fatal delivery errors"),
    *("mailenable: message", "the following recipients were affected", "error-for:", "invalid final delivery userid"),
    *("your mail cannot be delivered to the following", "session transcript", "the mts-id of the original message is"),
    # Filters and gateways: Trend Micro, Symantec, Barracuda, McAfee, SurfControl, Zix, Mimecast
    *("message from interscan", "could not be delivered to the following recipients", "blocked by our spam firewall"),
    *("a transcript of the attempts to send the message follows", "each of the following recipients was rejected"),
)
"""Sentences that a person does not write, unless out of such a report."""

GENERAL = (
    *(
        "not deliver",
        "not be deliver",
        "undeliver",
        "non-deliver",
        "not been deliver",
        "wasn't deliver",
        "isn't deliver",
    ),
    *(
        "unable to deliver",
        "delivery fail",
        "failed delivery",
        "delivery error",
        "delivery problem",
        "can't be deliver",
    ),
    *(
        "failure delivering",
        "delivery to",
        "delivery of",
        "delivery has",
        "delivery attempt",
        "mail failed",
        "postponed",
    ),
    *(
        "delivery status notification",
        "cannot be sent",
        "could not be sent",
        "not be sent",
        "been returned",
        "has been rejected",
        "was rejected",
    ),
    *(
        "automatically rejected",
        "not accepted",
        "blocked",
        "user unknown",
        "unknown user",
        "no such user",
        "user not found",
    ),
    *(
        "invalid recipient",
        "recipient rejected",
        "address rejected",
        "address not found",
        "bad address",
        "unknown recipient",
    ),
    *(
        "mailbox unavailable",
        "mailbox is full",
        "mailbox full",
        "mailfolder is full",
        "over quota",
        "exceeding their quota",
    ),
    *("quota exceeded", "no mailbox here", "does not exist", "doesn't exist", "doesn't have a", "unknown host"),
    *("host unknown", "host not found", "domain not found", "message looping", "too many hops", "relaying denied"),
    *(
        "returned mail",
        "returned message",
        "original message follows",
        "original message as received",
        "copy of the message",
        "relay access denied",
    ),
    *(
        "unable to relay",
        "not a valid user",
        "you do not have permission to post",
        "may not have permission to post",
        "encountered an error while being processed",
        "failed recipient",
        "access denied",
        "is disabled",
    ),
    *("inte levereras", "ej levereras", "inte leverera", "inte levererats", "olevererbart", "okänd mottagare"),
    *("okänd användare", "kan ikke leveres", "ikke leveret", "ikke leveres", "uleverbar", "mislykkedes", "mislyktes"),
    *("nicht zugestellt", "unzustellbar", "nicht ausgeliefert", "ei voitu toimittaa", "toimitus epäonnistui"),
    *("non remis", "pas pu être délivré", "pas pu etre delivre", "n'a pas pu être remis", "no se puede entregar"),
    *("no pudo ser entregado", "não pôde ser entregue", "nao pode ser", "non recapitabile", "onbestelbaar"),
    *("niet bezorgd", "nie można dostarczyć", "не доставлен", "не может быть доставлено", "невозможно доставить"),
    *(
        "送信できませんでした",
        "配信できませんでした",
        "配信不能",
        "届けられませんでした",
        "无法发送",
        "退信",
        "無法傳送",
    ),
)
"""Words that speak of a delivery. A person may well use them: they count from a mail server alone."""

DELAYED = (
    *("has not yet been delivered", "have not yet been delivered", "not yet been delivered", "not yet been able"),
    *("this is a warning message only", "warning: message still undelivered", "you do not need to resend"),
    *("will be retried", "will keep trying", "will continue to try", "will be retrying", "continue to be made for"),
    *("will continue to attempt", "delivery delayed", "has been delayed", "is delayed", "delivery is delayed"),
    *("delivery incomplete", "there was a temporary problem delivering", "still being retried", "has been postponed"),
    *("transient non-fatal errors", "status notification (delay)", "delayed mail (still being retried)"),
    *(
        "har försenats",
        "är försenad",
        "leveransen är försenad",
        "har blitt forsinket",
        "er forsinket",
        "er blevet forsinket",
    ),
    *("verzögert sich", "wurde verzögert", "zustellung verzögert", "on viivästynyt", "toimitus viivästyy"),
)
"""Words of a report that the server has not given up."""

SUBJECTS = (
    *("undeliver", "non-deliver", "nondeliver", "delivery status", "delivery notification", "delivery report"),
    *("delivery fail", "failure delivery", "delivery problem", "delivery warning", "delivery delay", "delivery error"),
    *("delivery has failed", "failed delivery", "failure notice", "returned mail", "returned message", "mail failed"),
    *("mail returned", "returning message to sender", "returned to sender", "return to sender", "not delivered"),
    *("could not be delivered", "could not send", "mail error", "mail system error", "error during delivery"),
    *("delivery incomplete", "delayed", "user unknown", "unknown user", "processing error", "could not be sent"),
    *("message blocked", "you sent blocked", "rejected mail", "mail delivery", "failed mail", "[bounce]", "warning:"),
    *("kunde inte levereras", "kan ej levereras", "olevererbart", "leveransmeddelande", "leveransfel", "leveransen"),
    *("ikke leveres", "uleverbar", "ikke leveret", "levering mislykk", "forsinket", "unzustellbar", "nicht zugestellt"),
    *("zustellung", "ei voitu toimittaa", "toimitus", "non remis", "no se puede entregar", "non recapitabile"),
    *("onbestelbaar", "niet bezorg", "niedostarcz", "не доставлено", "недоставленн", "退信", "配信", "メールエラー"),
)
"""Words in the subjects of such reports."""

BEFORE_RECIPIENT = (
    *("following recipient", "following address", "to these recipients", "delivered to", "failed recipient"),
    *(
        "recipients were affected",
        "följande mottagare",
        "unable to deliver",
        "deliver your message to",
        "levereras till",
    ),
    *("failure reasons", "error-for:", "delivered because"),
)
"""Words that the address follows which could not be reached."""

OPENINGS = (
    *(
        "non-delivery report",
        "error: invalid user address",
        "your mail sent on:",
        "your message could not be delivered to",
    ),
    *(
        "your mail could not be delivered to",
        "votre message n'a pas pu etre delivre",
        "votre message n'a pas pu être délivré",
    ),
    *("ditt meddelande kunde inte levereras till", "ihre nachricht konnte nicht zugestellt werden"),
)
"""How gateways begin that report from the address which they answer for."""

RETURNED_BELOW = (
    *("below this line is a copy", "below the next line is a copy", "below is a copy", "original message follows"),
    *(
        "this is a copy of the message",
        "original message headers",
        "unsent message",
        "returned message",
        "returned mail",
    ),
    *("message text follows", "header of the source mail", "your message reads", "return-path:", "received: from"),
    *("ursprungliga meddelandehuvuden", "ursprüngliche nachrichtenkopfzeilen", "ursprungligt meddelande"),
)
"""Words above the letter that is returned: what stands below is not the server's."""
