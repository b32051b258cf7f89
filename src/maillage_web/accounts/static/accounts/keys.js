/* Security keys: the button of a form asks the key, then sends the form. The rest is allauth's (mfa/js/webauthn.js). */
"use strict";

(() => {
  const trouble = document.getElementById("key-trouble");
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    if (trouble) trouble.hidden = false;
  });
  document.addEventListener("DOMContentLoaded", () => {
    const forms = window.allauth.webauthn.forms;
    for (const form of document.querySelectorAll("form[data-key]")) {
      const { key, button, credential } = form.dataset;
      const ids = { credential, data: "key-data" };
      if (key === "add") forms.addForm({ ids: { ...ids, add: button } });
      else forms.authenticateForm({ ids: { ...ids, authenticate: button } });
    }
  });
})();
