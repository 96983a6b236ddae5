// Drags a point of the agenda to another place of its day. The buttons "Up" and "Down" do the same
// step by step, for the keyboard, for a finger, and without this script.
const form = document.getElementById("agenda");
const grip = form.querySelector("template").content.firstElementChild;
let dragged = null;

const list = () => dragged.parentElement;
const places = () => [...list().children];
const isBelow = (event, item) => {
  const box = item.getBoundingClientRect();
  return event.clientY > box.top + box.height / 2;
};

function mark(item, below) {
  for (const one of form.querySelectorAll("[data-place]")) {
    one.classList.toggle("entry--before", one === item && !below);
    one.classList.toggle("entry--after", one === item && below);
  }
}

function drop(item, below) {
  const from = places().indexOf(dragged);
  const others = places().filter((one) => one !== dragged);
  const to = item === dragged ? from : others.indexOf(item) + (below ? 1 : 0);
  if (to === from) return;
  const move = document.createElement("input");
  Object.assign(move, { type: "hidden", name: "move", value: `${to - from}:${dragged.dataset.place}` });
  form.append(move);
  form.submit();
}

for (const item of form.querySelectorAll("[data-place]")) {
  const handle = grip.cloneNode(true);
  item.prepend(handle);
  handle.addEventListener("dragstart", (event) => {
    dragged = item;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    event.dataTransfer.setDragImage(item, 0, 0);
  });
  handle.addEventListener("dragend", () => {
    mark(null);
    dragged = null;
  });
  item.addEventListener("dragover", (event) => {
    if (!dragged || item.parentElement !== list()) return;
    event.preventDefault();
    mark(item, isBelow(event, item));
  });
  item.addEventListener("drop", (event) => {
    if (!dragged || item.parentElement !== list()) return;
    event.preventDefault();
    drop(item, isBelow(event, item));
  });
}
