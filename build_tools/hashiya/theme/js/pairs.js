// Pairs: annotated words light up in both languages with their markers and their note.
(() => {
  "use strict";
  const source = document.querySelector(".hy-source");
  if (!source) return;

  const all = (name) =>
    source.querySelectorAll(
      `.hy-m[data-a="${name}"], .hy-ref[href="#${name}"], .hy-note[id="${name}"]`,
    );
  // Words may belong to several annotations, a marker and a note to one.
  const names = (element) => {
    const one = element.closest?.(".hy-ref, .hy-note");
    if (one) return [one.id && one.matches(".hy-note") ? one.id : one.hash.slice(1)];
    const found = [];
    for (let at = element.closest?.(".hy-m"); at; at = at.parentElement.closest(".hy-m"))
      found.push(at.dataset.a);
    return found;
  };

  let lit = "";
  const light = (found) => {
    const now = found.join(" ");
    if (now === lit) return;
    lit = now;
    for (const element of source.querySelectorAll(".hy-lit")) element.classList.remove("hy-lit");
    for (const name of found) for (const element of all(name)) element.classList.add("hy-lit");
  };
  // What the pointer is on; beside words and notes, what has the focus.
  const focused = () => names(document.activeElement);
  source.addEventListener("focusin", ({ target }) => light(names(target)));
  source.addEventListener("pointerover", ({ target }) => {
    const found = names(target);
    light(found.length ? found : focused());
  });
  source.addEventListener("pointerleave", () => light(focused()));

  // The words whose address was followed are marked, as the note and the passage are.
  window.hashiya.arrive = (name) => {
    for (const element of source.querySelectorAll(".hy-here")) element.classList.remove("hy-here");
    if (/^[a-z0-9-]+$/.test(name))
      for (const element of all(name)) element.classList.add("hy-here");
  };
  const arrived = () => window.hashiya.arrive(location.hash.slice(1));
  addEventListener("hashchange", arrived);
  arrived();
})();
