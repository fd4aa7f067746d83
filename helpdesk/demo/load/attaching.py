"""A few real files: the demo content's, laid beside some of the questions."""

import mimetypes
from datetime import datetime
from functools import partial
from random import Random

from helpdesk.demo.library import CONTENT
from helpdesk.demo.load.bulk import Bulk
from helpdesk.kit import afterwards
from helpdesk.kit.files import Store
from helpdesk.tickets.models.writing import Attachment

HAS_FILE = 1 / 250
LARGEST = 1024 * 1024


class Shelf:
    """Takes a file from the shelf now and then."""

    def __init__(self, bulk: Bulk, store: Store, draw: Random) -> None:
        """Copies are put into `store`."""
        self._bulk, self._store, self._draw = bulk, store, draw
        self._files = tuple(sorted((CONTENT / "files").iterdir()))

    def perhaps_attach(self, message_id: int, at: datetime) -> None:
        """Lay a file beside one message in many."""
        if self._draw.random() >= HAS_FILE:
            return
        file = self._draw.choice(self._files)
        with file.open("rb") as stream:
            stored = self._store.put(stream, limit_bytes=LARGEST)
        afterwards.when_undone(partial(self._store.delete, stored.key))
        row = {
            "id": self._bulk.new_id(Attachment),
            "message_id": message_id,
            "key": stored.key,
            "name": file.name,
            "content_type": mimetypes.guess_type(file.name)[0] or "text/plain",
            "size": stored.size,
            "sha256": stored.sha256,
            "added_at": at,
        }
        self._bulk.add(Attachment, row)
