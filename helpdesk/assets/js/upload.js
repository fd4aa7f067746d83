const MEGABYTE = 1024 * 1024;
const TOO_MUCH = 413;

/** Show how far the files of each form with data-upload have come, and then the page that the server answers with. */
export function showUploads() {
  for (const part of document.querySelectorAll("[data-file-field]")) {
    const input = part.querySelector("input[type=file]");
    input.addEventListener("change", () => showChosen(part, input));
  }
  for (const form of document.querySelectorAll("form[data-upload]")) {
    form.addEventListener("submit", (event) => send(event, form));
  }
}

function showChosen(part, input) {
  const list = part.querySelector(".file-list");
  list.replaceChildren(
    ...[...input.files].map((file) => {
      const item = document.createElement("li");
      item.textContent = `${file.name} (${inWords(file.size)})`;
      return item;
    }),
  );
  list.hidden = input.files.length === 0;
  say(part, faultOf(part, input), true);
}

function inWords(bytes) {
  const swedish = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  return bytes < MEGABYTE ? `${Math.ceil(bytes / 1024)} kB` : `${swedish.format(bytes / MEGABYTE)} MB`;
}

/** The sentence about what is wrong with the chosen files, or nothing. */
function faultOf(part, input) {
  const most = Number(input.dataset.maxFiles);
  if (most && input.files.length > most) return part.dataset.tooMany.replace("{most}", most);
  return tooBig(part, input);
}

/** The sentence about the first file over data-max-bytes, or nothing. */
function tooBig(part, input) {
  const most = Number(input.dataset.maxBytes);
  const file = most ? [...input.files].find((chosen) => chosen.size > most) : undefined;
  if (!file) return "";
  return part.dataset.tooBig.replace("{name}", file.name).replace("{size}", Math.floor(most / MEGABYTE));
}

function say(part, words, isBad = false) {
  const status = part.querySelector(".file-status");
  status.textContent = words;
  status.toggleAttribute("data-bad", isBad && words !== "");
}

function send(event, form) {
  const part = form.querySelector("[data-file-field]");
  const input = part?.querySelector("input[type=file]");
  // Without files an ordinary post does as well.
  if (!input?.files.length) return;
  event.preventDefault();
  if (form.hasAttribute("data-is-sending")) return;
  const fault = faultOf(part, input);
  if (fault) {
    say(part, fault, true);
    input.focus();
    tellFailure(form);
    return;
  }
  post(form, part, event.submitter);
}

/** Let the form's other scripts know that nothing was sent. */
function tellFailure(form) {
  form.dispatchEvent(new Event("sendfailed"));
}

function post(form, part, submitter) {
  const bar = part.querySelector("progress");
  const request = new XMLHttpRequest();
  let said = -1;
  request.upload.addEventListener("progress", ({ lengthComputable, loaded, total }) => {
    if (!lengthComputable) return;
    const percent = Math.floor((100 * loaded) / total);
    bar.value = percent;
    // Each quarter is spoken, not each percent.
    if (Math.floor(percent / 25) > said) {
      said = Math.floor(percent / 25);
      say(part, percent < 100 ? part.dataset.sending.replace("{percent}", percent) : part.dataset.received);
    }
  });
  const fail = () => {
    bar.hidden = true;
    form.removeAttribute("data-is-sending");
    say(part, part.dataset.failed, true);
    tellFailure(form);
  };
  // A page that says "too much" would take the place of what was typed.
  request.addEventListener("load", () => (request.status === TOO_MUCH ? fail() : showAnswer(request)));
  request.addEventListener("error", fail);
  bar.value = 0;
  bar.hidden = false;
  form.setAttribute("data-is-sending", "");
  request.open("POST", submitter?.getAttribute("formaction") || form.getAttribute("action") || window.location.href);
  request.send(new FormData(form, submitter));
}

/** Show the page that came: a redirect has been followed, so its address becomes ours and nothing is fetched twice. */
function showAnswer(request) {
  if (request.status < 400 && request.responseURL) {
    window.history.replaceState(null, "", request.responseURL);
  }
  document.open();
  document.write(request.responseText);
  document.close();
}
