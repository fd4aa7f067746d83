/**
 * Each button with data-insert-from lays the text that it fetches at the cursor, instead of loading the page anew. The text is the
 * one that is chosen in the form's list, or, where there is none, the button's own; with data-insert-instead it takes the place of
 * what the page proposed, as long as nobody has touched that.
 */
export function insertTexts() {
  for (const button of document.querySelectorAll("button[data-insert-from]")) {
    button.addEventListener("click", (event) => {
      const form = button.form;
      const target = document.getElementById(button.dataset.insertInto);
      const list = form.elements.canned;
      const chosen = list ?? button;
      if (!chosen.value) return; // the page says what to do
      event.preventDefault();
      fetchText(button.dataset.insertFrom, form, chosen)
        .then((text) => {
          if ("insertInstead" in button.dataset && target.value === target.defaultValue) target.select();
          insert(target, text);
          if (list) {
            noteUse(form.elements.used, list.value);
            list.value = "";
          }
          const status = form.querySelector("[data-autosave-status]");
          if (status) status.textContent = button.dataset.inserted;
        })
        .catch(() => form.requestSubmit(withoutScript(button)));
    });
  }
}

async function fetchText(address, form, chosen) {
  const body = new URLSearchParams({ [chosen.name]: chosen.value, csrf_token: form.elements.csrf_token.value });
  const answer = await fetch(address, { method: "POST", body, headers: { Accept: "text/plain" } });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  return answer.text();
}

/** At the cursor, with an empty line between it and what is written already; the browser's own undo takes it back. */
function insert(target, text) {
  const before = target.value.slice(0, target.selectionStart);
  const after = target.value.slice(target.selectionEnd);
  const whole = (before.trim() && !before.endsWith("\n") ? "\n\n" : "") + text + (after.trim() && !after.startsWith("\n") ? "\n\n" : "");
  target.focus();
  if (!document.execCommand("insertText", false, whole)) {
    target.setRangeText(whole, target.selectionStart, target.selectionEnd, "end");
    target.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function noteUse(field, id) {
  const ids = field.value.split(",").filter(Boolean);
  if (!ids.includes(id)) field.value = [...ids, id].join(",");
}

/** The same button for the server to answer: pressed again it must not be caught again. */
function withoutScript(button) {
  const copy = button.cloneNode(true);
  copy.hidden = true;
  button.after(copy);
  return copy;
}
