// Small things that every part does to the document. Text goes in as text, never as markup: players wrote some of it.

/** The element of that id; the page has it. */
export function byId(id) {
  return document.getElementById(id);
}

/** Puts text into an element, without touching the document when it is there already. */
export function say(element, text) {
  const wanted = String(text);
  if (element.textContent !== wanted) {
    element.textContent = wanted;
  }
}

export function show(element, isShown) {
  if (element.hidden === isShown) {
    element.hidden = !isShown;
  }
}

/** Makes an element with a class and a text. */
export function make(name, className = "", text = "") {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

const grouped = new Intl.NumberFormat("en");

/** A number with so many digits behind the point; a dash when there is none. */
export function number(value, digits = 0) {
  return value === undefined || value === null || !Number.isFinite(Number(value)) ? "–" : digits === 0 ? grouped.format(Math.round(value)) : Number(value).toFixed(digits);
}

export function percent(share, digits = 0) {
  return Number.isFinite(share) ? `${(share * 100).toFixed(digits)} %` : "–";
}
