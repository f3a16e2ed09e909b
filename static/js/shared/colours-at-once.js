// Light or dark, as chosen in this browser (colours.js), before anything is drawn: later, the page would flash. No module,
// since a browser waits for none.
try {
  document.documentElement.dataset.colours = localStorage.getItem("facilitator:colours") ?? "";
} catch {}
