// A long list becomes a field to write in. Only on pages with <select data-autocomplete>.
import accessibleAutocomplete from "accessible-autocomplete";

const MOST_SHOWN = 12;

/** What fits: names that begin with what was written come before names that hold it. */
function fitting(names, query) {
  const sought = query.trim().toLocaleLowerCase("sv");
  const holds = names.filter((name) => name.toLocaleLowerCase("sv").includes(sought));
  const begins = (name) => name.toLocaleLowerCase("sv").startsWith(sought);
  return [...holds.filter(begins), ...holds.filter((name) => !begins(name))].slice(0, MOST_SHOWN);
}

/** Hint and error of the field, which the new input would otherwise lose. */
function describing(select) {
  const ids = (select.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
  return ids.map((id) => document.getElementById(id)?.textContent.trim() ?? "");
}

function enhance(select) {
  const { id, dataset } = select;
  const names = [...select.options].filter((option) => option.value).map((option) => option.text);
  const hint = [...describing(select), dataset.hintText].join(" ");
  const isInvalid = select.getAttribute("aria-invalid") === "true";
  accessibleAutocomplete.enhanceSelectElement({
    selectElement: select,
    source: (query, show) => show(fitting(names, query)),
    // With the default the first suggestion is chosen by itself, which surprises and which axe reports.
    autoselect: false,
    confirmOnBlur: false,
    defaultValue: select.value ? select.selectedOptions[0].text : "",
    tNoResults: () => dataset.noResults,
    tAssistiveHint: () => hint,
    tStatusQueryTooShort: () => dataset.tooShort,
    tStatusNoResults: () => dataset.noResults,
    tStatusSelectedOption: (option, count, index) =>
      dataset.selectedOption
        .replace("{option}", option)
        .replace("{index}", index + 1)
        .replace("{count}", count),
    tStatusResults: (count) => (count === 1 ? dataset.oneResult : dataset.manyResults.replace("{count}", count)),
  });
  const input = document.getElementById(id);
  if (isInvalid) {
    input.setAttribute("aria-invalid", "true");
    input.closest(".autocomplete__wrapper").setAttribute("data-invalid", "");
  }
  // What was written decides; a name that is not in the list must not leave the earlier choice standing.
  const choose = () => {
    const written = input.value.trim().toLocaleLowerCase("sv");
    const option = [...select.options].find((one) => one.text.toLocaleLowerCase("sv") === written);
    select.value = option?.value ?? "";
  };
  input.addEventListener("change", choose);
  select.form?.addEventListener("submit", choose, { capture: true });
}

for (const select of document.querySelectorAll("select[data-autocomplete]")) enhance(select);
