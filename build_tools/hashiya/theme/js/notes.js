// Notes: a marker opens its note where it stands, or as a sheet on a phone, and does not jump.
(() => {
  "use strict";
  const { hashiya } = window;
  const source = document.querySelector(".hy-source");
  if (!source || !hashiya.show) return;
  const phone = matchMedia("(max-width: 43.99em)");
  let marker = null;

  const address = (hash) => {
    history.replaceState(history.state, "", hash);
    hashiya.arrive(hash.slice(1));
  };

  const shut = (note) => {
    note.classList.remove("hy-open");
    note.removeAttribute("tabindex");
    note.removeAttribute("aria-label");
  };

  const label = (note) => note.querySelector(".hy-num").textContent;

  const inPlace = (note) => {
    const fold = note.closest("details");
    if (fold) fold.open = true;
    note.classList.add("hy-open");
    note.tabIndex = -1;
    note.ariaLabel = label(note);
    note.focus({ preventScroll: true });
    note.scrollIntoView({ block: "nearest" });
  };

  // In the foot of a sheet: the way to the note before and to the one after, in the same text.
  const steps = hashiya.tools?.content.querySelector(".hy-steps").cloneNode(true);
  for (const button of steps?.querySelectorAll("[data-step=passage]") ?? []) button.remove();
  const neighbour = (by) => {
    const { side } = marker.closest("[data-side]").dataset;
    const all = [...source.querySelectorAll(`[data-side="${side}"] .hy-ref`)];
    return all[all.indexOf(marker) + by];
  };
  steps?.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const next = neighbour(Number(button.dataset.by));
    next.focus({ preventScroll: true });
    open(next);
    if (event.detail || button.disabled) return;
    button.focus();
    hashiya.say(label(document.getElementById(marker.hash.slice(1))));
  });

  const asSheet = (note) => {
    const nodes = hashiya.bare([...note.children].map((child) => child.cloneNode(true)));
    const box = document.createElement("div");
    box.className = "hy-sheet-note hy-notes";
    Object.assign(box.dataset, note.dataset);
    box.append(...nodes);
    for (const button of steps?.children ?? []) button.disabled = !neighbour(Number(button.dataset.by));
    const foot = steps ? [steps] : [];
    hashiya.show({ opener: marker, key: marker.hash, label: label(note), nodes: [box], foot }, true);
  };

  const open = (from) => {
    const note = document.getElementById(from.hash.slice(1));
    if (!note) return;
    marker = from;
    address(from.hash);
    if (phone.matches) asSheet(note);
    else inPlace(note);
  };

  source.addEventListener("click", (event) => {
    const from = event.target.closest?.(".hy-ref");
    if (!from || !hashiya.plain(event)) return;
    event.preventDefault();
    open(from);
  });
  // The end of a note that is cut off opens it; without scripts it is a link that does.
  source.addEventListener("click", (event) => {
    const number = event.target.closest?.(".hy-note .hy-num");
    if (!number || !hashiya.plain(event) || !event.detail) return;
    if (event.clientY <= number.getBoundingClientRect().bottom + 2) return;
    event.preventDefault();
    address(number.hash);
    inPlace(number.closest(".hy-note"));
  });
  // A note is open as long as it holds the focus, or a card that was opened from it does; another
  // window takes the focus without changing which element has it here.
  source.addEventListener("focusout", ({ target, relatedTarget }) => {
    const note = target.closest(".hy-note");
    if (!note || note.contains(relatedTarget) || target === document.activeElement) return;
    if (relatedTarget?.closest(".hy-over")) note.classList.add("hy-open");
    else shut(note);
  });
  source.addEventListener("keydown", (event) => {
    const note = event.target.closest(".hy-note");
    if (event.key !== "Escape" || !note) return;
    const own = marker?.hash === `#${note.id}` ? marker : source.querySelector(`.hy-ref[href="#${note.id}"]`);
    own?.focus();
  });

  // Not before the page is there: until then the browser itself still goes to its address.
  if (hashiya.again && phone.matches) {
    const again = source.querySelector(`.hy-ref[href="#${CSS.escape(hashiya.again)}"]`);
    const reopen = () => {
      again.scrollIntoView({ block: "center", behavior: "instant" });
      open(again);
    };
    if (again) addEventListener("load", reopen, { once: true });
  }
})();
