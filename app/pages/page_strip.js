// A cell a page. A gap differs by its letter and frame, not by colour alone.

export default function ({ data, parentElement, setTriggerValue }) {
  const strip = parentElement.querySelector(".mw-strip");
  const cells = [];
  for (const [index, [sign, outcome, gap]] of data.cells.entries()) {
    const page = index + 1;
    const cell = document.createElement("button");
    cell.type = "button";
    cell.className = gap ? "mw-cell mw-cell-gap" : "mw-cell";
    cell.setAttribute("aria-label", `Page ${page}: ${outcome}`);
    if (page === data.current) cell.setAttribute("aria-current", "page");
    const number = document.createElement("span");
    number.textContent = page;
    const letter = document.createElement("b");
    letter.textContent = sign;
    cell.append(number, letter);
    cell.onclick = () => setTriggerValue("page", page);
    cells.push(cell);
  }
  strip.replaceChildren(...cells);
  const current = cells[data.current - 1];
  if (current) strip.scrollTop = Math.max(0, current.offsetTop - strip.offsetTop - 60);
}
