// The whole server: its header, its rooms with trouble first, its players who are served worst.
import { byId, make, number, percent, say } from "./dom.js";
import { createWorstPlayers } from "./players.js";
import { createTable } from "./table.js";
import { Trail } from "./trail.js";

const RowsMax = 100;
const IdMax = 18;
const NowSeconds = 2;
const BudgetWarn = 0.5;
const BudgetBad = 0.8;
const LateShareWarn = 0.01;
const stateOrder = ["active", "draining", "ready", "allocating", "ended"];

export function createNodeView() {
  const trail = new Trail();
  const drawWorst = createWorstPlayers(byId("worst"));
  let chosen = "";
  let rooms = null;
  let endedOthers = 0;
  const drawRows = createTable(byId("rooms"), roomColumns(), { keyOf: room => room.roomId, dress: (element, room) => dressRoom(element, room, chosen), empty: "No rooms." });
  const filter = byId("filter");
  filter.addEventListener("input", drawRooms);
  byId("rooms").addEventListener("click", event => openClicked(event));

  function drawRooms() {
    if (rooms === null) {
      return; // Nothing is known yet, which is not the same as no rooms.
    }

    const word = filter.value.trim().toLowerCase();
    const found = rooms.filter(room => room.words.includes(word));
    drawRows(found.slice(0, RowsMax));
    say(byId("rooms-count"), countText(rooms.length, found.length, endedOthers));
  }

  return {
    draw(picture, at) {
      drawHeader(picture);
      endedOthers = picture.endedOthers;
      rooms = picture.rooms.map(room => judge(room, trail, at)).sort(byTrouble);
      trail.sweep(at);
      drawRooms();
      drawWorst(picture.worst, at);
      say(byId("worst-count"), picture.worst.length > 0 ? `${picture.worst.length} of ${number(picture.connected)} connected, the oldest snapshot first` : "");
    },

    choose(id) {
      chosen = id;
      drawRooms();
    },
  };
}

function drawHeader(picture) {
  const others = state => state === "ended" ? picture.endedOthers : 0;
  const states = stateOrder.map(state => [state, picture.rooms.filter(room => room.state === state).length + others(state)]).filter(([, count]) => count > 0);
  const intake = picture.draining ? "draining: takes nobody new" : "open";
  document.title = `${picture.nodeId} · GameServer`;
  say(byId("node"), picture.nodeId);
  say(byId("game"), picture.game);
  tellChange(byId("draining"), intake);
  byId("draining").classList.toggle("warn", picture.draining);
  say(byId("players"), picture.players === picture.connected ? number(picture.players) : `${number(picture.players)}, ${number(picture.connected)} connected`);
  say(byId("rooms-by-state"), states.length > 0 ? states.map(([state, count]) => `${number(count)} ${state}`).join(" · ") : "none");
}

/** Read aloud only when it is news. */
function tellChange(element, text) {
  if (element.textContent !== text && element.textContent !== "–") {
    say(byId("news"), `The server is now ${text}.`);
  }

  say(element, text);
}

function judge(room, trail, at) {
  const row = { ...room, level: 0, labelText: labelText(room), words: "" };
  row.words = `${room.roomId} ${room.state} ${row.labelText}`.toLowerCase();
  if (!room.health) {
    return row;
  }

  const { tick, tickRate, tickMsMean, lateTicks, ticksSkipped } = room.health;
  trail.add(room.roomId, at, { tick, late: lateTicks, skipped: ticksSkipped, ms: tickMsMean * tick });
  const now = trail.change(room.roomId, NowSeconds);
  const minute = trail.change(room.roomId);
  row.tickMs = now?.tick > 0 ? now.ms / now.tick : undefined;
  row.budget = row.tickMs === undefined ? undefined : (row.tickMs * tickRate) / 1000;
  row.late = minute?.late;
  row.skipped = minute?.skipped;
  row.level = levelOf(row, minute);
  return row;
}

function levelOf(row, minute) {
  if (row.budget >= BudgetBad || row.skipped > 0 || row.health.timeRate < 1) {
    return 2;
  }

  if (row.health.shedding !== "none") {
    return 1;
  }

  return row.budget >= BudgetWarn || row.late > (minute?.tick ?? 0) * LateShareWarn ? 1 : 0;
}

