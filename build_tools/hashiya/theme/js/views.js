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
  form.addEventListener("change", ({ target }) => {
    const set = JSON.parse(kept.get("views") ?? "{}");
    for (const input of controls) if (input.name === target.name) set[key(input)] = input.checked;
    kept.set("views", JSON.stringify(set));
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  // Who follows a link to what the view hides gets it shown, for this page.
  const { annotations, view } = form.elements;
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const side = target.closest("[data-side]")?.dataset.side;
    const unseen = {
      note: !annotations.checked && target.closest(".hy-notes, .hy-refs"),
      side: side && view && !["both", side].includes(view.value),
    };
    if (unseen.note) annotations.checked = true;
    if (unseen.side) view.value = "both";
    if (unseen.note || unseen.side) target.scrollIntoView();
  };
  reveal();
  addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("a")?.hash === location.hash) reveal();
  });
})();
