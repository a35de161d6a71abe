// The tutorial's buttons: each changes a setting of the playground above it.

import { keepSiteOffline } from "../page/offline.mjs";

for (const group of document.querySelectorAll(".choices")) {
  const { playground, setting } = group.dataset;
  const buttons = [...group.querySelectorAll("button")];
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const element = document.getElementById(playground);
      element.set({ [setting]: Number(button.value) });
      element.play();
      for (const one of buttons) one.setAttribute("aria-pressed", String(one === button));
    });
  }
}

keepSiteOffline();
