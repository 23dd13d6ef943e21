"use strict";
(() => {
  const files = [...document.querySelectorAll("details.file")];
  const open = (place) => {
    const found = place && document.getElementById(place);
    const file = found && found.closest("details.file");
    if (file) { file.open = true; found.scrollIntoView(); }
  };
  addEventListener("hashchange", () => open(location.hash.slice(1)));
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) open(link.hash.slice(1));
  });
  if (files.length === 1) files[0].open = true;
  open(location.hash.slice(1));

  const wasOpen = new Set();
  addEventListener("beforeprint", () => files.forEach((file) => {
    if (file.open) wasOpen.add(file);
    file.open = true;
  }));
  addEventListener("afterprint", () => {
    files.forEach((file) => { file.open = wasOpen.has(file); });
    wasOpen.clear();
  });

  const form = document.getElementById("filters");
  if (!form) return;
  const [find, severity, rule, none] =
    ["find", "severity", "rule", "none"].map((id) => document.getElementById(id));
  const choose = () => {
    let left = 0;
    for (const file of files) {
      const { path, severities, rules } = file.dataset;
      const fits = path.toLowerCase().includes(find.value.toLowerCase())
        && (!severity.value || severities.split(" ").includes(severity.value))
        && (!rule.value || rules.split(" ").includes(rule.value));
      file.hidden = !fits;
      left += fits;
      for (const comment of file.querySelectorAll(".comments > li")) {
        comment.hidden = Boolean(severity.value && comment.dataset.severity !== severity.value)
          || Boolean(rule.value && comment.dataset.rule !== rule.value);
      }
    }
    none.hidden = left > 0;
  };
  form.addEventListener("input", choose);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("open").onclick = () => files.forEach((file) => { file.open = !file.hidden; });
  document.getElementById("close").onclick = () => files.forEach((file) => { file.open = false; });
  form.hidden = false;
})();
