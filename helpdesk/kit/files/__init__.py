"""Files that people hand in: where they are kept, what they really are, what they may be called."""

from helpdesk.kit.files.names import one_line, safe_name
from helpdesk.kit.files.sniffing import ALLOWED, HEAD_BYTES, is_allowed, sniff
from helpdesk.kit.files.store import Store, Stored, TooLargeError

__all__ = ["ALLOWED", "HEAD_BYTES", "Store", "Stored", "TooLargeError", "is_allowed", "one_line", "safe_name", "sniff"]
