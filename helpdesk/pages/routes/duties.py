"""Pages that the law or good manners ask for."""

from flask import current_app, render_template

from helpdesk.directory.queries.municipalities import model_municipalities
from helpdesk.domain.permissions import Permission
from helpdesk.pages.queries.statement import STATEMENT
from helpdesk.pages.routes import scheme
from helpdesk.pages.routes.area import area
from helpdesk.web import i18n
from helpdesk.web.site import site

COUNTRY_CODE = "+46"


@area.page("/om", access=Permission.PAGE_READ)
def about() -> str:
    """Say who runs the service, for whom, and what it does not do."""
    return render_template("pages/about.html", model_municipalities=model_municipalities())


@area.page("/tillganglighet", access=Permission.PAGE_READ)
def accessibility() -> str:
    """Show the accessibility statement."""
    return render_template("pages/accessibility.html", statement=STATEMENT, dialled=_dialled(site().contact_phone))


@area.page("/personuppgifter", access=Permission.PAGE_READ)
def privacy() -> str:
    """Say what is done with personal data (GDPR, article 13), and which cookies there are (lag 2022:482, 9 kap. 28 §)."""
    return render_template(
        "pages/privacy.html",
        session_cookie=current_app.config["SESSION_COOKIE_NAME"],
        scheme_cookie=scheme.COOKIE,
        language_cookie=i18n.COOKIE,
    )


@area.page("/kontakta-oss", access=Permission.PAGE_READ)
def contact() -> str:
    """Say how to reach the people behind the service, and when."""
    calendar = site().promise.calendar
    return render_template(
        "pages/contact.html",
        dialled=_dialled(site().contact_phone),
        opens=calendar.opens.strftime("%H.%M"),
        closes=calendar.closes.strftime("%H.%M"),
    )


def _dialled(phone: str) -> str:
    """The number as a telephone dials it from anywhere: 08-452 70 00 is +4684527000."""
    digits = "".join(sign for sign in phone if sign.isdigit() or sign == "+")
    return COUNTRY_CODE + digits[1:] if digits.startswith("0") else digits
