"use strict";
// The page works without this. With it, what lives is drawn anew by the server and put in here, piece by piece, so
// that the focus stays where it is and a screen reader is told only what is new.
(() => {
  const live = document.getElementById("live");
  const note = document.getElementById("note");

  const same = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id || "") === (b.id || "");

  function attributes(from, to) {
    for (const { name } of [...from.attributes]) if (!to.hasAttribute(name) && name !== "open") from.removeAttribute(name);
    for (const { name, value } of to.attributes) if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  }

  function morph(from, to) {
    let at = from.firstChild;
    for (const wanted of [...to.childNodes]) {
      let found = at;
      if (wanted.id) while (found && !same(found, wanted)) found = found.nextSibling;
      if (!found || !same(found, wanted)) {
        from.insertBefore(document.importNode(wanted, true), at);
        continue;
      }
      while (at !== found) { const gone = at; at = at.nextSibling; gone.remove(); }
      if (found.nodeType === Node.ELEMENT_NODE) {
        attributes(found, wanted);
        if (found.nodeName !== "INPUT" && found.nodeName !== "TEXTAREA") morph(found, wanted);
      } else if (found.data !== wanted.data) found.data = wanted.data;
      at = found.nextSibling;
    }
    while (at) { const gone = at; at = at.nextSibling; gone.remove(); }
  }

  const tell = (text) => { if (note) { note.className = "note"; note.textContent = text; } };

  let anchor = null;
  let away = false;
  function hold() {
    const bar = document.getElementById("progress");
    anchor = bar && { at: performance.now(), position: Number(bar.getAttribute("value")) };
  }
  function tick() {
    const bar = document.getElementById("progress");
    if (!bar || !anchor || bar.dataset.plays !== "1" || document.hidden || away) return;
    const ms = Math.min(anchor.position + performance.now() - anchor.at, Number(bar.max));
    bar.value = ms;
    const seconds = Math.floor(ms / 1000);
    document.getElementById("at").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }

  // What a screen reader says of the log; it is emptied again, so that who reads on meets each line once.
  const place = (line) => { const [, run, number] = line.id.split("-"); return { run, number: Number(number) }; };
  const lines = () => [...live.querySelectorAll("#log li[id]")];
  const newest = () => lines().map(place)[0] || told;
  let told = { run: "", number: 0 };
  let quiet = null;
  function tellNew(asked) {
    const isNew = ({ run, number }) => run !== told.run || number > told.number;
    const fresh = lines().filter((line) => isNew(place(line))).reverse();
    told = newest();
    if (!fresh.length && !asked.length) return;
    const urgent = (line) => line.matches(".warning, .failure");
    const words = (some) => some.map((line) => line.querySelector(".told").textContent);
    say([...words(fresh.filter((line) => !urgent(line))), ...asked], words(fresh.filter(urgent)));
  }
  // Each is a sentence of its own, so that the end of one isn't read on into the next.
  const spoken = (some) => some.map((each) => each.trim()).map((each) => /[.!?…]$/.test(each) ? each : `${each}.`).join(" ");
  function say(polite, urgent = []) {
    const told = { said: spoken(polite), warned: spoken(urgent) };
    for (const [id, words] of Object.entries(told)) document.getElementById(id).textContent = words;
    clearTimeout(quiet);
    quiet = setTimeout(() => { for (const id of Object.keys(told)) document.getElementById(id).textContent = ""; }, 5000);
  }

  // That the first words are awaited is told once, and only where they don't come at once.
  const coming = () => { const awaited = live.querySelector("#no-words[data-told]"); return awaited ? awaited.dataset.told : ""; };
  let patience = null;
  function tellComing(before) {
    if (coming() === before) return;
    clearTimeout(patience);
    patience = setTimeout(() => { if (coming()) say([coming()]); }, 700);
  }

  let pressedAt = -Infinity;
  const questions = () => [...live.querySelectorAll(".question")];
  function show(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").body;
    const focused = document.activeElement;
    const part = focused && focused.closest("#live > section");
    const asked = new Set(questions().map((each) => each.id));
    const awaited = coming();
    morph(live, fresh);
    if (focused && focused !== document.body && !focused.isConnected) {
      // What had the focus is gone: on to its part, rather than to the top of the page.
      const next = part && part.isConnected ? part : document.getElementById("main");
      if (next) next.focus({ preventScroll: true });
    }
    hold();
    tellComing(awaited);
    const question = questions().find((each) => !asked.has(each.id));
    // Who has just pressed what asks it is led there: it may be out of sight. Others are told.
    const led = question && performance.now() - pressedAt < 5000;
    tellNew(question && !led ? [...question.querySelectorAll("h3, p")].map((each) => each.textContent) : []);
    if (led) question.focus();
  }

  if (live) {
    hold();
    told = newest();
    setInterval(tick, 1000);
    let events = null;
    let lost = null;
    let again = null;
    const miss = (words) => { if (note) { tell(words); note.dataset.lost = "1"; } };
    const connect = () => {
      clearTimeout(again);
      if (events) events.close();
      events = new EventSource("/events");
      events.addEventListener("open", () => {
        clearTimeout(lost);
        lost = null;
        if (note && note.dataset.lost) { delete note.dataset.lost; tell(""); say(["The computer can be reached again."]); }
      });
      events.addEventListener("error", async () => {
        away = true;
        if (lost === null) lost = setTimeout(miss, 3000, "The computer can't be reached. This page tries again by itself.");
        // A browser itself tries again where nothing answers, but not where it was turned away, and doesn't say why.
        if (events.readyState !== EventSource.CLOSED) return;
        clearTimeout(again);
        again = setTimeout(connect, 3000);
        const answer = await fetch("/events", { method: "HEAD" }).catch(() => null);
        if (answer && answer.status === 403) location.reload();
        if (!answer || answer.status !== 503) return;
        clearTimeout(lost);
        lost = null;
        miss("This page is open in too many windows. Close one; this one tries again by itself.");
      });
      events.addEventListener("live", (event) => { away = false; show(JSON.parse(event.data)); });
      events.addEventListener("gone", () => { events.close(); location.reload(); });
    };
    connect();
    // A phone that has slept may hold a connection that leads nowhere, and isn't told so for minutes.
    let hiddenAt = null;
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) hiddenAt = Date.now();
      else if (hiddenAt !== null && Date.now() - hiddenAt > 20000) connect();
    });

    document.addEventListener("submit", async (event) => {
      const form = event.target;
      if (!form.hasAttribute("data-live")) return;
      event.preventDefault();
      pressedAt = performance.now();
      try {
        const answer = await fetch(form.getAttribute("action"), {
          method: "POST", headers: { "X-Live": "1" }, body: new URLSearchParams(new FormData(form)),
        });
        const plain = (answer.headers.get("content-type") || "").startsWith("text/plain");
        if (answer.status === 403 && !plain) location.reload();
        else tell(plain ? await answer.text() : "It failed. The page shows how things stand.");
      } catch { tell("The computer can't be reached. Nothing was done."); }
    });
  }

  for (const field of document.querySelectorAll("[data-select]")) field.addEventListener("focus", () => field.select());
  if (navigator.clipboard) for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
      button.textContent = "Copied";
    });
  }
  // After a form without this script, or a page of its own: what came of it is read first.
  if (location.hash === "#note" && note && note.textContent.trim()) note.focus();
})();
