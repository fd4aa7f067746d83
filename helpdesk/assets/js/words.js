// Suggestions for a field that holds several words with commas between them: a list alone would know only the first.
export function suggestWords() {
  for (const field of document.querySelectorAll("input[data-words]")) {
    const options = [...(field.list?.options ?? [])].map((option) => ({ option, word: option.value }));
    field.addEventListener("input", () => {
      const before = field.value.slice(0, field.value.lastIndexOf(",") + 1);
      for (const { option, word } of options) option.value = before ? `${before} ${word}` : word;
    });
  }
}
