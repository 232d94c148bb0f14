"use strict";
// Sorts and searches the table of students; without this script the table is complete as it stands.
const table = document.getElementById("table");
if (table) {
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const heads = Array.from(table.tHead.rows[0].cells);
  const order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" }).compare;

  // A cell of points ends with its number; one without a number sorts below all that have one.
  const points = (row, column) => {
    const number = /[\d.]+$/.exec(row.cells[column].textContent);
    return number ? Number(number[0]) : -1;
  };
  const compare = (column) => column === 0
    ? (a, b) => order(a.cells[0].textContent, b.cells[0].textContent)
    : (a, b) => points(b, column) - points(a, column);

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
      const sorted = rows.slice().sort(compare(column));
      body.append(...(next === first ? sorted : sorted.reverse()));
    });
  });

  const find = document.getElementById("find");
  const input = find.querySelector("input");
  const output = find.querySelector("output");
  const read = (row) =>
    [row.cells[0].textContent, ...Array.from(row.querySelectorAll("[title]"), (mark) => mark.title)]
      .join(" ").toLowerCase();
  let texts = null;
  input.addEventListener("input", () => {
    texts = texts || rows.map(read);
    const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, index) => {
      row.hidden = !wanted.every((word) => texts[index].includes(word));
      shown += row.hidden ? 0 : 1;
    });
    output.textContent = wanted.length ? `${shown} / ${rows.length}` : "";
  });
  find.hidden = false;
}
