// A table whose rows keep their elements: focus, selection and scroll places survive twice a second.
import { make, say } from "./dom.js";

/**
 * Columns are { head, hint, className, text(row) } or { ..., fill(cell, row) } instead of text. The first one heads its row.
 * `keyOf(row)` names a row; `dress(element, row)` may set what belongs to the whole row.
 */
export function createTable(table, columns, { keyOf, dress, empty }) {
  const body = make("tbody");
  const nobody = makeEmptyRow(empty, columns.length);
  const known = new Map();
  table.append(makeHead(columns), body);

  return rows => {
    const focused = document.activeElement;
    const wanted = rows.map(row => drawRow(known, columns, keyOf(row), row, dress));
    const keys = new Set(rows.map(keyOf));
    for (const [key, element] of known) {
      if (!keys.has(key)) {
        element.remove();
        known.delete(key);
      }
    }

    place(body, wanted.length > 0 ? wanted : [nobody]);
    if (focused !== document.activeElement && body.contains(focused)) {
      focused.focus({ preventScroll: true }); // An element that was moved has lost it.
    }
  };
}

function makeHead(columns) {
  const row = make("tr");
  for (const column of columns) {
    const cell = make("th", column.className, column.head);
    cell.scope = "col";
    cell.title = column.hint ?? "";
    row.append(cell);
  }

  const head = make("thead");
  head.append(row);
  return head;
}

function makeEmptyRow(text, span) {
  const row = make("tr");
  const cell = make("td", "empty", text);
  cell.colSpan = span;
  row.append(cell);
  return row;
}

function makeRow(columns) {
  const row = make("tr");
  columns.forEach((column, index) => {
    const cell = make(index === 0 ? "th" : "td", column.className);
    if (index === 0) {
      cell.scope = "row";
    }

    row.append(cell);
  });
  return row;
}

function drawRow(known, columns, key, row, dress) {
  const element = known.get(key) ?? makeRow(columns);
  known.set(key, element);
  columns.forEach((column, index) => {
    const cell = element.cells[index];
    column.fill ? column.fill(cell, row) : say(cell, column.text(row));
  });
  dress?.(element, row);
  return element;
}

function place(body, wanted) {
  wanted.forEach((element, index) => {
    if (body.rows[index] !== element) {
      body.insertBefore(element, body.rows[index] ?? null);
    }
  });
  while (body.rows.length > wanted.length) {
    body.rows[wanted.length].remove();
  }
}
