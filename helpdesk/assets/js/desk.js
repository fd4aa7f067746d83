// What only the desk needs: canned replies at the cursor, and keys for those who have turned them on (WCAG 2.1.4).
import { chooseAll } from "./choose_all.js";
import { insertTexts } from "./insert.js";
import { suggestWords } from "./words.js";

const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

/** Move the focus `step` rows on in the list; from outside to its first row. */
function move(step) {
  const links = [...document.querySelectorAll("[data-rows] tbody tr, [data-rows] > li")]
    .map((row) => row.querySelector("a[href]"))
    .filter(Boolean);
  const row = document.activeElement.closest("tr, li");
  const at = links.findIndex((link) => row?.contains(link));
  links[at < 0 ? 0 : Math.min(Math.max(at + step, 0), links.length - 1)]?.focus();
}

function use(selector) {
  const target = document.querySelector(selector);
  if (target?.matches(FIELDS)) target.focus();
  else target?.click();
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  t: () => use("[data-key-take]"),
  r: () => use("[data-key-reply]"),
  "/": () => use("#main input[type=search], input[type=search]"),
  "?": () => document.querySelector("dialog#keys")?.showModal(),
};

function press(event) {
  const isTyping = event.target.closest?.(FIELDS) || document.querySelector("dialog[open]");
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping) return;
  const act = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : undefined;
  if (!act) return;
  event.preventDefault();
  act();
}

if (document.body.hasAttribute("data-shortcuts")) document.addEventListener("keydown", press);
insertTexts();
chooseAll();
suggestWords();
