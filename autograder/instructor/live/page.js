"use strict";
// Shows each part as the server sends it. Only what changed is exchanged, so that the rest keeps its
// place and its focus.

const token = document.body.dataset.token;
const state = document.getElementById("state");
const pause = document.getElementById("pause");
const newest = { checks: document.body.dataset.checks, parts: {} };
let paused = false;
let lostAt = "";

function show() {
  const words = paused ? "Paused: the page stays as it is." : lostAt && `No connection since ${lostAt}. Trying again.`;
  if (state.textContent !== words) state.textContent = words;
  if (paused) return;
  for (const [id, html] of Object.entries(newest.parts)) {
    const place = document.getElementById(id);
    if (place.sent !== html) {
      place.innerHTML = html;
      place.sent = html;
    }
  }
  document.body.dataset.checks = newest.checks;
}

function connect() {
  const source = new EventSource(`${token}/stream`);
  source.onmessage = (message) => {
    const changed = JSON.parse(message.data);
    newest.checks = changed.checks;
    Object.assign(newest.parts, changed.parts);
    lostAt = "";
    show();
  };
  source.onerror = () => {
    lostAt = lostAt || new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    show();
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 2000);
  };
}

pause.addEventListener("click", () => {
  paused = !paused;
  pause.setAttribute("aria-pressed", String(paused));
  show();
});

connect();
