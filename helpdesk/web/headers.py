"""Headers that every answer carries."""

from flask import Flask
from werkzeug.wrappers import Response

from helpdesk.web.actor import current_person

SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
"""No inline script or style, nothing from another host (`data:` for the mask images of the design system)."""
POLICY = "; ".join(f"{directive} {sources}" for directive, sources in SOURCES.items())

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def install(app: Flask, *, is_secure: bool) -> None:
    """Put the headers on every answer; with `is_secure` (served over HTTPS) also strict transport security."""

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if is_secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        # What one person has seen is not kept where another can find it.
        response.headers.setdefault("Cache-Control", "no-store" if current_person() else "private, no-cache")
        return response
