// A passkey: asks the server what the browser is to do, lets it do that, and sends its answer by the form.
const form = document.getElementById("passkey");
const said = document.getElementById("passkey-said");

// What the browser says when nothing comes of it, and what a person can do then.
const words = {
  NotAllowedError: "パスキーで確かめられませんでした。とちゅうでやめたか、時間がたちました。もう一度おすと、やりなおせます。",
  InvalidStateError: "この機器のパスキーは、もう用意してあります。",
  NotSupportedError: "この機器では、パスキーを使えません。ほかの方法をえらんでください。",
  SecurityError: "このアドレスでは、パスキーを使えません。ほかの方法をえらんでください。",
};
const otherwise = "うまくいきませんでした。もう一度おすか、ほかの方法をえらんでください。";

if (window.PublicKeyCredential && navigator.credentials) {
  document.getElementById("passkey-without").hidden = true;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    if (button.getAttribute("aria-disabled") === "true") return;
    // It keeps the focus, which a button that is switched off would lose.
    button.setAttribute("aria-disabled", "true");
    say("");
    try {
      await answer();
    } catch (fault) {
      say(words[fault.name] ?? otherwise);
    } finally {
      button.removeAttribute("aria-disabled");
    }
  });
}

async function answer() {
  const sent = new URLSearchParams(new FormData(form));
  const told = await fetch(form.dataset.begin, { method: "POST", body: sent });
  // The session has ended: the page leads to where it begins again.
  if (told.redirected) return location.reload();
  if (!told.ok) return say(otherwise);
  const { publicKey, way, words: refusal } = await told.json();
  if (way) return location.assign(way);
  if (refusal) return say(refusal);
  form.elements.answer.value = JSON.stringify(publicKey.user ? await made(publicKey) : await shown(publicKey));
  form.submit();
}

async function made(options) {
  options.challenge = bytes(options.challenge);
  options.user.id = bytes(options.user.id);
  for (const known of options.excludeCredentials) known.id = bytes(known.id);
  const { rawId, response } = await navigator.credentials.create({ publicKey: options });
  return {
    rawId: text(rawId),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      attestationObject: text(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
  };
}

async function shown(options) {
  options.challenge = bytes(options.challenge);
  for (const known of options.allowCredentials) known.id = bytes(known.id);
  const { rawId, response } = await navigator.credentials.get({ publicKey: options });
  return {
    rawId: text(rawId),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: response.userHandle && text(response.userHandle),
    },
  };
}

function say(sentence) {
  said.firstElementChild.textContent = sentence;
  said.hidden = sentence === "";
}

// base64url without padding, as it stands in JSON.
function bytes(base64) {
  const plain = atob(base64.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
