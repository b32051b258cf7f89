// What pages kept on this device goes when one signs out; before, one is told of the answers that were not sent.
(() => {
  "use strict";

  const OURS = "maillage.";
  let keys;
  try { keys = Object.keys(localStorage).filter((key) => key.startsWith(OURS)); } catch { return; }
  const waiting = (key) => { try { return JSON.parse(localStorage.getItem(key)).waiting?.length ?? 0; } catch { return 0; } };

  if (document.querySelector("[data-signed-out]")) for (const key of keys) localStorage.removeItem(key);
  const notice = document.querySelector("[data-unsent]");
  if (notice) notice.hidden = !keys.some(waiting);
})();
