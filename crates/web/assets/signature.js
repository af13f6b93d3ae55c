// A signature drawn on the screen. The points go into a hidden field as whole numbers on a sheet of fixed measures;
// nothing leaves before the form is sent, and the server draws them anew from the numbers alone.
const field = document.getElementById("signature");
const pad = field.querySelector("canvas");
const kept = field.querySelector("input");
const said = field.querySelector("[role=status]");
const sheet = pad.getContext("2d");

// Points nearer to each other than this look like one.
const NEAR = 4;

const words = {
  none: "まだ何も書かれていません。",
  some: "署名が書かれています。",
  full: "これより長くは書けません。",
};

let strokes = read(kept.value);
let drawing = null;

function read(text) {
  if (text === "") return [];
  return text.split(";").map((stroke) => stroke.split(" ").map((point) => point.split(",").map(Number)));
}

function written() {
  return strokes.map((stroke) => stroke.map((point) => point.join(",")).join(" ")).join(";");
}

/** Where on the sheet somebody points. */
function at(event) {
  const box = pad.getBoundingClientRect();
  const within = (part, whole) => Math.max(0, Math.min(whole, Math.round(part * whole)));
  return [
    within((event.clientX - box.left) / box.width, pad.width),
    within((event.clientY - box.top) / box.height, pad.height),
  ];
}

function draw() {
  sheet.fillStyle = "#ffffff";
  sheet.fillRect(0, 0, pad.width, pad.height);
  sheet.strokeStyle = "#000000";
  sheet.lineWidth = 6;
  sheet.lineCap = "round";
  sheet.lineJoin = "round";
  for (const stroke of strokes) {
    sheet.beginPath();
    sheet.moveTo(...stroke[0]);
    // A dot is a line to where it begins.
    for (const point of stroke.length === 1 ? stroke : stroke.slice(1)) sheet.lineTo(...point);
    sheet.stroke();
  }
}

function say(sentence) {
  said.textContent = sentence;
  pad.setAttribute("aria-label", `署名を書くところ。${sentence}`);
}

function keep() {
  kept.value = written();
  say(strokes.length === 0 ? words.none : words.some);
}

function go(event) {
  const stroke = strokes[strokes.length - 1];
  const [x, y] = stroke[stroke.length - 1];
  const point = at(event);
  if (Math.hypot(point[0] - x, point[1] - y) >= NEAR) stroke.push(point);
}

/** Whether one point more would be more than is taken. */
function isFull() {
  return written().length + 16 > Number(kept.dataset.longest);
}

pad.addEventListener("pointerdown", (event) => {
  if (drawing !== null || event.button !== 0) return;
  event.preventDefault();
  if (isFull()) return say(words.full);
  drawing = event.pointerId;
  pad.setPointerCapture(drawing);
  strokes.push([at(event)]);
  draw();
});

pad.addEventListener("pointermove", (event) => {
  if (event.pointerId !== drawing) return;
  if (isFull()) return end();
  // A pen says more often where it is than the browser asks.
  const passed = event.getCoalescedEvents?.() ?? [];
  for (const one of passed.length === 0 ? [event] : passed) go(one);
  draw();
});

function end() {
  drawing = null;
  keep();
  if (isFull()) say(words.full);
}

for (const over of ["pointerup", "pointercancel"]) {
  pad.addEventListener(over, (event) => {
    if (event.pointerId === drawing) end();
  });
}

field.querySelector("button").addEventListener("click", () => {
  strokes = [];
  drawing = null;
  draw();
  keep();
});

field.querySelector(".signature-without").hidden = true;
field.querySelector(".signature-with").hidden = false;
draw();
keep();
