// Puts GraphiQL into the page and lets the examples be opened in it.
const place = document.getElementById("graphiql");

// GraphiQL would keep every query in the browser. The computers of offices are shared.
const kept = new Map();
const storage = {
  get length() {
    return kept.size;
  },
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => void kept.set(key, value),
  removeItem: (key) => void kept.delete(key),
  clear: () => kept.clear(),
};

async function ask(call) {
  const answer = await fetch(place.dataset.endpoint, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify(call),
  });
  return answer.json();
}

/** The document and the variables of an example, as they stand on the page. */
function written(example) {
  const text = (part) => example.querySelector(`[data-part="${part}"]`)?.textContent.trim() ?? "";
  return { query: text("document"), variables: text("variables") };
}

/** Writes an example into the tab that is open; the editor's own undo brings back what stood there. */
function open(example) {
  const [query, variables] = [".graphiql-query-editor", ".graphiql-editor-tool"].map(
    (part) => place.querySelector(`${part} .CodeMirror`)?.CodeMirror,
  );
  if (!query || !variables) {
    // The editor is still being put together.
    requestAnimationFrame(() => open(example));
    return;
  }
  const stated = written(example);
  query.setValue(stated.query);
  variables.setValue(stated.variables);
}

ReactDOM.createRoot(place).render(
  React.createElement(GraphiQL, {
    fetcher: ask,
    storage,
    defaultQuery: "",
    defaultEditorToolsVisibility: "variables",
    isHeadersEditorEnabled: false,
    shouldPersistHeaders: false,
  }),
);
const examples = [...document.querySelectorAll("[data-example]")];
for (const example of examples) {
  const button = example.querySelector("[data-open]");
  button.hidden = false;
  button.addEventListener("click", () => {
    open(example);
    place.scrollIntoView({ block: "nearest" });
  });
}
if (examples.length > 0) open(examples[0]);
