// What every page gets. Pages work without it; it only makes them quicker and kinder.
import { saveDrafts } from "./autosave.js";
import { countCharacters } from "./counter.js";
import { focusOnErrors } from "./focus.js";
import { signHtmxRequests } from "./forgery_token.js";
import { showUploads } from "./upload.js";

/** Run `start` when the page has been read: at once where it already has. */
function whenReady(start) {
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start, { once: true });
  } else {
    start();
  }
}

signHtmxRequests();
whenReady(() => {
  focusOnErrors();
  countCharacters();
  showUploads();
  saveDrafts();
});
