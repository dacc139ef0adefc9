// Filters and sorting; the page is whole without them.
(() => {
  "use strict";
  const form = document.querySelector("[data-filters]");
  const list = document.querySelector("[data-list]");
  if (form && list) {
    const items = Array.from(list.querySelectorAll("[data-item]"));
    const shown = form.querySelector("output");
    const field = (name) => form.elements.namedItem(name);
    const number = (item, key) => Number(item.dataset[key]);
    const orders = {
      order: (one, other) => number(one, "order") - number(other, "order"),
      lost: (one, other) => number(other, "lost") - number(one, "lost"),
      touchpoint: (one, other) => place(one) - place(other) || number(one, "order") - number(other, "order"),
    };
    const names = Array.from(field("touchpoint").options, (option) => option.value);
    const place = (item) => names.indexOf(item.dataset.touchpoint);
    const update = () => {
      const words = field("words").value.trim().toLowerCase();
      let count = 0;
      for (const item of items) {
        const fits = ["touchpoint", "severity"].every((key) => !field(key).value || item.dataset[key] === field(key).value)
          && (!words || item.textContent.toLowerCase().includes(words));
        item.hidden = !fits;
        count += fits ? 1 : 0;
      }
      list.append(...items.sort(orders[field("sort").value] || orders.order));
      shown.textContent = shown.dataset.template.replace("{shown}", count).replace("{count}", items.length);
    };
    form.addEventListener("input", update);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    update();
  }
  // Where the map is shown, its steps in words are asked for.
  if (matchMedia("(min-width: 761px)").matches) {
    document.querySelectorAll("[data-fold]").forEach((one) => { one.open = false; });
  }
  // Paper cannot be unfolded.
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
})();
