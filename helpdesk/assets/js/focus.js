/** Move the focus to what the page wants to say first, as a rule the error summary, and let its links reach the fields. */
export function focusOnErrors() {
  document.querySelector("[data-focus]")?.focus();
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".ds-error-summary a[href^='#']");
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    const control = target.matches("fieldset") ? target.querySelector("input:not([type=hidden])") : target;
    if (!control) return;
    event.preventDefault();
    // The question must be seen too, not only the control.
    (target.closest(".ds-field, fieldset") ?? target).scrollIntoView({ block: "start" });
    control.focus({ preventScroll: true });
  });
}
