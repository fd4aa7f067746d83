"""Says, before the tests, what they will leave out here and what would bring it in; under REQUIRE_ALL=1 nothing may be."""

import os
import shutil
import sys

NEEDS = {
    "chromium": "the journeys in a browser (apt-get install chromium)",
    "dovecot": "fetching letters from a real mail server (apt-get install --no-install-recommends dovecot-imapd dovecot-lmtpd)",
    "postfix": "letters that a real mail server hands over (apt-get install --no-install-recommends postfix)",
    "java": "the second HTML checker (apt-get install default-jre-headless)",
}


def main() -> int:
    """Name what is missing; 1 when that is not allowed."""
    path = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin"  # servers lie where not everybody looks
    missing = [f"{name}: {what}" for name, what in NEEDS.items() if shutil.which(name, path=path) is None]
    if os.getuid() != 0:
        missing.append("root: letters that a real mail server hands over (only root may start Postfix)")
    if not missing:
        return 0
    line = "!" * 100
    print(line, "NOT TESTED HERE, for lack of:", *missing, line, sep="\n")  # noqa: T201  this is its work
    return 1 if os.environ.get("REQUIRE_ALL") == "1" else 0


if __name__ == "__main__":
    sys.exit(main())
