// Players as lines: who is served badly, and why.
import { number, percent, say } from "./dom.js";
import { createTable } from "./table.js";
import { Trail } from "./trail.js";

const AgeMsBad = 150;
const MissedBad = 0.01;

const keyOf = player => `${player.roomId}\n${player.seat}\n${player.playerId}`;
const nameOf = player => player.player || `seat ${player.seat}`;

const columns = {
  player: { head: "Player", className: "name", fill: (cell, player) => { say(cell, nameOf(player)); cell.title = nameOf(player); } },
  room: { head: "Room", className: "name", text: player => player.roomId },
  seat: { head: "Seat", className: "number", text: player => player.seat },
  id: { head: "Player id", className: "name", text: player => player.playerId || "–" },
  connected: { head: "Connected", text: player => player.connected ? "yes" : "no" },
  age: { head: "Snapshot age ms", hint: "Age of the newest state that the client has acknowledged", className: "number", fill: (cell, player) => mark(cell, number(player.snapshotAgeMs), player.snapshotAgeMs > AgeMsBad) },
  wait: { head: "Input wait ms", hint: "How long inputs wait for their tick", className: "number", text: player => number(player.inputWaitMs, 1) },
  missed: { head: "Missed", hint: "Share of the ticks that had no input in time", className: "number", fill: (cell, player) => mark(cell, percent(player.missedShare, 1), player.missedShare > MissedBad) },
  buffered: { head: "Buffered", hint: "Inputs that wait now", className: "number", text: player => number(player.buffered) },
  fates: { head: "Repeated / neutral / late", hint: "Ticks that ran on the last input again, ticks that ran without one, and inputs that came after their tick; since the seat was taken", className: "number", text: player => `${number(player.repeated)} / ${number(player.neutral)} / ${number(player.late)}` },
  corrections: { head: "Corrections/min", hint: "Predictions set right, in the last minute", className: "number", text: player => number(player.correctionsPerMinute) },
  desyncs: { head: "Desyncs", hint: "Times the client held other state than was sent, since the seat was taken", className: "number", fill: (cell, player) => mark(cell, number(player.desyncs), player.desyncs > 0) },
  whole: { head: "Sent whole", hint: "Entities sent without a baseline, since the seat was taken", className: "number", text: player => number(player.wholeEntities) },
  rate: { head: "Sent / arrives kB/s", hint: "What the player may be sent, as far as the path is known to take no more, and what arrived of it last; headers included", className: "number", fill: (cell, player) => mark(cell, `${player.limited ? number(player.sendRate / 1000, 1) : "all"} / ${number(player.deliveryRate / 1000, 1)}`, player.limited) },
  queue: { head: "Queue ms", hint: "How long what is sent waits in the path's queues", className: "number", text: player => number(player.queueMs) },
  cause: { head: "What is wrong", className: "cause", text: player => player.cause || "nothing" },
};

function mark(cell, text, isBad) {
  say(cell, text);
  cell.classList.toggle("warn", isBad);
}

/** Draws players into a table; `names` says which columns. */
function createPlayers(table, names) {
  const trail = new Trail();
  const draw = createTable(table, names.map(name => columns[name]), { keyOf, empty: "No players." });
  return (players, at) => {
    draw(players.map(player => withRate(trail, player, at)));
    trail.sweep(at);
  };
}

function withRate(trail, player, at) {
  trail.add(keyOf(player), at, { corrections: player.corrections });
  const change = trail.change(keyOf(player));
  return { ...player, correctionsPerMinute: change ? (change.corrections * 60) / change.seconds : undefined };
}

export function createWorstPlayers(table) {
  return createPlayers(table, ["player", "cause", "room", "age", "wait", "missed", "corrections", "desyncs"]);
}

export function createRoomPlayers(table) {
  return createPlayers(table, ["player", "cause", "seat", "id", "connected", "age", "wait", "missed", "buffered", "fates", "rate", "queue", "corrections", "desyncs", "whole"]);
}
