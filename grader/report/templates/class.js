"use strict";
// Sorts and searches the table of students; without this script the table is complete as it stands.
const table = document.getElementById("table");
if (table) {
  const bodies = Array.from(table.tBodies);
  const rows = bodies.flatMap((body) => Array.from(body.rows));
  const size = bodies[0].rows.length;
  const heads = Array.from(table.tHead.rows[0].cells);
  const order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" }).compare;
  let sorted = rows;
  let isFound = () => true;

  // Rows stand in groups, so that a browser lays out only the groups that are seen.
  const show = () => {
    const shown = sorted.filter(isFound);
    bodies.forEach((body, place) => {
      const part = shown.slice(place * size, (place + 1) * size);
      body.replaceChildren(...part);
      body.style.setProperty("--rows", part.length);
      body.hidden = part.length === 0;
    });
    return shown.length;
  };

  // A cell without a number sorts below all that have one.
  const read = {
    name: (row) => row.cells[0].textContent,
    points: (row, column) => {
      const number = parseFloat(row.cells[column].textContent.replace(",", "."));
      return Number.isNaN(number) ? -1 : number;
    },
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const first = column === 0 ? "ascending" : "descending";
      const second = column === 0 ? "descending" : "ascending";
      const next = head.getAttribute("aria-sort") === first ? second : first;
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", next);
      const of = column === 0 ? read.name : read.points;
      const keyed = rows.map((row) => [of(row, column), row]);
      keyed.sort(column === 0 ? (a, b) => order(a[0], b[0]) : (a, b) => b[0] - a[0]);
      sorted = keyed.map((pair) => pair[1]);
      if (next !== first) sorted.reverse();
      show();
    });
  });

  // What can be searched for: the name, the verdicts, the mistakes, and answers without a name.
  const words = {};
  document.querySelectorAll("[data-code]").forEach((mark) => {
    words[mark.dataset.code] = mark.lastChild.textContent;
  });
  const text = (cell) => (cell.cellIndex === 0
    ? cell.textContent
    : `${words[cell.className] || ""} ${cell.title} ${cell.dataset.find || ""}`).toLowerCase();
  const find = document.getElementById("find");
  const input = find.querySelector("input");
  const output = find.querySelector("output");
  let texts = null;
  const search = (column) => {
    texts = texts || new Map(rows.map((row) => [row, Array.from(row.cells, text).join(" ")]));
    const within = (row) => (column ? text(row.cells[column]) : texts.get(row));
    const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    isFound = (row) => wanted.every((word) => within(row).includes(word));
    const number = show();
    output.textContent = wanted.length ? `${number} / ${rows.length}` : "";
  };
  input.addEventListener("input", () => search(0));
  find.hidden = false;
  document.querySelectorAll("button.find").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      input.value = button.dataset.find;
      search(Number(button.dataset.column));
      find.scrollIntoView();
      input.focus({ preventScroll: true });
    });
  });
}

// A link to something folded opens it.
const unfold = () => {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (target && target.tagName === "DETAILS") target.open = true;
};
addEventListener("hashchange", unfold);
document.querySelectorAll('a[href^="#"]').forEach((link) => link.addEventListener("click", () => {
  const target = document.getElementById(link.hash.slice(1));
  if (target && target.tagName === "DETAILS") target.open = true;
}));
unfold();
