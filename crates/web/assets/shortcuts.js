// Keys for those who search all day. They can be switched off, and nothing needs them.
const place = "renkei-shortcuts";
const line = document.getElementById("shortcuts");
const button = document.getElementById("shortcuts-on");
const state = document.getElementById("shortcuts-state");
const next = document.getElementById("shortcuts-next");
let on = isOn();

function isOn() {
  try {
    return localStorage.getItem(place) !== "off";
  } catch {
    return true;
  }
}

function show() {
  state.textContent = on ? "入" : "切";
  next.textContent = on ? "切" : "入";
}

line.hidden = false;
show();
button.addEventListener("click", () => {
  on = !on;
  show();
  try {
    localStorage.setItem(place, on ? "on" : "off");
  } catch {
    // A browser that keeps nothing asks again on the next page.
  }
});

function step(by) {
  const rows = [...document.querySelectorAll(".row-title a")];
  if (rows.length === 0) return;
  const now = rows.indexOf(document.activeElement);
  const next = now < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(now + by, 0), rows.length - 1);
  rows[next].focus();
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (!on || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    event.preventDefault();
    const search = document.getElementById("q");
    search.focus();
    search.select();
  } else if (event.key === "j") {
    step(1);
  } else if (event.key === "k") {
    step(-1);
  }
});
