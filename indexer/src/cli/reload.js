// Added by `kiu serve` to every page: reloads it when a build succeeds, and
// shows what is wrong when one fails. Never part of a published site.
(() => {
  const events = new EventSource("/.kiu/events");
  let panel = null;
  events.addEventListener("built", () => location.reload());
  events.addEventListener("fault", (event) => {
    panel ??= document.body.appendChild(document.createElement("pre"));
    panel.dataset.kiuFault = "";
    panel.textContent = event.data;
    Object.assign(panel.style, {
      position: "fixed",
      inset: "auto 0 0 0",
      maxHeight: "60vh",
      overflow: "auto",
      margin: "0",
      padding: "16px",
      zIndex: "9999",
      font: "14px/1.5 monospace",
      whiteSpace: "pre-wrap",
      color: "#fff",
      background: "#9a2d20",
    });
  });
})();
