// Before the page is painted: the colour scheme that the reader chose, and word that scripts run.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  try {
    const chosen = localStorage.getItem("hashiya.scheme");
    if (chosen === "light" || chosen === "dark") root.dataset.scheme = chosen;
  } catch {
    // Storage may be forbidden; then the system's scheme it is.
  }
})();
