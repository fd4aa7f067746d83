const EVERY_MS = 20_000;
/** What says which text the writer has seen: it changes by saving, not by writing. */
const VERSION = "version";

/** Save each form with data-autosave-url as a draft while it is being written, and say so. */
export function saveDrafts() {
  for (const form of document.querySelectorAll("form[data-autosave-url]")) saveWhileWriting(form);
}

function saveWhileWriting(form) {
  let saved = written(form);
  // What is being sent is no draft any more: leaving the page must not store it again.
  let isSending = false;
  // Two at a time would take each other for somebody else's.
  let saving;
  const save = async (keepalive) => {
    if (isSending || saving || isRefused(form)) return;
    const now = written(form);
    if (now === saved) return;
    saving = post(form, keepalive);
    if (await saving) saved = now;
    saving = undefined;
  };
  setInterval(() => save(false), EVERY_MS);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save(true);
  });
  // Before the form's other listeners: one of them may say at once that nothing was sent.
  form.addEventListener(
    "submit",
    async (event) => {
      isSending = true;
      if (!saving) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      await saving;
      form.requestSubmit(event.submitter);
    },
    { capture: true },
  );
  form.addEventListener("sendfailed", () => (isSending = false));
  // Come back to by the browser's Back: what stands there now has been sent or saved, and is not new.
  window.addEventListener("pageshow", () => {
    isSending = false;
    saved = written(form);
  });
}

/** What stands in the form, without files. */
function texts(form) {
  return [...new FormData(form)].filter(([, value]) => typeof value === "string");
}

function written(form) {
  return new URLSearchParams(texts(form).filter(([name]) => name !== VERSION)).toString();
}

/** Somebody else has saved meanwhile: nothing more is saved before the writer has chosen. */
function isRefused(form) {
  return form.hasAttribute("data-autosave-refused");
}

async function post(form, keepalive) {
  const headers = { "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" };
  const body = new URLSearchParams(texts(form)).toString();
  try {
    const answer = await fetch(form.dataset.autosaveUrl, { method: "POST", body, headers, keepalive });
    const isSaved = answer.ok && !answer.redirected;
    if (isSaved) renew(form, answer);
    say(form, isSaved ? withTime(form.dataset.saved) : await reason(form, answer));
    return isSaved;
  } catch {
    say(form, form.dataset.notSaved);
    return false;
  }
}

/** What is sent next is sent by somebody who has seen what was saved now. */
function renew(form, answer) {
  const version = answer.headers.get("X-Version");
  if (version && form.elements[VERSION]) form.elements[VERSION].value = version;
}

/** Why nothing was saved, in the server's words where it has any. */
async function reason(form, answer) {
  form.toggleAttribute("data-autosave-refused", answer.status === 409);
  const isPlain = answer.headers.get("Content-Type")?.startsWith("text/plain");
  return isPlain ? answer.text() : form.dataset.notSaved;
}

function say(form, words) {
  const status = form.querySelector("[data-autosave-status]");
  if (status) status.textContent = words;
}

function withTime(words) {
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  return words.replace("{time}", clock.format(new Date()).replace(":", "."));
}
