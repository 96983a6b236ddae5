// Reads a code with the camera and sends it with the form of the page. Loaded nowhere else; the
// reader itself only once the camera is wanted.
const form = document.getElementById("scan");
const start = document.getElementById("camera-start");
const stop = document.getElementById("camera-stop");
const picture = document.getElementById("camera");
const trouble = document.getElementById("camera-trouble");
let scanner;

function done() {
  scanner?.stop();
  picture.hidden = stop.hidden = true;
  start.hidden = false;
}

start.addEventListener("click", async () => {
  trouble.textContent = "";
  try {
    const { default: QrScanner } = await import("../vendor/qr-scanner/qr-scanner.min.js");
    picture.hidden = stop.hidden = false;
    start.hidden = true;
    scanner ??= new QrScanner(
      document.getElementById("camera-picture"),
      (found) => {
        done();
        form.elements.code.value = found.data;
        form.requestSubmit();
      },
      { returnDetailedScanResult: true },
    );
    await scanner.start();
  } catch {
    done();
    trouble.textContent = trouble.dataset.text;
  }
});
stop.addEventListener("click", done);
if (navigator.mediaDevices) document.getElementById("camera-actions").hidden = false;
