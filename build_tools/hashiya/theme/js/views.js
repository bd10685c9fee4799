// The view of a text: what the reader has set is kept for the visit.
(() => {
  "use strict";
  const form = document.querySelector(".hy-views");
  if (!form) return;
  const { kept } = window.hashiya;
  const controls = form.querySelectorAll("input");
  const key = (input) => (input.type === "radio" ? `${input.name}=${input.value}` : input.name);

  const known = JSON.parse(kept.get("views") ?? "{}");
  for (const input of controls) input.checked = known[key(input)] ?? input.defaultChecked;
  form.addEventListener("change", () => {
    const set = JSON.parse(kept.get("views") ?? "{}");
    for (const input of controls) set[key(input)] = input.checked;
    kept.set("views", JSON.stringify(set));
  });
  form.addEventListener("submit", (event) => event.preventDefault());
})();
