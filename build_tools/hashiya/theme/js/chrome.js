// The frame: remembers the colour scheme, and lets the language links keep the place in the page.
(() => {
  "use strict";
  const root = document.documentElement;

  const keep = (name, value) => {
    try {
      localStorage.setItem(`hashiya.${name}`, value);
    } catch {
      // Storage may be forbidden; the choice then lasts for this page.
    }
  };

  const scheme = document.querySelector("#hy-scheme");
  if (scheme) {
    scheme.elements.scheme.value = root.dataset.scheme ?? "auto";
    scheme.addEventListener("change", () => {
      const chosen = scheme.elements.scheme.value;
      if (chosen === "auto") delete root.dataset.scheme;
      else root.dataset.scheme = chosen;
      keep("scheme", chosen);
    });
  }

  // The passage being read, or the place that was opened, as long as it is in sight.
  const links = document.querySelectorAll("a[data-same-page]");
  const inSight = (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 80 && top < innerHeight;
  };
  const reading = () => {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const row = named?.closest(".hy-row");
    if (named && (!row || scrollY === 0 || inSight(row))) return named.id;
    const rows = [...document.querySelectorAll(".hy-row")];
    return scrollY > 0 ? (rows.find(inSight)?.id ?? "") : "";
  };
  const keepPlace = ({ currentTarget }) => (currentTarget.hash = reading());
  for (const link of links)
    for (const event of ["click", "auxclick"]) link.addEventListener(event, keepPlace);
  if (links.length) keep("language", root.lang);
})();
