// The keys of a presenter turn the slides; without this script the links do.
const KEYS = { ArrowRight: "next", PageDown: "next", ArrowLeft: "prev", PageUp: "prev" };

addEventListener("keydown", (event) => {
  const link = document.querySelector(`a[rel="${KEYS[event.key]}"]`);
  if (link && !event.altKey && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    link.click();
  }
});
