// Several lines pasted into the line of one card go to the box for several, where each stays a line.
document.addEventListener("paste", (event) => {
  const into = event.target;
  if (!(into instanceof HTMLInputElement) || into.name !== "text") return;
  const pasted = event.clipboardData?.getData("text/plain") ?? "";
  const lines = pasted.split(/\r?\n/).filter((line) => line.trim() !== "");
  const box = document.getElementById("id_lines");
  if (lines.length < 2 || !box) return;
  event.preventDefault();
  box.closest("details").open = true;
  const before = [box.value.trimEnd(), into.value.trim()].filter(Boolean);
  box.value = [...before, ...lines].join("\n");
  into.value = "";
  box.focus();
});
