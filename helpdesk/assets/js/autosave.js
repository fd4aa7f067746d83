const EVERY_MS = 20_000;

/** Save each form with data-autosave-url as a draft while it is being written, and say so. */
export function saveDrafts() {
  for (const form of document.querySelectorAll("form[data-autosave-url]")) {
    let saved = written(form);
    // What is being sent is no draft any more: leaving the page must not store it again.
    let isSending = false;
    const save = async (keepalive) => {
      if (isSending) return;
      const now = written(form);
      if (now === saved) return;
      if (await post(form, now, keepalive)) saved = now;
    };
    setInterval(() => save(false), EVERY_MS);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") save(true);
    });
    // Before the form's other listeners: one of them may say at once that nothing was sent.
    form.addEventListener("submit", () => (isSending = true), { capture: true });
    form.addEventListener("sendfailed", () => (isSending = false));
    // Come back to by the browser's Back: what stands there now has been sent or saved, and is not new.
    window.addEventListener("pageshow", () => {
      isSending = false;
      saved = written(form);
    });
  }
}

/** What stands in the form, without files. */
function written(form) {
  const texts = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  return new URLSearchParams(texts).toString();
}

async function post(form, body, keepalive) {
  const status = form.querySelector("[data-autosave-status]");
  const headers = { "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" };
  try {
    const answer = await fetch(form.dataset.autosaveUrl, { method: "POST", body, headers, keepalive });
    const isSaved = answer.ok && !answer.redirected;
    if (status) status.textContent = isSaved ? withTime(form.dataset.saved) : form.dataset.notSaved;
    return isSaved;
  } catch {
    if (status) status.textContent = form.dataset.notSaved;
    return false;
  }
}

function withTime(words) {
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  return words.replace("{time}", clock.format(new Date()).replace(":", "."));
}
