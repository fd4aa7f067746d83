"""A certificate authority of the tests' own, and the certificates that it gives out (openssl, from the operating system)."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


@dataclass(frozen=True, slots=True)
class Certificate:
    """The files of a certificate and of its key."""

    file: Path
    key: Path


class Authority:
    """Known to nobody but those who are given `file` as the one to trust."""

    def __init__(self, folder: Path) -> None:
        """Makes itself, in `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.file, self._key = folder / "authority.pem", folder / "authority.key"
        _openssl("req", "-x509", *_KEY, "-keyout", self._key, "-out", self.file, "-days", "2", "-subj", "/CN=Tests")

    def certificate(self, host: str) -> Certificate:
        """A certificate for a server of that name."""
        made = Certificate(self._folder / f"{host}.pem", self._folder / f"{host}.key")
        _openssl(
            *("req", "-x509", *_KEY, "-keyout", made.key, "-out", made.file, "-days", "1", "-subj", f"/CN={host}"),
            *("-CA", self.file, "-CAkey", self._key),
            *("-addext", f"subjectAltName=DNS:{host}", "-addext", "basicConstraints=critical,CA:FALSE"),
        )
        return made


def _openssl(*words: str | Path) -> None:
    program = shutil.which("openssl")
    assert program, "install openssl"
    subprocess.run([program, *map(str, words)], check=True, capture_output=True, timeout=30)
