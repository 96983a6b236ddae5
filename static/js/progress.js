// Moves the bar of a print while its page is open; "Look again" does the same with a page load.
const place = document.getElementById("progress");
const bar = place.querySelector("progress");
const words = document.getElementById("progress-words");
const EVERY = 1000;

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "application/json" } });
    const state = await answer.json();
    if (state.finished) {
      location.reload();
      return;
    }
    bar.value = state.done;
    words.textContent = place.dataset.words.replace("{done}", state.done).replace("{total}", bar.max);
  } catch {
    // Out of reach for a moment; the next look may succeed.
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
