// Long enough that a screen reader speaks when the writer rests, not at each letter.
const REST_MS = 600;
// Before little is left, a number says nothing that a writer wants to know.
const FEW = 500;
const SMALL_PART = 0.1;

/** Say how many characters are left in each field with data-counter, once they are few; its number, or else maxlength, is the limit. */
export function countCharacters() {
  for (const field of document.querySelectorAll("[data-counter]")) {
    const counter = document.getElementById(`${field.id}-counter`);
    const limit = Number(field.dataset.counter) || field.maxLength;
    if (!counter || !(limit > 0)) continue;
    const few = Math.min(FEW, limit * SMALL_PART);
    let waiting;
    const show = () => {
      const left = limit - field.value.length;
      const words = left < 0 ? counter.dataset.over : counter.dataset.under;
      counter.textContent = left <= few ? words.replace("{count}", Math.abs(left)) : "";
      counter.toggleAttribute("data-over-limit", left < 0);
    };
    counter.setAttribute("role", "status"); // polite, and there before it says anything
    counter.hidden = false;
    show();
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(show, REST_MS);
    });
  }
}
