// One button that ticks every box of a form, or none: the boxes can be ticked one by one without it.
export function chooseAll() {
  for (const button of document.querySelectorAll("[data-choose-all]")) {
    const form = document.getElementById(button.dataset.chooseAll);
    const boxes = [...(form?.elements ?? [])].filter((field) => field.type === "checkbox");
    button.hidden = boxes.length === 0;
    button.addEventListener("click", () => {
      const isAll = boxes.every((box) => box.checked);
      for (const box of boxes) box.checked = !isAll;
    });
  }
}
