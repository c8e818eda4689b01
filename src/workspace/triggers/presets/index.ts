import { github } from './github.ts';
import { hubspot } from './hubspot.ts';
import type { Preset } from './schema.ts';
import { shopify } from './shopify.ts';
import { standard } from './standard.ts';
import { stripe } from './stripe.ts';
import { woocommerce } from './woocommerce.ts';
import { zendesk } from './zendesk.ts';

export type { Delivery, Opened, Preset, Verified } from './schema.ts';

/** Who can send: a preset is one line here and one file beside this one. */
const ALL = { standard, shopify, woocommerce, stripe, zendesk, hubspot, github };
export type PresetName = keyof typeof ALL;
export const PRESETS: Record<PresetName, Preset> = ALL;

export const PRESET_NAMES = Object.keys(PRESETS) as [PresetName, ...PresetName[]];
