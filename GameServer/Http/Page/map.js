// A room from above. Knows no game: an entity has a place, a kind and perhaps an owner, whose colour it gets.

const Padding = 24;
const ScalePixels = 110;

export function createMap(canvas) {
  let picture = null;
  let bounds = null;
  let avatarKind = null;
  new ResizeObserver(draw).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);

  function draw() {
    const pen = prepare(canvas);
    if (picture && bounds) {
      const view = fit(bounds, canvas.clientWidth, canvas.clientHeight);
      const names = new Map(picture.players.map(player => [player.seat, player.player || `seat ${player.seat}`]));
      picture.entities.filter(dot => dot.kind !== avatarKind).forEach(dot => drawThing(pen, view, dot));
      picture.entities.filter(dot => dot.kind === avatarKind).forEach(dot => drawAvatar(pen, view, dot, names.get(dot.owner)));
      drawScale(pen, view, canvas.clientHeight);
    }
  }

  return {
    clear() {
      [picture, bounds, avatarKind] = [null, null, null];
      draw();
    },

    draw(next) {
      picture = next;
      bounds = grow(bounds, next.entities);
      avatarKind ??= findAvatarKind(next.entities);
      draw();
    },
  };
}

/** Avatars are the first kind that a schema declares and the first thing a player owns, so theirs is the lowest slot. */
function findAvatarKind(entities) {
  return entities.find(dot => dot.owner >= 0)?.kind ?? null;
}

function grow(bounds, entities) {
  return entities.reduce(
    (all, dot) => ({ left: Math.min(all.left, dot.x), right: Math.max(all.right, dot.x), low: Math.min(all.low, dot.y), high: Math.max(all.high, dot.y) }),
    bounds ?? (entities.length > 0 ? { left: entities[0].x, right: entities[0].x, low: entities[0].y, high: entities[0].y } : null));
}

/** The same scale both ways, the second coordinate upwards. */
function fit(bounds, width, height) {
  const [wide, tall] = [Math.max(1, bounds.right - bounds.left), Math.max(1, bounds.high - bounds.low)];
  const scale = Math.max(0.01, Math.min((width - 2 * Padding) / wide, (height - 2 * Padding) / tall));
  const [middleX, middleY] = [(bounds.left + bounds.right) / 2, (bounds.low + bounds.high) / 2];
  return { scale, x: at => width / 2 + (at - middleX) * scale, y: at => height / 2 - (at - middleY) * scale };
}

function prepare(canvas) {
  const ratio = devicePixelRatio || 1;
  const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
  if (canvas.width !== width || canvas.height !== height) {
    [canvas.width, canvas.height] = [width, height];
  }

  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, canvas.clientWidth, canvas.clientHeight);
  pen.font = "12px system-ui, sans-serif";
  pen.inkColour = getComputedStyle(canvas).color;
  return pen;
}

// Neighbouring seats are far apart on the wheel of hues.
function colourOf(owner) {
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  return owner < 0 ? (isDark ? "#aab4c2" : "#4a5462") : `hsl(${(owner * 137.508) % 360} 75% ${isDark ? 65 : 38}%)`;
}

function drawThing(pen, view, dot) {
  const [x, y] = [view.x(dot.x), view.y(dot.y)];
  pen.fillStyle = colourOf(dot.owner);
  pen.strokeStyle = pen.fillStyle;
  if (dot.owner >= 0) {
    pen.beginPath();
    pen.arc(x, y, 2.5, 0, 2 * Math.PI);
    pen.fill();
  } else {
    pen.strokeRect(x - 3.5, y - 3.5, 7, 7);
  }
}

function drawAvatar(pen, view, dot, name) {
  const [x, y] = [view.x(dot.x), view.y(dot.y)];
  pen.fillStyle = colourOf(dot.owner);
  pen.beginPath();
  pen.arc(x, y, 6, 0, 2 * Math.PI);
  pen.fill();
  pen.fillStyle = pen.inkColour;
  pen.textAlign = "center";
  pen.fillText(name ?? "", x, y - 10);
}

function drawScale(pen, view, height) {
  const length = roundLength(ScalePixels / view.scale);
  const [x, y, pixels] = [Padding / 2, height - 10, length * view.scale];
  pen.strokeStyle = pen.fillStyle = pen.inkColour;
  pen.beginPath();
  pen.moveTo(x, y - 4);
  pen.lineTo(x, y);
  pen.lineTo(x + pixels, y);
  pen.lineTo(x + pixels, y - 4);
  pen.stroke();
  pen.textAlign = "left";
  pen.fillText(`${length} units`, x + pixels + 6, y);
}

/** The largest of 1, 2, 5, 10, 20 ... that is not longer. */
function roundLength(length) {
  const power = 10 ** Math.floor(Math.log10(length));
  return [5, 2, 1].map(step => step * power).find(step => step <= length) ?? power;
}
