// The buttons above a text in Markdown. Without script they are not shown, and the text is written by hand.

/** What each button does with the chosen text; the part between the two marks is chosen afterwards. */
const MARKS = {
  bold: { before: "**", after: "**" },
  heading: { line: "## " },
  list: { line: "- ", isEach: true },
  link: { before: "[", after: "](https://)" },
  table: {
    block: (words) => `| ${words[0]} | ${words[1]} |\n| --- | --- |\n| ${words[2]} | ${words[3]} |`,
  },
};

/** Write over the chosen text as a person would, so that the browser's own undo takes it back. */
function write(area, start, end, text, from, to) {
  area.focus();
  area.setSelectionRange(start, end);
  if (!document.execCommand("insertText", false, text)) area.setRangeText(text, start, end, "end");
  area.setSelectionRange(start + from, start + to);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function around(area, { before, after }, words) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const inner = value.slice(start, end) || words;
  write(area, start, end, before + inner + after, before.length, before.length + inner.length);
}

function atLines(area, { line, isEach }, words) {
  const { value, selectionEnd: end } = area;
  const start = value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const chosen = value.slice(start, end);
  const inner = chosen || words;
  const text = isEach ? inner.replaceAll(/^/gm, line) : line + inner.replace(/^#+ /, "");
  // Words of ours are chosen, so that the writer's own take their place.
  write(area, start, end, text, chosen ? text.length : line.length, text.length);
}

/** Lay a block of its own in at the cursor, with an empty line on each side. */
function layIn(area, block) {
  const { value, selectionEnd: at } = area;
  const before = value.slice(0, at).replace(/\n+$/, "");
  const gap = before ? "\n\n".slice(Math.min(2, at - before.length)) : "";
  const rest = value.slice(at).startsWith("\n\n") ? "" : "\n\n";
  const text = gap + block + rest;
  write(area, at, at, text, gap.length, gap.length + block.length);
}

function use(button, area) {
  const mark = MARKS[button.dataset.mark];
  const words = button.dataset.words ?? "";
  if (mark?.block) layIn(area, mark.block(words.split("|")));
  else if (mark?.line) atLines(area, mark, words);
  else if (mark) around(area, mark, words);
}

for (const tools of document.querySelectorAll("[data-tools-for]")) {
  const area = document.getElementById(tools.dataset.toolsFor);
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.mark) use(button, area);
    if (button?.dataset.goTo) document.getElementById(button.dataset.goTo)?.focus();
  });
}

for (const button of document.querySelectorAll("button[data-lay-in]")) {
  button.hidden = false;
  button.addEventListener("click", () => layIn(document.getElementById(button.dataset.layInto), button.dataset.layIn));
}
