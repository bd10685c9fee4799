// Copies: a link, a citation or the text itself of a passage or an annotation, by its number.
(() => {
  "use strict";
  const { hashiya } = window;
  const { tools, words } = hashiya;
  const source = document.querySelector(".hy-source");
  if (!source || !tools || !HTMLElement.prototype.showPopover) return;
  const NUMBER = ".hy-n > :first-child > a, .hy-num";
  const menu = tools.content.querySelector(".hy-copy").cloneNode(true);
  source.append(menu);
  for (const number of source.querySelectorAll(NUMBER)) number.ariaHasPopup = "dialog";
  let number = null;

  const page = () =>
    (document.querySelector("link[rel=canonical]")?.href ?? location.href).replace(/#.*$/, "");
  const address = () => page() + number.hash;
  const isolated = (text, direction) =>
    `${direction === "rtl" ? "\u2067" : "\u2066"}${text}\u2069`;
  const element = (name, attributes, ...children) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...children);
    return made;
  };

  const clean = (node) => {
    const copy = node.cloneNode(true);
    for (const rest of copy.querySelectorAll(".hy-refs, .hy-vh")) rest.remove();
    return copy.textContent;
  };
  // The words of an annotation in one language: its runs, and a line for each passage.
  const marked = (side, name) =>
    [...source.querySelectorAll(`[data-side="${side}"]`)]
      .map((text) => [...text.querySelectorAll(`.hy-m[data-a="${name}"]`)].map(clean).join(""))
      .filter(Boolean)
      .join("\n");
  const sides = () => {
    const row = number.closest(".hy-row");
    const name = number.matches(".hy-num") ? number.hash.slice(1) : "";
    return [...row.querySelectorAll(".hy-text > [data-side]")].flatMap((text) => {
      if (text.querySelector(".hy-untranslated")) return [];
      const said = (name && marked(text.dataset.side, name).trim()) || clean(text.querySelector("p") ?? text).trim();
      return [{ lang: text.lang, dir: text.dir, said }];
    });
  };

  const made = {
    link: () => [address(), element("p", {}, element("a", { href: address() }, address()))],
    citation: () => {
      const { lang, dir } = document.documentElement;
      const n = number.lastChild.textContent;
      const read = new Intl.DateTimeFormat(words.locale, { dateStyle: "long" }).format(new Date());
      const pattern = words.cite
        .replace("{place}", (number.matches(".hy-num") ? words.note : words.passage).replace("{n}", n))
        .replace("{read}", read);
      const [before, after] = pattern.split("{address}");
      const link = element("bdi", { dir: "ltr" }, element("a", { href: address() }, address()));
      return [`${before}${isolated(address(), "ltr")}${after}`, element("p", { lang, dir }, before, link, after)];
    },
    text: () => {
      const found = sides();
      const html = element("div", {}, ...found.map(({ lang, dir, said }) => element("p", { lang, dir }, said)));
      return [found.map(({ dir, said }) => isolated(said, dir)).join("\n\n"), html];
    },
  };

  // Where the clipboard may not be written, as on a page without https, a copy is made by hand.
  const byHand = (plain, html) => {
    let done = false;
    const put = (event) => {
      event.preventDefault();
      event.clipboardData.setData("text/plain", plain);
      event.clipboardData.setData("text/html", html);
      done = true;
    };
    document.addEventListener("copy", put, { once: true });
    document.execCommand("copy");
    document.removeEventListener("copy", put);
    return done;
  };
  const copy = async (plain, html) => {
    try {
      const blob = (type, text) => new Blob([text], { type });
      const item = { "text/plain": blob("text/plain", plain), "text/html": blob("text/html", html) };
      await navigator.clipboard.write([new ClipboardItem(item)]);
      return true;
    } catch {
      return byHand(plain, html);
    }
  };

  const place = () => {
    const at = number.getBoundingClientRect();
    const { clientWidth: across, clientHeight: down } = document.documentElement;
    const start = menu.matches(":dir(rtl)") ? at.right - menu.offsetWidth : at.left;
    menu.style.left = `${Math.max(8, Math.min(start, across - menu.offsetWidth - 8))}px`;
    menu.style.top = `${Math.max(8, Math.min(at.bottom + 4, down - menu.offsetHeight - 8))}px`;
  };

  source.addEventListener("click", (event) => {
    const found = event.target.closest?.(NUMBER);
    if (!found || found.closest(".hy-over") || !hashiya.plain(event) || event.defaultPrevented) return;
    event.preventDefault();
    number = found;
    history.replaceState(history.state, "", number.hash);
    hashiya.arrive(number.hash.slice(1));
    menu.showPopover({ source: number });
    place();
    menu.querySelector("button").focus({ preventScroll: true });
  });
  menu.addEventListener("click", async ({ target }) => {
    const what = target.closest("[data-copy]")?.dataset.copy;
    if (!what) return;
    const [plain, node] = made[what]();
    const done = await copy(plain, node.outerHTML);
    menu.hidePopover();
    number.focus({ preventScroll: true });
    hashiya.say(done ? words.copied : words.failed);
    number.classList.add(done ? "hy-copied" : "hy-not-copied");
    setTimeout(() => number.classList.remove("hy-copied", "hy-not-copied"), 2000);
  });
})();