// By level and not by the figures themselves, so that rows stay where they are while nothing changes for an operator.
function byTrouble(a, b) {
  return b.level - a.level || stateOrder.indexOf(a.state) - stateOrder.indexOf(b.state) || (a.roomId < b.roomId ? -1 : 1);
}

function labelText(room) {
  const labels = Object.entries(room.labels ?? {}).map(([key, value]) => `${key}=${value}`).join(" ");
  return room.result ? `${labels} result: ${room.result}`.trim() : labels;
}

function countText(all, found, endedOthers) {
  const hidden = found - Math.min(found, RowsMax);
  const matching = found === all ? `${number(all)} rooms` : `${number(found)} of ${number(all)} rooms match`;
  const older = endedOthers > 0 ? `; ${number(endedOthers)} more ended before these` : "";
  return (hidden > 0 ? `${matching}; the ${RowsMax} with most trouble are shown, ${number(hidden)} are hidden` : matching) + older;
}

function roomColumns() {
  return [
    { head: "Room", className: "name", fill: fillLink },
    { head: "State", hint: "And what its players go without for want of time", text: stateText },
    { head: "Players", hint: "Seats taken of all", className: "number", text: room => `${number(room.players)}/${number(room.maxPlayers)}` },
    { head: "Reserved", hint: "Seats promised and not taken yet", className: "number", text: room => number(room.reserved) },
    { head: "Tick budget used", hint: "Time that ticks take of the time they have, now", fill: fillBudget },
    { head: "Tick ms", hint: `Mean of the last ${NowSeconds} seconds`, className: "number", text: room => number(room.tickMs, 3) },
    { head: "Late, last min", hint: "Ticks that began late in the last minute, or since this page opened", className: "number", text: room => number(room.late) },
    { head: "Skipped, last min", hint: "Ticks left out in the last minute, or since this page opened", className: "number", fill: fillSkipped },
    { head: "Labels", className: "labels", text: room => room.labelText },
  ];
}

function stateText(room) {
  const { shedding, timeRate } = room.health ?? {};
  const words = { farThings: "far things less often", snapshots: "half the snapshots", joins: "half the snapshots, no joins", tempo: `slowed to ${number((timeRate ?? 1) * 100)} %` };
  return words[shedding] ? `${room.state}: ${words[shedding]}` : room.state;
}

function fillLink(cell, room) {
  const link = cell.firstChild ?? cell.appendChild(make("a"));
  say(link, room.roomId.length > IdMax ? `${room.roomId.slice(0, IdMax - 1)}…` : room.roomId);
  link.title = room.roomId;
  link.href = `#room=${encodeURIComponent(room.roomId)}`;
}

function fillBudget(cell, room) {
  if (!cell.firstChild) {
    const bar = make("span", "bar");
    bar.append(make("span"));
    bar.setAttribute("aria-hidden", "true");
    cell.append(bar, make("span"));
  }

  const [bar, text] = cell.children;
  const share = room.budget ?? 0;
  bar.firstChild.style.width = `${Math.min(100, share * 100).toFixed(1)}%`;
  say(text, percent(room.budget, share < 0.1 ? 1 : 0));
  cell.className = share >= BudgetBad ? "bad" : share >= BudgetWarn ? "warn" : "good";
}

function fillSkipped(cell, room) {
  say(cell, number(room.skipped));
  cell.classList.toggle("bad", room.skipped > 0);
}

function dressRoom(element, room, chosen) {
  const className = [room.level > 0 ? `level-${room.level}` : "", room.roomId === chosen ? "chosen" : ""].join(" ").trim();
  if (element.className !== className) {
    element.className = className;
  }
}

/** A click anywhere in a row is one on its link, unless somebody is marking text. */
function openClicked(event) {
  const link = event.target.closest("tbody tr")?.querySelector("a");
  if (link && !event.target.closest("a") && getSelection().isCollapsed) {
    location.hash = link.hash;
  }
}
