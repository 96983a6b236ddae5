// Draws the sheet of labels while its measures are typed. The server draws the same on "Draw".
const form = document.getElementById("measures");
const figure = document.getElementById("drawing");
const SVG = "http://www.w3.org/2000/svg";
const NEAR = 0.01; // mm by which sums of published lengths may miss the edge (domain/sheets.py)
const MOST = 50;

const value = (name) => Number.parseFloat(form.elements[name].value.replace(",", "."));
const axis = (letter) => {
  const read = (name) => value(`${name}_${letter}`);
  const at = { page: read("page"), size: read("size"), grid: Math.trunc(read("grid")), first: read("first"), pitch: read("pitch") };
  const last = at.first + (at.grid - 1) * at.pitch;
  at.isKnown = Object.values(at).every(Number.isFinite) && at.page > 0 && at.grid <= MOST;
  at.fits = at.size > 0 && at.grid > 0 && at.first >= 0 && last + at.size <= at.page + NEAR
    && (at.grid === 1 || at.pitch >= at.size - NEAR);
  return at;
};

function rectangle(kind, numbers) {
  const found = document.createElementNS(SVG, "rect");
  found.setAttribute("class", kind);
  for (const [name, number] of Object.entries(numbers)) found.setAttribute(name, number);
  return found;
}

function draw() {
  const [x, y] = [axis("x"), axis("y")];
  const perBadge = form.elements.fold.value === "none" ? 1 : 2;
  const fits = x.isKnown && y.isKnown && x.fits && y.fits && (x.grid * y.grid) % perBadge === 0;
  const words = fits ? figure.dataset.fits.replace("{count}", x.grid * y.grid) : figure.dataset.wrong;
  const caption = figure.querySelector("[role=status]");
  if (caption.textContent !== words) caption.textContent = words;
  const svg = figure.querySelector("svg");
  svg.classList.toggle("sheet--wrong", !fits);
  if (!x.isKnown || !y.isKnown) return;
  const parts = [rectangle("sheet__page", { width: x.page, height: y.page })];
  for (let row = 0; row < y.grid; row += 1) {
    for (let column = 0; column < x.grid; column += 1) {
      parts.push(rectangle("sheet__label", {
        x: x.first + column * x.pitch, y: y.first + row * y.pitch,
        width: Math.max(x.size, 0), height: Math.max(y.size, 0), rx: value("corner") || 0,
      }));
    }
  }
  svg.setAttribute("viewBox", `0 0 ${x.page} ${y.page}`);
  svg.replaceChildren(...parts);
}

form.addEventListener("input", draw);
draw();
