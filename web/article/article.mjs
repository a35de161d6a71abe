// The article: starts each live element when it comes near the window, and keeps the reader's place.

import { keepSiteOffline } from "../page/offline.mjs";
import { watchFigures } from "./live/figures.mjs";
import { showOnly } from "./live/only.mjs";
import { keepPlace } from "./live/place.mjs";

showOnly(new URLSearchParams(location.search).get("only"));
watchFigures(document.querySelectorAll("figure.live"));
keepPlace(document.querySelectorAll("article > section"), document.getElementById("continue"));
keepSiteOffline();
