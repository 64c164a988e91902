// The page's parts, put together: two streams in, tables and a map out.
import { byId, say, show } from "./dom.js";
import { createKeyring } from "./keyring.js";
import { createNodeView } from "./node.js";
import { createRoomView } from "./room.js";
import { openStream } from "./stream.js";

const StaleSeconds = 5;
const words = { connecting: "connecting", live: "live", lost: "connection lost, trying again", stale: "no data, what is shown is old", key: "waiting for a key" };
const looks = { connecting: "warn", live: "", lost: "bad", stale: "bad", key: "warn" };

const keyring = createKeyring();
const nodeView = createNodeView();
const roomView = createRoomView();
const feeds = { node: null, room: null };

function openFeed(path, handlers) {
  const feed = { state: "connecting", problem: "", at: performance.now() };
  feed.stream = openStream(path, keyring, {
    onEvent(kind, data) {
      feed.at = performance.now();
      feed.problem = kind === "problem" ? data : "";
      handlers[kind]?.(data, feed.at);
      drawConnection();
    },
    onState(state) {
      feed.state = state;
      drawConnection();
    },
  });
  return feed;
}

/** The worse of the two feeds is what an operator must know. */
function drawConnection() {
  const all = Object.values(feeds).filter(Boolean);
  const seconds = Math.max(...all.map(feed => (performance.now() - feed.at) / 1000));
  const waits = all.some(feed => feed.state === "key");
  const isStale = !waits && seconds >= StaleSeconds;
  const state = waits ? "key" : isStale ? "stale" : all.find(feed => feed.state !== "live")?.state ?? "live";
  const badge = byId("connection");
  say(badge, words[state]);
  badge.className = `badge ${looks[state]}`;
  say(byId("stale-seconds"), Math.floor(seconds));
  show(byId("stale"), isStale);
  document.body.classList.toggle("old", isStale);
  const problem = all.map(feed => feed.problem).find(Boolean) ?? "";
  say(byId("problem"), problem);
  show(byId("problem"), problem !== "");
}

function openRoom() {
  const id = chosenRoom();
  feeds.room?.stream.close();
  feeds.room = null;
  nodeView.choose(id);
  roomView.choose(id);
  if (id) {
    feeds.room = openFeed(`/page/rooms/${encodeURIComponent(id)}`, { room: (data, at) => roomView.draw(JSON.parse(data), at), gone: () => roomView.drawGone() });
  }

  drawConnection();
}

function chosenRoom() {
  const found = /^#room=(.+)$/.exec(location.hash);
  try {
    return found ? decodeURIComponent(found[1]) : "";
  } catch {
    return ""; // Not an address that this page wrote.
  }
}

feeds.node = openFeed("/page/node", { node: (data, at) => nodeView.draw(JSON.parse(data), at) });
addEventListener("hashchange", openRoom);
setInterval(drawConnection, 500);
openRoom();
