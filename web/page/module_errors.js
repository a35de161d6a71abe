// Says why the page stays empty where its modules do not load. A plain script, since modules are what fails then.

addEventListener("error", async ({ target }) => {
  if (target.localName !== "script" || target.type !== "module") return;
  const [address, overlay] = [target.src, document.getElementById("overlay")];
  const answer = await fetch(address).catch(() => null), type = answer?.headers.get("Content-Type") ?? "";
  const reason = !answer?.ok ? `The server lacks ${address}, or a file that it needs.`
    : /javascript/.test(type) ? "A file that the page needs did not arrive; please load it again."
    : `The server sends this page's scripts (.mjs) as ${type || "files of no type"}, which browsers do not run. Its owner can mend that: the type has to be text/javascript.`;
  overlay.classList.add("failed");
  overlay.setAttribute("role", "alert");
  document.getElementById("overlay-progress").hidden = true;
  document.getElementById("overlay-text").textContent = reason;
}, true);
