"""By what mail programs mark, in their HTML, what is quoted and what is the signature. All in lower case."""

QUOTED_IDS = (
    "olk_src_body_section",  # Outlook 2011 for Mac
    "mail-editor-reference-message-container",  # Outlook for iOS, Android and the new one for Windows
    "yahoo_quoted",
)
QUOTED_CLASSES = (
    "gmail_attr",
    "gmail_quote_attribution",
    "moz-cite-prefix",
    "moz-email-headers-table",
    "yahoo_quoted",
    "zmail_extra",  # Zoho
    "tutanota_quote",
    "ms-outlook-mobile-reference-message",
)
QUOTED_MARKERS = ("__quoted_text__", "__headers__")
"""Of Zimbra, in `data-marker`."""
QUOTED_NAMES = ("messagereplysection", "quote")
"""Of Spark and GMX, in `name`."""
CONTAINERS = ("gmail_quote", "protonmail_quote")
"""Hold the line over the quotation, the quotation itself, and what was answered below or within it."""
LETTER_BELOW_IDS = ("divrplyfwdmsg", "stopspelling", "zwchr")
"""From here on there is only the old letter: Outlook on the web, Hotmail, Zimbra."""
LETTER_BELOW_CLASSES = ("outlookmessageheader",)
LETTER_BELOW_MARKERS = ("__divider__",)
LETTER_NEXT_IDS = ("appendonsend",)
"""So it is when a drawn line comes next."""
OUTLOOK_RULES = (
    "border-top:solid#e1e1e1",
    "border-top:solid#b5c4df",
    "border-top:solid#e5e5e5",
    "border-top:1ptsolid#e1e1e1",
)
"""The line that Outlook for Windows draws over the headings of the old letter, in `style` without spaces."""
SIGNATURE_IDS = (
    "signature",
    "applemailsignature",
    "ms-outlook-mobile-signature",
    "composer_signature",  # Samsung
    "zm-_id_-sgn",
)
SIGNATURE_WHOLE_CLASSES = ("signature", "email-signature", "mail-signature")
"""Of GMX and others; a class that only ends so may be of anything."""
SIGNATURE_CLASSES = (
    "gmail_signature",
    "gmail_signature_prefix",
    "moz-signature",
    "protonmail_signature_block",
    "ms-outlook-mobile-signature",
    "zmail_signature",
)
SIGNATURE_NAMES = ("messagesignaturesection",)
