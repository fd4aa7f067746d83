"""The municipalities of the register, and the mail domains that propose them."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.directory.forms.municipality import DomainForm, MunicipalitiesForm
from helpdesk.directory.operations.change_domains import add_domain, remove_domain
from helpdesk.directory.queries.counties import county_names
from helpdesk.directory.queries.municipality_register import Wanted, municipality_lines, municipality_page
from helpdesk.directory.routes.area import area
from helpdesk.domain.errors import DomainError, InputError
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.web.actor import current_actor
from helpdesk.web.forms import one_line


@area.page("/admin/kommuner", access=Permission.MUNICIPALITY_MANAGE)
def list_municipalities() -> str:
    """Show the municipalities, or those that fit the filter."""
    form = MunicipalitiesForm(request.args, county_names())
    wanted = form.wanted()
    return render_template(
        "directory/list_municipalities.html",
        form=form,
        municipalities=municipality_lines(wanted),
        is_filtered=wanted != Wanted(),
    )


@area.page("/admin/kommuner/<code>", access=Permission.MUNICIPALITY_MANAGE)
def show_municipality(code: str, refused: DomainError | None = None) -> str:
    """Show what the register knows of one municipality."""
    municipality = municipality_page(code)
    was_sent = request.method == "POST" and "domain" in request.form
    form = DomainForm(formdata=request.form if was_sent else None)
    if was_sent:
        form.validate()
    if isinstance(refused, InputError):
        form.refuse(refused)
    return render_template("directory/show_municipality.html", municipality=municipality, form=form)


@area.action("/admin/kommuner/<code>/domaner", access=Permission.MUNICIPALITY_MANAGE, again=show_municipality)
def save_domain(code: str) -> ResponseReturnValue:
    """Give the municipality a mail domain."""
    form = DomainForm()
    if not form.validate():
        return show_municipality(code), 422
    domain = add_domain(current_actor(), code, form.typed("domain"), now=clock.now())
    return _done(code, gettext("Addresses in %(domain)s now propose the municipality.", domain=domain))


@area.action("/admin/kommuner/<code>/domaner/ta-bort", access=Permission.MUNICIPALITY_MANAGE)
def drop_domain(code: str) -> ResponseReturnValue:
    """Take a mail domain from the municipality."""
    remove_domain(current_actor(), code, one_line(request.form.get("dropped")), now=clock.now())
    return _done(code, gettext("The domain is removed."))


def _done(code: str, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for("directory.show_municipality", code=code), 303)
