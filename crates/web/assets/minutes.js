// Saves the notes of an item while somebody types, and once more when the page goes. Nothing needs it: the button saves
// too. One save is on its way at a time. What was sent and not answered is sent again as it was, so that it is kept
// once; a later text names the saves whose answers never came, so that one that arrived all the same does not stand in
// its way. What could not be saved stays in the form and nowhere else, and the page says so.
const form = document.getElementById("notes");
const said = document.getElementById("saved");
const onward = document.getElementById("go-on");
const once = form.elements.once.value;

// Milliseconds: after the last key, at the latest after the first, until the next attempt, and until an answer is given up.
const PAUSE = 1000;
const LONGEST = 3000;
const AGAIN = 3000;
const PATIENCE = 15_000;
// So many bytes a browser carries to their end for a page that is gone; it stops at 64 KiB.
const CARRIED = 60_000;
// So many saves without an answer are named at most.
const NAMED = 20;

const words = {
  typing: "まだ保存していない変更があります。",
  away: "サーバーに つながりません。書いたものは この画面に あります。つながると 保存します。この画面を 閉じないでください。",
  signedOut: "ログインが切れました。書いたものは この画面に あります。「保存する」を押して、ログインしなおしてください。",
  refused: "保存できませんでした。書いたものは この画面に あります。「保存する」を押すと、わけが出ます。",
};

// Whoever does not take the notes saves by pressing alone.
let stopped = form.elements.take !== undefined;
let sent = written();
let kept = said.textContent;
let pending = null;
let waiting = null;
let unanswered = [];
let number = 0;
let timer = null;
let since = null;
let isAway = false;
let pressed = null;
let leaving = false;

function written() {
  return ["said", "conclusion", "remaining"].map((name) => form.elements[name].value).join("\u0000");
}

function isSaved() {
  return pending === null && written() === sent;
}

function say(sentence) {
  if (said.textContent !== sentence) said.textContent = sentence;
}

function later(pause) {
  clearTimeout(timer);
  timer = setTimeout(save, pause);
}

/** After a pause in typing, and not much later where there is none. */
function soon() {
  const now = Date.now();
  since ??= now;
  later(Math.max(0, Math.min(PAUSE, since + LONGEST - now)));
}

/** What is sent, under a key of its own. */
function packed() {
  number += 1;
  const key = `${once}-${number}`;
  const body = new URLSearchParams(new FormData(form));
  body.set("once", key);
  body.set("by", "script");
  for (const before of unanswered) body.append("follows", before);
  unanswered = [...unanswered, key].slice(-NAMED);
  return { body, text: written() };
}

/** Sends it and answers what came back; nothing where the server is away. */
async function ask(body) {
  const own = new AbortController();
  waiting = own;
  const patience = setTimeout(() => own.abort(), PATIENCE);
  const keepalive = body.toString().length <= CARRIED;
  try {
    const answer = await fetch(form.action, { method: "POST", body, keepalive, signal: own.signal });
    if (answer.status >= 500 || answer.status === 408 || answer.status === 429) return null;
    return { status: answer.status, isOk: answer.ok, isElsewhere: answer.redirected, text: await answer.text() };
  } catch {
    return null;
  } finally {
    clearTimeout(patience);
    if (waiting === own) waiting = null;
  }
}

/** Saves no more by itself: somebody has to press, or did. */
function stop(sentence) {
  stopped = true;
  say(sentence);
  if (pressed !== null) form.requestSubmit(pressed);
}

async function save() {
  clearTimeout(timer);
  if (stopped || waiting !== null) return;
  pending ??= written() === sent ? null : packed();
  if (pending === null) return say(kept);
  const mine = pending;
  since = null;
  const answer = await ask(mine.body);
  // A newer text left meanwhile and is waited for, or the button was pressed.
  if (mine !== pending || stopped) return;
  isAway = answer === null;
  if (isAway) {
    say(words.away);
    return later(AGAIN);
  }
  if (answer.isElsewhere) return stop(words.signedOut);
  // Somebody else saved, or writes now: pressing shows both.
  if (answer.status === 409) return stop(`${answer.text} 「保存する」を押すと、両方を見くらべられます。`);
  if (!answer.isOk) return stop(words.refused);
  const [version, sentence] = answer.text.split("\n");
  form.elements.version.value = version;
  sent = mine.text;
  kept = sentence;
  pending = null;
  unanswered = [];
  if (written() !== sent) return soon();
  say(kept);
  if (pressed !== null) form.requestSubmit(pressed);
}

/** The page goes, perhaps for good: the newest text leaves at once, whatever is on its way. */
function saveAtOnce() {
  if (stopped || isSaved()) return;
  if (pending?.text !== written()) {
    waiting?.abort();
    waiting = null;
    pending = packed();
  }
  save();
}

form.addEventListener("input", () => {
  pressed = null;
  if (stopped) return;
  if (!isAway) say(words.typing);
  // What waits for an answer comes first, and is sent again by itself.
  if (pending === null) return soon();
  since ??= Date.now();
});

form.addEventListener("submit", (event) => {
  if (!stopped && !isSaved()) {
    // First it is saved: where the server is away, the page and what stands in it stay.
    event.preventDefault();
    pressed = event.submitter;
    save();
    return;
  }
  stopped = true;
  leaving = true;
  clearTimeout(timer);
});

addEventListener("beforeunload", (event) => {
  if (leaving || isSaved()) return;
  saveAtOnce();
  event.preventDefault();
});

addEventListener("pagehide", saveAtOnce);

document.addEventListener("visibilitychange", () => (document.hidden ? saveAtOnce() : save()));

addEventListener("online", save);

form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.ctrlKey || onward === null) return;
  event.preventDefault();
  form.requestSubmit(onward);
});
