// Steps: to the next or previous annotation or passage, by buttons and by the arrow keys.
(() => {
  "use strict";
  const { tools } = window.hashiya;
  const source = document.querySelector(".hy-source");
  const bar = document.querySelector(".hy-views");
  if (!source || !bar || !tools) return;

  const shown = (element) => element.checkVisibility();
  // One marker an annotation: that in the first text that is shown.
  const stops = {
    note: () => {
      const seen = new Set();
      return [...source.querySelectorAll(".hy-text .hy-ref")].filter(
        (marker) => shown(marker) && !seen.has(marker.hash) && seen.add(marker.hash),
      );
    },
    passage: () => [...source.querySelectorAll(".hy-n > :first-child > a")],
  };

  const go = (kind, by, from) => {
    const all = stops[kind]();
    const same = (stop) => stop === from || (kind === "note" && stop.hash === from?.hash);
    let at = all.findIndex(same);
    if (at < 0) {
      const edge = bar.getBoundingClientRect().bottom;
      at = all.findIndex((stop) => stop.getBoundingClientRect().top >= edge);
      if (at < 0) at = all.length;
      if (by > 0) at -= 1;
    }
    const next = all[at + by];
    if (!next) return null;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: kind === "note" ? "center" : "start" });
    return next;
  };

  const steps = tools.content.querySelector(".hy-steps").cloneNode(true);
  if (!source.querySelector(".hy-ref"))
    for (const button of steps.querySelectorAll("[data-step=note]")) button.remove();
  bar.append(steps);
  let last = null;
  source.addEventListener("focusin", ({ target }) => {
    if (target.matches(".hy-ref, .hy-n a")) last = target;
    const note = target.closest(".hy-note");
    if (note) last = source.querySelector(`.hy-ref[href="#${note.id}"]`);
  });
  addEventListener("wheel", () => (last = null), { passive: true });
  steps.addEventListener("click", (event) => {
    const { step, by } = event.target.closest("button")?.dataset ?? {};
    if (step) go(step, Number(by), last);
  });

  source.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const { target, key } = event;
    const kind = target.matches(".hy-ref") ? "note" : target.matches(".hy-n a:not(.hy-other)") ? "passage" : "";
    const ahead = { note: getComputedStyle(target).direction === "rtl" ? "ArrowLeft" : "ArrowRight", passage: "ArrowDown" }[kind];
    const behind = { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft", ArrowDown: "ArrowUp" }[ahead];
    if (key !== ahead && key !== behind) return;
    event.preventDefault();
    // In the text that the marker stands in, not only in the first.
    const column = target.closest("[data-side]")?.dataset.side;
    if (kind === "note") {
      const all = [...source.querySelectorAll(`[data-side="${column}"] .hy-ref`)].filter(shown);
      const next = all[all.indexOf(target) + (key === ahead ? 1 : -1)];
      next?.focus({ preventScroll: true });
      next?.scrollIntoView({ block: "nearest" });
    } else go(kind, key === ahead ? 1 : -1, target);
  });
})();
