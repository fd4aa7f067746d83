"""What can be measured of a page in a browser: axe's findings, contrast where axe is blind, sizes of targets, sideways scroll."""

import subprocess
from pathlib import Path

from playwright.sync_api import Page

MODULES = Path(__file__).parents[2] / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
NU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"

RUN_AXE = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } });
  return found.violations.map(
    ({ id, help, nodes }) => `${id} (${help}): ${nodes.map((node) => node.target.join(" ") + " " + node.html.slice(0, 160))}`,
  );
}"""

FIND_WIDE = """() => {
  const limit = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= limit) return [];
  const wide = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > limit + 0.5);
  return [`${document.documentElement.scrollWidth} px at ${limit} px`, ...wide.slice(0, 5).map((one) => one.outerHTML.slice(0, 120))];
}"""

FIND_SMALL = """() => {
  const controls = [...document.querySelectorAll("button, input:not([type=hidden]), select, textarea, summary, .ds-button")];
  const shown = controls.filter((one) => one.checkVisibility({ checkVisibilityCSS: true }) && !one.closest(".visually-hidden"));
  return shown
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([one, { width, height }]) => width > 0 && (width < 23.9 || height < 23.9) && !one.matches("p button, li button"))
    .map(([one, { width, height }]) => `${width.toFixed(1)} x ${height.toFixed(1)}: ${one.outerHTML.slice(0, 140)}`);
}"""

# A colour in any notation is painted on one pixel and read back, on what lies below it.
FIND_PALE = """() => {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const paint = (colours) => {
    context.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
    }
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const grounds = (one) => {
    const found = [];
    for (let at = one; at; at = at.parentElement) found.unshift(getComputedStyle(at).backgroundColor);
    return [getComputedStyle(document.documentElement).colorScheme.includes("dark") ? "black" : "white", ...found];
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, pseudo) => {
    const below = grounds(one);
    const two = [light(paint(below)), light(paint([...below, getComputedStyle(one, pseudo).color]))].sort((a, b) => b - a);
    return (two[0] + 0.05) / (two[1] + 0.05);
  };
  const fields = [...document.querySelectorAll("input:not([type=radio], [type=checkbox], [type=hidden]), select, textarea, button")];
  const found = [];
  for (const one of fields.filter((field) => field.checkVisibility() && !field.disabled)) {
    const pairs = one.placeholder ? [["text", null], ["placeholder", "::placeholder"]] : [["text", null]];
    for (const [what, pseudo] of pairs) {
      const ratio = contrast(one, pseudo);
      if (ratio < 4.5) found.push(`${what} ${ratio.toFixed(2)}: ${one.outerHTML.slice(0, 140)}`);
    }
  }
  return found;
}"""

FOCUSED = """() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const shown = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 1 && box.height > 1;
  return { html: one.outerHTML.slice(0, 160), isBody: one === document.body, ring: ring || style.boxShadow !== "none", shown };
}"""


def axe_faults(page: Page) -> list[str]:
    """What axe-core finds (`page.evaluate` is not stopped by the content security policy)."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    return list(page.evaluate(RUN_AXE))


def too_wide(page: Page) -> list[str]:
    """What makes the page scroll sideways."""
    return list(page.evaluate(FIND_WIDE))


def too_small(page: Page) -> list[str]:
    """Controls under 24 x 24 px (WCAG 2.5.8); buttons that stand in running text are excepted there."""
    return list(page.evaluate(FIND_SMALL))


def too_pale(page: Page) -> list[str]:
    """Texts and placeholders of controls with a contrast under 4.5:1; axe does not see placeholders, white on white neither."""
    return list(page.evaluate(FIND_PALE))


def nu_faults(folder: Path) -> list[str]:
    """What the Nu HTML checker finds in the files of a folder: one Java process for all of them."""
    words = ["java", "-Xss1m", "-jar", str(NU), "--exit-zero-always", "--format", "gnu", str(folder)]
    done = subprocess.run(words, check=True, capture_output=True, text=True, timeout=170)
    return [line.rpartition("/")[2] for line in done.stderr.splitlines() if ": error" in line]
