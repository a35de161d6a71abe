// What the page and its tests ask of the application: plain values instead of text.

import { valuesIn } from "../shared/link.mjs";

function throwRefusal({ error }) {
  if (error) throw Object.assign(new Error(error.message), { code: error.code });
}

// How a link describes the panels.
function panelsOf(link) {
  const first = (key) => valuesIn(link, key)[0] ?? null;
  return { alone: first("focus"), shown: first("panels")?.split(",") ?? null, embedded: first("embedded") === "1" };
}

/// The functions of a running module. Those that change something throw the engine's sentence where it is refused.
export function applicationOf(module) {
  return {
    layout: () => JSON.parse(module.appLayout()),
    snapshot: () => module.appSnapshot(),
    // The run without its curves, settings as text.
    metrics: () => module.appMetrics(),
    drawnInput: () => module.appDrawnInput(),
    drawnReconstruction: () => module.appDrawnReconstruction(),
    shownCode: () => module.appShownCode(),
    frames: () => module.appFrames(),
    lastFrameMs: () => module.appLastFrameMs(),
    // What frames took since the last call, in milliseconds.
    takeFrameTimes: () => module.appTakeFrameTimes(),
    errorText: () => module.appErrorText(),
    noticeText: () => module.appNoticeText(),
    reducedMotion: () => module.appReducedMotion(),
    theme: () => module.appTheme(),
    // {alone, shown, embedded}; `shown` is null where the usual panels stand at their usual places.
    panels: () => panelsOf(module.appLink()),
    settingsTable: () => module.appSettingsTable(),
    presets: () => module.appPresets(),

    // At full speed or slowly.
    running: () => module.appIsTraining(),
    start: () => module.appStart(),
    pause: () => module.appPause(),
    step: () => module.appStep(),
    epoch: () => module.appEpoch(),
    reset: () => module.appReset(),
    trainUnseen: (milliseconds) => module.appTrainUnseen(milliseconds),
    usePreset: (id) => module.appUsePreset(id),
    apply: (key, value) => throwRefusal(module.appApply(key, String(value))),
    useSettings: (settings) =>
      throwRefusal(module.appUseSettings(Object.entries(settings).map(([key, value]) => [key, String(value)]))),

    // The keys of a link that are about the page and not about the run.
    pageKeys: () => module.appPageKeys(),
    link: () => module.appLink(),
    useLink: (text) => module.appUseLink(text),
    modelFile: (withOptimiser) => module.appModelFile(withOptimiser === true),
    useModel: (bytes, name) => throwRefusal(module.appUseModel(bytes, name)),
    useFile: (bytes, name) => throwRefusal(module.appUseFile(bytes, name)),
  };
}
