// The types of hourglass-autoencoders/react: <hourglass-playground> in JSX, for React 19.

import type { HTMLAttributes, Ref } from "react";
import type { GivenSettings } from "../package/hourglass.mjs";
import type { HourglassPlayground, PlaygroundEventMap } from "./playground.mjs";

export * from "./playground.mjs";

/// Settings as attributes: in every spelling, and as texts too. HTML has taken "hidden".
type SettingAttributes = { readonly [Key in Exclude<keyof GivenSettings, "hidden">]?: GivenSettings[Key] | string };

type EventHandlers = { readonly [Name in keyof PlaygroundEventMap as `on${Name}`]?: (event: PlaygroundEventMap[Name]) => void };

export interface PlaygroundAttributes extends HTMLAttributes<HourglassPlayground>, SettingAttributes, EventHandlers {
  readonly ref?: Ref<HourglassPlayground>;
  /// The folder of the frame's files, such as "/hourglass/".
  readonly site?: string;
  readonly "hidden-layers"?: readonly number[] | string;
  readonly autoplay?: boolean | string;
  readonly preset?: string;
  readonly panels?: string;
  readonly focus?: string;
  readonly theme?: string;
  readonly model?: string;
  readonly hide?: string;
  readonly link?: string;
  readonly poster?: string;
}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "hourglass-playground": PlaygroundAttributes;
    }
  }
}
