import type { Preset } from './schema.ts';
import { standard } from './standard.ts';

export type { Delivery, Opened, Preset, Verified } from './schema.ts';

/** Who can send: a preset is one line here and one file beside this one. */
export const PRESETS = { standard } satisfies Record<string, Preset>;
export type PresetName = keyof typeof PRESETS;

export const PRESET_NAMES = Object.keys(PRESETS) as [PresetName, ...PresetName[]];
