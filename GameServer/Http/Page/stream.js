// Server-sent events, read with fetch because an EventSource cannot send a key. Comes back by itself until it is closed.

const RetryMs = 1000;
const SilenceMs = 10_000;

/** Opens a stream. `onEvent(kind, data)` for each event; `onState` with connecting, live, lost or key. */
export function openStream(path, keyring, { onEvent, onState }) {
  let isClosed = false;
  let current = null;

  async function run() {
    while (!isClosed) {
      current = new AbortController();
      try {
        await readOnce(path, keyring, current, tell(onEvent), tell(onState));
      } catch {
        // A server that stops, restarts or falls silent: the loop is the answer.
      }

      if (!isClosed) {
        onState("lost");
        await new Promise(resolve => setTimeout(resolve, RetryMs));
      }
    }
  }

  // Nothing reaches a listener that has closed the stream.
  const tell = listener => (...words) => isClosed || listener(...words);

  run();
  return {
    close() {
      isClosed = true;
      current?.abort();
    },
  };
}

async function readOnce(path, keyring, abort, onEvent, onState) {
  const response = await fetchWithKey(path, keyring, abort, onState);
  if (!response.ok) {
    onEvent("problem", await explain(response));
    return;
  }

  let silence = setTimeout(() => abort.abort(), SilenceMs);
  try {
    const parse = createParser(onEvent);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(silence);
      silence = setTimeout(() => abort.abort(), SilenceMs);
      onState("live");
      parse(part.value);
    }
  } finally {
    clearTimeout(silence);
  }
}

async function fetchWithKey(path, keyring, abort, onState) {
  for (;;) {
    const key = keyring.current;
    const headers = key === null ? {} : { Authorization: `Bearer ${key}` };
    const response = await fetch(path, { headers, cache: "no-store", signal: abort.signal });
    if (response.status !== 401 && response.status !== 403) {
      return response;
    }

    const reason = await explain(response);
    onState("key");
    await keyring.replace(key, reason);
    onState("connecting");
  }
}

async function explain(response) {
  try {
    return (await response.json()).detail ?? `The server answered ${response.status}.`;
  } catch {
    return `The server answered ${response.status}.`;
  }
}

/** Takes text in pieces of any length and tells each event that is complete. Only the fields that this server sends. */
export function createParser(onEvent) {
  let rest = "";
  let kind = "message";
  let data = [];

  function takeLine(line) {
    if (line === "" && data.length > 0) {
      onEvent(kind, data.join("\n"));
      [kind, data] = ["message", []];
    } else if (line.startsWith("event:")) {
      kind = line.slice(6).trim();
    } else if (line.startsWith("data:")) {
      data.push(line.slice(line[5] === " " ? 6 : 5));
    }
  }

  return text => {
    const lines = (rest + text).split("\n");
    rest = lines.pop();
    lines.forEach(line => takeLine(line.endsWith("\r") ? line.slice(0, -1) : line));
  };
}
