"""Addresses of our pages for where there is no request, as in letters."""

from urllib.parse import urlsplit

from flask import current_app

from helpdesk.web.site import site


def public_link(endpoint: str, **values: object) -> str:
    """The whole address of a page, under the address that people use (the setting `public_url`)."""
    public = urlsplit(site().public_url)
    addresses = current_app.url_map.bind(public.netloc, script_name=f"{public.path}/", url_scheme=public.scheme)
    return addresses.build(endpoint, values, force_external=True)
