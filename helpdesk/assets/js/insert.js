/** Each button with data-insert-from lays the text that it fetches at the cursor, instead of loading the page anew. */
export function insertTexts() {
  for (const button of document.querySelectorAll("button[data-insert-from]")) {
    button.addEventListener("click", (event) => {
      const form = button.form;
      const target = document.getElementById(button.dataset.insertInto);
      const chosen = form.elements.canned;
      if (!chosen.value) return; // the page says what to do
      event.preventDefault();
      fetchText(button.dataset.insertFrom, form)
        .then((text) => {
          insert(target, text);
          noteUse(form.elements.used, chosen.value);
          chosen.value = "";
          const status = form.querySelector("[data-autosave-status]");
          if (status) status.textContent = button.dataset.inserted;
        })
        .catch(() => form.requestSubmit(withoutScript(button)));
    });
  }
}

async function fetchText(address, form) {
  const body = new URLSearchParams({ canned: form.elements.canned.value, csrf_token: form.elements.csrf_token.value });
  const answer = await fetch(address, { method: "POST", body });
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
