// Saves the notes of an item while somebody types. Nothing needs it: the button saves too. What could not be saved stays
// in the form, and the page says so; what was sent and not answered is sent again as it was, so that it is kept once.
const form = document.getElementById("notes");
const said = document.getElementById("saved");
const onward = document.getElementById("go-on");
const once = form.elements.once.value;

// After so many milliseconds without a key, and at the latest after so many.
const PAUSE = 2000;
const LONGEST = 8000;
const AGAIN = 5000;

const words = {
  typing: "まだ保存していない変更があります。",
  away: "いまサーバーにつながりません。書いたことは、この画面に残っています。つながったら また保存します。この画面を閉じないでください。",
  signedOut: "ログインが切れました。書いたことは、この画面に残っています。「保存する」を押して、ログインしなおしてください。",
};

// Whoever does not take the notes saves by pressing alone.
const saves = form.elements.take === undefined;
let sent = written();
let kept = said.textContent;
let pending = null;
let number = 0;
let timer = null;
let since = null;
let stopped = !saves;
let leaving = false;

function written() {
  return ["said", "conclusion", "remaining"].map((name) => form.elements[name].value).join("\u0000");
}

function say(sentence) {
  if (said.textContent !== sentence) said.textContent = sentence;
}

function later(pause) {
  clearTimeout(timer);
  timer = setTimeout(save, pause);
}

/** What is sent, under a key of its own. */
function packed() {
  number += 1;
  const body = new URLSearchParams(new FormData(form));
  body.set("once", `${once}-${number}`);
  body.set("by", "script");
  body.delete("go_on");
  return { body, text: written() };
}

async function save() {
  if (stopped) return;
  pending ??= written() === sent ? null : packed();
  if (pending === null) return say(kept);
  since = null;
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body: pending.body });
  } catch {
    say(words.away);
    return later(AGAIN);
  }
  if (answer.redirected) {
    stopped = true;
    return say(words.signedOut);
  }
  const text = await answer.text();
  if (answer.status === 409) {
    // Somebody else saved, or writes now: pressing shows both.
    stopped = true;
    return say(`${text} 「保存する」を押すと、両方を見くらべられます。`);
  }
  if (!answer.ok) {
    say(words.away);
    return later(AGAIN);
  }
  const [version, sentence] = text.split("\n");
  form.elements.version.value = version;
  sent = pending.text;
  kept = sentence;
  pending = null;
  if (written() === sent) return say(kept);
  later(PAUSE);
}

form.addEventListener("input", () => {
  if (stopped) return;
  say(words.typing);
  const now = Date.now();
  since ??= now;
  // What waits for an answer is sent again by itself.
  if (pending === null) later(Math.max(0, Math.min(PAUSE, since + LONGEST - now)));
});

form.addEventListener("submit", () => {
  stopped = true;
  leaving = true;
  clearTimeout(timer);
});

addEventListener("beforeunload", (event) => {
  if (!leaving && written() !== sent) event.preventDefault();
});

form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.ctrlKey || onward === null) return;
  event.preventDefault();
  form.requestSubmit(onward);
});
