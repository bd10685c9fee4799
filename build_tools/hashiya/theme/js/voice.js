// The voice: one polite line for screen readers, and the words that the other scripts were given.
(() => {
  "use strict";
  const line = document.createElement("p");
  line.className = "hy-vh";
  line.role = "status";
  document.querySelector("#hy-main")?.append(line);

  const tools = document.querySelector("#hy-tools");
  window.hashiya = {
    tools,
    words: { ...tools?.dataset },
    say(words) {
      line.textContent = "";
      if (words) setTimeout(() => (line.textContent = words), 50);
    },
    // A choice that lasts for the visit; without storage, for the page.
    kept: {
      get(name) {
        try {
          return sessionStorage.getItem(`hashiya.${name}`);
        } catch {
          return null;
        }
      },
      set(name, value) {
        try {
          if (value === null) sessionStorage.removeItem(`hashiya.${name}`);
          else sessionStorage.setItem(`hashiya.${name}`, value);
        } catch {
          // Storage may be forbidden.
        }
      },
    },
    plain: (event) =>
      event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey),
  };
})();
