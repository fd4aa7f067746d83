"""The edge of the running application: what happens around every commit."""

from typing import cast

from flask import current_app

from helpdesk.kit.transaction import Edge


def edge() -> Edge:
    """The edge that `app` put together."""
    return cast("Edge", current_app.extensions["edge"])
