// Long enough that a screen reader speaks when the writer rests, not at each letter.
const REST_MS = 600;

/** Say how many characters are left in each field with data-counter; its number, or else maxlength, is the limit. */
export function countCharacters() {
  for (const field of document.querySelectorAll("[data-counter]")) {
    const counter = document.getElementById(`${field.id}-counter`);
    const limit = Number(field.dataset.counter) || field.maxLength;
    if (!counter || !(limit > 0)) continue;
    let waiting;
    const show = () => {
      const left = limit - field.value.length;
      const words = left < 0 ? counter.dataset.over : counter.dataset.under;
      counter.textContent = words.replace("{count}", Math.abs(left));
      counter.toggleAttribute("data-over-limit", left < 0);
    };
    show();
    counter.hidden = false;
    counter.setAttribute("role", "status");
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(show, REST_MS);
    });
  }
}
