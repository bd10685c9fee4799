// Cards: what a link leads to, shown over the page by hover, focus, click and tap; one at a time,
// with a way back through those before. A page's own cards are shown, or those of the source.
(() => {
  "use strict";
  const { hashiya } = window;
  const main = document.querySelector("#hy-main");
  if (!main || !HTMLElement.prototype.showPopover) return;
  const IN = 350;
  const OUT = 300;
  const PLACE = /\/sources\/[^/]+\/#./;
  const LINK = `a[href*="sources/"]:not([hreflang]), .hy-preview`;
  const wide = matchMedia("(min-width: 44em) and (min-height: 30em)");
  const files = new Map();
  let stack = [];
  let pinned = false;
  let timer = 0;
  let inside = false;
  let closed = null;

  // --- the frame -----------------------------------------------------------------------------

  const button = (name) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `hy-${name}`;
    return made;
  };
  const frame = document.createElement("div");
  frame.className = "hy-card hy-over";
  frame.popover = "auto";
  frame.role = "dialog";
  frame.tabIndex = -1;
  const foot = document.createElement("p");
  foot.className = "hy-card-foot";
  const back = button("back");
  const close = button("close");
  main.append(frame);
  close.addEventListener("click", () => frame.hidePopover());
  back.addEventListener("click", () => goBack());

  const draw = () => {
    const top = stack.at(-1);
    back.textContent = hashiya.words.back;
    close.textContent = hashiya.words.close;
    back.hidden = stack.length < 2;
    foot.replaceChildren(back, close, ...(top.foot ?? []));
    frame.setAttribute("aria-label", top.label);
    frame.replaceChildren(...top.nodes, foot);
    frame.scrollTop = 0;
  };

  // --- what is shown ----------------------------------------------------------------------------

  const bare = (nodes) => {
    for (const node of nodes)
      for (const element of [node, ...node.querySelectorAll("[id], [tabindex]")]) {
        element.removeAttribute("id");
        element.removeAttribute("tabindex");
      }
    return nodes;
  };

  const fetched = (url) => {
    if (!files.has(url))
      files.set(
        url,
        fetch(url)
          .then((answer) => (answer.ok ? answer.json() : null))
          .catch(() => null),
      );
    return files.get(url);
  };

  // From the file of the source: addresses in it are relative to that file.
  const remote = async (from) => {
    const link = from.href ? from : from.closest(".hy-link, .hy-backlinks li").querySelector(".hy-target a, :scope > a");
    const file = await fetched(new URL("cards.json", link.href).href);
    const name = decodeURIComponent(link.hash.slice(1));
    const html = file?.cards[file.at[name] ?? name];
    if (!html) return null;
    hashiya.words = { close: file.close, back: file.back, shown: file.shown, ...hashiya.words };
    const made = document.createElement("template");
    made.innerHTML = html;
    for (const one of made.content.querySelectorAll("a"))
      one.href = new URL(one.getAttribute("href"), link.href).href;
    return [...made.content.children];
  };

  const local = (opener) => {
    const own = opener.closest(".hy-link, .hy-backlinks li")?.querySelector(".hy-preview");
    const inProse = opener.closest(".hy-prose");
    const preview = opener.matches("button") ? opener : inProse ? null : own;
    const card = preview && document.getElementById(preview.getAttribute("popovertarget"));
    const shown = card && [...card.children].filter((child) => !child.matches(".hy-close"));
    return shown && bare(shown.map((child) => child.cloneNode(true)));
  };

  // What belongs to the link and not to the passage: relation, distance in time; the reason.
  const tie = (opener, what) => {
    const item = opener.closest(".hy-link, .hy-backlinks li, .hy-next");
    const parts = item && !opener.closest(".hy-prose") ? [...item.querySelectorAll(what)] : [];
    if (!parts.length) return [];
    const made = document.createElement("div");
    made.className = "hy-tie";
    made.append(...bare(parts.map((part) => part.cloneNode(true))).flatMap((part) => [part, " "]));
    return [made];
  };

  const entry = async (opener) => {
    const card = (await remote(opener)) ?? local(opener);
    if (!card) return null;
    const onward = card.findIndex((node) => node.matches(".hy-onward"));
    const [head, ...texts] = onward < 0 ? card : card.slice(0, onward);
    const key = opener.getAttribute("href") ?? `#${opener.getAttribute("popovertarget")}`;
    const nodes = [
      head,
      ...tie(opener, ".hy-chip, .hy-ago"),
      ...texts,
      ...tie(opener, ".hy-fallback, .hy-prose"),
      ...(onward < 0 ? [] : card.slice(onward)),
    ];
    return { opener, key, label: head.textContent, nodes };
  };

  // --- where it stands --------------------------------------------------------------------------

  const overlap = (one, other) =>
    Math.max(0, Math.min(one.right, other.right) - Math.max(one.left, other.left)) *
    Math.max(0, Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top));

  // Below or above the link, wide or narrow: wherever it covers least of the passage being read.
  const place = (opener) => {
    const { style } = frame;
    style.cssText = "";
    if (pinned || opener.matches(":focus-visible"))
      opener.scrollIntoView({ block: "nearest", behavior: "instant" });
    const at = opener.getBoundingClientRect();
    if (!wide.matches) {
      const hidden = at.bottom + 40 - frame.getBoundingClientRect().top;
      if (hidden > 0) scrollBy({ top: hidden, behavior: "instant" });
      return;
    }
    const text = opener.closest(".hy-row")?.querySelector(".hy-text")?.getBoundingClientRect();
    const { clientWidth: across, clientHeight: down } = document.documentElement;
    let best = null;
    for (const size of [720, 480, 340]) {
      const width = Math.min(size, across - 32);
      style.inlineSize = `${width}px`;
      frame.classList.toggle("hy-narrow", width < 600);
      const wanted = frame.offsetHeight;
      const whole = Math.max(frame.scrollHeight, wanted);
      for (const below of [true, false])
        for (const from of [at.left, at.right - width]) {
          const room = below ? down - at.bottom - 16 : at.top - 16;
          const height = Math.min(wanted, Math.max(room, 160));
          const left = Math.min(Math.max(from, 16), across - width - 16);
          const top = Math.max(8, Math.min(below ? at.bottom + 8 : at.top - height - 8, down - height - 8));
          const box = { left, top, right: left + width, bottom: top + height };
          const cost =
            (text ? overlap(box, text) : 0) + 0.5 * (whole - height) * width + 9 * overlap(box, at) + (720 - size) * 40;
          if (!best || cost < best.cost) best = { cost, left, top, width, height };
        }
    }
    frame.classList.toggle("hy-narrow", best.width < 600);
    style.inset = "auto";
    style.left = `${best.left}px`;
    style.top = `${best.top}px`;
    style.inlineSize = `${best.width}px`;
    style.maxBlockSize = `${best.height}px`;
  };

  // --- opening and closing ----------------------------------------------------------------------

  const show = (shown, pin) => {
    const within = frame.contains(shown.opener);
    if (!within) {
      if (frame.matches(":popover-open")) frame.hidePopover();
      stack = [];
    }
    stack.push(shown);
    draw();
    clearTimeout(timer);
    pinned = pin || within;
    if (!within) {
      frame.showPopover({ source: shown.opener });
      place(shown.opener);
    }
    if (pinned) frame.focus({ preventScroll: true });
    else if (shown.opener.matches(":focus-visible")) hashiya.say(hashiya.words.shown);
  };
  hashiya.show = show;
  hashiya.bare = bare;

  const goBack = () => {
    const { opener } = stack.pop();
    draw();
    pinned = true;
    opener.focus();
  };

  const open = async (opener, pin) => {
    const shown = await entry(opener);
    if (shown) show(shown, pin);
    return Boolean(shown);
  };

  frame.addEventListener("beforetoggle", ({ newState }) => {
    if (newState !== "closed") return;
    inside = frame.contains(document.activeElement);
  });
  frame.addEventListener("toggle", ({ newState }) => {
    if (newState !== "closed" || frame.matches(":popover-open")) return;
    const [first] = stack;
    if (!first) return;
    closed = { key: first.key, at: Date.now() };
    // While it is still the first of the stack: focus that comes back does not open its card again.
    if (inside) first.opener.focus({ preventScroll: true });
    stack = [];
    pinned = false;
  });
  frame.addEventListener("keydown", (event) => {
    if (event.key !== "Backspace" || stack.length < 2) return;
    event.preventDefault();
    goBack();
  });

  const opener = ({ target }) => {
    const found = target.closest?.(LINK);
    if (!found || found.matches("button")) return found;
    // What is fetched becomes part of the page: never from a site that a note links to.
    const ours = found.origin === location.origin && PLACE.test(found.pathname + found.hash);
    return ours ? found : null;
  };
  const soon = (wait, act) => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
  const leave = () => {
    if (!pinned && frame.matches(":popover-open")) soon(OUT, () => frame.hidePopover());
    else clearTimeout(timer);
  };
  const enter = (found) => {
    if (stack[0]?.opener === found) clearTimeout(timer);
    else if (!pinned) soon(IN, () => open(found, false));
  };

  main.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    if (frame.contains(event.target)) return clearTimeout(timer);
    const found = opener(event);
    if (found) enter(found);
  });
  main.addEventListener("pointerout", (event) => {
    if (event.pointerType !== "mouse") return;
    const from = frame.contains(event.target) ? frame : opener(event);
    const to = event.relatedTarget;
    if (from && !from.contains(to) && !frame.contains(to)) leave();
  });
  main.addEventListener("focusin", (event) => {
    if (frame.contains(event.target)) {
      clearTimeout(timer);
      pinned = true;
      return;
    }
    const found = opener(event);
    if (found?.matches("a:focus-visible")) enter(found);
  });
  // Focus that goes nowhere, as when another window takes it, closes nothing.
  main.addEventListener("focusout", (event) => {
    const to = event.relatedTarget;
    if (to && !frame.contains(to) && (frame.contains(event.target) || opener(event))) {
      pinned = false;
      leave();
    }
  });

  // A tap opens, as does a click on a button or, in a card, on a link to a further passage.
  let touched = false;
  main.addEventListener("pointerdown", ({ pointerType }) => (touched = pointerType !== "mouse"), true);
  main.addEventListener("click", async (event) => {
    const found = opener(event);
    if (!found || !hashiya.plain(event)) return;
    const onward = frame.contains(found) && !found.closest(".hy-card-head") && !found.matches(".hy-rest");
    const tapped = touched && event.detail > 0 && !frame.contains(found);
    if (!onward && !tapped && !found.matches("button")) return;
    event.preventDefault();
    if (!(await open(found, true)) && found.href) location.assign(found.href);
  });

  // --- the same page in another language --------------------------------------------------------

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("a[data-same-page]")) return;
    const now = stack[0]?.key ?? (closed && Date.now() - closed.at < 1000 ? closed.key : null);
    hashiya.kept.set("open", now);
  });
  const before = hashiya.kept.get("open");
  hashiya.kept.set("open", null);
  if (before) {
    const name = CSS.escape(before.replace(/^#/, ""));
    const found = main.querySelector(
      before[0] === "#" ? `[popovertarget="${name}"]` : `a[href="${CSS.escape(before)}"]`,
    );
    if (found) open(found, false);
    else hashiya.again = before.slice(1);
  }
})();
