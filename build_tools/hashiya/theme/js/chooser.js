// The choice of language: says which one was read last time. It leads nobody away by itself.
(() => {
  "use strict";
  const choices = document.querySelectorAll(".hy-choice [data-language]");
  if (!choices.length) return;
  let last = null;
  try {
    last = localStorage.getItem("hashiya.language");
  } catch {
    return;
  }
  for (const choice of choices) {
    if (choice.dataset.language !== last) continue;
    choice.classList.add("hy-choice-again");
    choice.querySelector(".hy-choice-last").hidden = false;
  }
})();
