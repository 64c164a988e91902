// One room, looked into: the map, its players, what they say.
import { byId, make, number, say, show } from "./dom.js";
import { createMap } from "./map.js";
import { createRoomPlayers } from "./players.js";

export function createRoomView() {
  const map = createMap(byId("map"));
  const drawPlayers = createRoomPlayers(byId("room-players"));
  const drawChat = createChat(byId("chat"));

  return {
    choose(id) {
      show(byId("room"), id !== "");
      say(byId("room-name"), id ? `Room ${id}` : "");
      say(byId("room-line"), "");
      map.clear();
      drawChat([]);
      drawDesyncs([]);
      drawPlayers([], performance.now());
      if (id) {
        byId("room-name").focus({ preventScroll: true });
        byId("room").scrollIntoView();
      }
    },

    draw(picture, at) {
      say(byId("room-line"), `tick ${number(picture.tick)} at ${picture.tickRate} per second, ${picture.players.length} players${picture.draining ? ", draining" : ""}`);
      byId("map").setAttribute("aria-label", `The room from above: ${number(picture.players.length)} players`);
      map.draw(picture);
      drawLegend(picture.entities);
      drawPlayers(picture.players, at);
      drawChat(picture.chat);
      drawDesyncs(picture.desyncs ?? []);
    },

    drawGone() {
      say(byId("room-line"), "This server has no such room now: it has ended, or never was.");
    },
  };
}

function drawLegend(entities) {
  const counts = new Map();
  entities.forEach(dot => counts.set(dot.kind, (counts.get(dot.kind) ?? 0) + 1));
  say(byId("legend"), [...counts].map(([kind, count]) => `${kind} × ${number(count)}`).join(" · "));
}

/** Lines by their number, the newest last; stays at the end unless somebody has scrolled up to read. */
function createChat(list) {
  let newest = null;
  return lines => {
    const last = `${lines[0]?.number} ${lines.at(-1)?.number}`;
    if (last === newest) {
      return;
    }

    newest = last;
    const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 8;
    list.replaceChildren(...(lines.length > 0 ? lines.map(makeLine) : [make("li", "note", "Nothing said yet.")]));
    if (isAtEnd) {
      list.scrollTop = list.scrollHeight;
    }
  };
}

function drawDesyncs(lines) {
  show(byId("desyncs"), lines.length > 0);
  byId("desync-lines").replaceChildren(...[...lines].reverse().map(line => {
    const item = make("li", "", `Tick ${number(line.tick)}: ${line.player || `seat ${line.seat}`} held ${line.field} of ${line.kind} ${line.entity} as ${number(line.held)}, told ${number(line.told)}${line.fields > 1 ? `, and ${number(line.fields - 1)} more fields` : ""}.`);
    item.value = line.number;
    return item;
  }));
}

function makeLine(line) {
  const item = make("li");
  item.append(make("b", "", line.player || `seat ${line.seat}`), make("span", "", line.text));
  return item;
}
