"use strict";
// Shows each part as the server sends it. Only what changed is exchanged, so that the rest keeps its
// place and its focus.

const token = document.body.dataset.token;
const state = document.getElementById("state");
const pause = document.getElementById("pause");
const newest = { checks: document.body.dataset.checks, parts: {} };
let source = null;

function show() {
  if (pause.getAttribute("aria-pressed") === "true") return;
  for (const [id, html] of Object.entries(newest.parts)) {
    const place = document.getElementById(id);
    if (place.sent !== html) {
      place.innerHTML = html;
      place.sent = html;
    }
  }
  document.body.dataset.checks = newest.checks;
}

function say(words) {
  if (state.textContent !== words) state.textContent = words;
}

function connect() {
  source = new EventSource(`${token}/stream`);
  source.onopen = () => say("");
  source.onmessage = (message) => {
    const changed = JSON.parse(message.data);
    newest.checks = changed.checks;
    Object.assign(newest.parts, changed.parts);
    show();
  };
  source.onerror = () => {
    const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    if (!state.textContent.startsWith("No connection")) say(`No connection since ${time}. Trying again.`);
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 2000);
  };
}

pause.addEventListener("click", () => {
  const paused = pause.getAttribute("aria-pressed") !== "true";
  pause.setAttribute("aria-pressed", String(paused));
  document.body.classList.toggle("paused", paused);
  say(paused ? "Paused: the page stays as it is." : "");
  show();
});

connect();
