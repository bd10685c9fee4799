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

  const links = document.querySelectorAll("a[data-same-page]");
  const reading = () =>
    [...document.querySelectorAll(".hy-row")].find((row) => row.getBoundingClientRect().bottom > 80);
  const follow = () => {
    for (const link of links) link.hash = location.hash;
  };
  const keepPlace = () => {
    if (!location.hash && scrollY > 0) for (const link of links) link.hash = reading()?.id ?? "";
  };
  if (links.length) {
    addEventListener("hashchange", follow);
    follow();
    for (const link of links) link.addEventListener("click", keepPlace);
    keep("language", root.lang);
  }
})();
