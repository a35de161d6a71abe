// The types of hourglass-element.js: <hourglass-playground>, an autoencoder in a page.

/// Settings: those of a link ("latent", "learning_rate", "panels", "theme", ...); docs/embedding.md lists them.
export type PlaygroundSettings = Record<string, string | number | boolean | readonly number[]>;

/// "hourglass-resize": how large its panels would best be, in CSS pixels.
export interface ResizeDetail {
  readonly width: number;
  readonly height: number;
}

/// "hourglass-epoch": a pass over the training images is done. Losses are null where they are not known yet.
export interface EpochDetail {
  readonly epoch: number;
  readonly step: number;
  readonly training: number | null;
  readonly heldOut: number | null;
}

/// "hourglass-done": all epochs are done.
export interface DoneDetail {
  readonly epoch: number;
  readonly step: number;
}

/// "hourglass-error": something was refused or failed; a stable code and a sentence.
export interface ErrorDetail {
  readonly code: string;
  readonly message: string;
}

export interface PlaygroundEventMap {
  "hourglass-ready": CustomEvent<Record<string, never>>;
  "hourglass-resize": CustomEvent<ResizeDetail>;
  "hourglass-epoch": CustomEvent<EpochDetail>;
  "hourglass-done": CustomEvent<DoneDetail>;
  "hourglass-error": CustomEvent<ErrorDetail>;
}

export class HourglassPlayground extends HTMLElement {
  /// "asleep" (a poster), "waking" or "awake".
  readonly state: "asleep" | "waking" | "awake";
  /// Whether a run trains as soon as it is there; the attribute of that name.
  autoplay: boolean;
  /// Trains; wakes the element where sleep() put it to sleep.
  play(): void;
  /// Stops training; the weights stay.
  pause(): void;
  /// Trains on one batch and then pauses.
  step(): void;
  /// Changes settings. Those that need another network start a new run.
  set(settings: PlaygroundSettings): void;
  /// Replaces the frame by a poster; resolves when that is done. The run continues with play(), a press, or when the element
  /// comes near the viewport again after it was away.
  sleep(): Promise<void>;

  addEventListener<Name extends keyof PlaygroundEventMap>(
    type: Name, listener: (this: HourglassPlayground, event: PlaygroundEventMap[Name]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "hourglass-playground": HourglassPlayground;
  }
  interface GlobalEventHandlersEventMap extends PlaygroundEventMap {}
}
