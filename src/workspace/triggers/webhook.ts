import { z } from 'zod';
import { fromEnv } from '../env.ts';
import { entry, type Say, within } from '../forms/form.ts';
import { confide } from '../systems/confide.ts';
import type { TriggerGround } from './index.ts';
import { checkCommon, failBy, triggerKeys } from './keys.ts';
import { PRESET_NAMES, PRESETS, type PresetName } from './presets/index.ts';
import { keyOf } from './presets/standard.ts';
import type { Arrival, TriggerCommon } from './schema.ts';

/** Something outside posts to `/hooks/<workflow>/<name>` and signs what it posts. */
export interface WebhookTrigger extends TriggerCommon {
  kind: 'webhook';
  /** Whose signature and payloads: a preset. */
  from: PresetName;
  /** The address as the sender knows it, for those that sign it. */
  address: string | null;
  /** Any of them may have signed: while a secret is changed there are two. Confided. */
  secrets: string[];
}

/** Old and new one while a secret is changed, and one to spare. */
const SECRETS_MAX = 4;
/** The standard asks for 24 bytes; not all who send keep to it. */
const KEY_BYTES_MIN = 16;
const SECRET_CHARS_MIN = 8;
const VARIABLE = /\$\{[A-Za-z_]\w*(:-[^}]*)?\}/;

/** One of `triggers:` of the kind `webhook`. */
export const WebhookForm = entry({
  kind: z.literal('webhook').default('webhook'),
  ...triggerKeys,
  from: z.enum(PRESET_NAMES).default('standard'),
  address: z.string().min(1).optional(),
  secret: z.union([
    z
      .string()
      .min(1)
      .transform((one) => [one]),
    z.array(z.string().min(1)).min(1).max(SECRETS_MAX),
  ]),
});

/** Reads a webhook's trigger. A secret that is written out in the file is a fault: everybody reads it there. */
export function readWebhook(raw: unknown, ground: TriggerGround, say: Say): WebhookTrigger | undefined {
  const form = within(WebhookForm, raw, failBy(say));
  if (!form) return undefined;
  const { env } = ground;
  const secrets = form.secret.map((text) => {
    if (!VARIABLE.test(text))
      say(['secret'], 'stands in the file, where everybody reads it', 'write ${ORDERS_WEBHOOK_SECRET}');
    return env === undefined ? '' : heldSecret(fromEnv(text, env, ['secret'], say), form.from, say);
  });
  const address = checkAddress(form, env, say);
  const common = checkCommon(form, ground.event, { mapped: PRESETS[form.from].offers }, say);
  return confide({ ...common, kind: 'webhook' as const, from: form.from, address }, { secrets });
}

/** With a secret that is empty, or all but empty, anybody could sign. */
function heldSecret(secret: string, from: PresetName, say: Say): string {
  if (secret === '') return secret; // That it is missing was said.
  const hint = `copy the whole secret as ${PRESETS[from].label} shows it`;
  if (from === 'standard' && keyOf(secret).length < KEY_BYTES_MIN)
    say(['secret'], `is shorter than ${KEY_BYTES_MIN} bytes in base64`, hint);
  else if (secret.trim().length < SECRET_CHARS_MIN)
    say(['secret'], `is shorter than ${SECRET_CHARS_MIN} characters`, hint);
  return secret;
}

function checkAddress(
  { from, address }: z.infer<typeof WebhookForm>,
  env: TriggerGround['env'],
  say: Say,
): string | null {
  if (address === undefined) {
    const { label, signsAddress } = PRESETS[from];
    if (signsAddress) {
      const says = `is missing: ${label} signs the address that it posts to`;
      say(
        ['address'],
        says,
        'write it as it stands at the sender, such as https://hooks.example.org/hooks/…',
      );
    }
    return null;
  }
  const filled = env === undefined ? address : fromEnv(address, env, ['address'], say);
  if (filled !== '' && env !== undefined && !/^https?:\/\/[^/]/.test(filled))
    say(['address'], 'is not an http address', 'write one such as https://hooks.example.org/hooks/…');
  return filled;
}

/** What the preset makes of a payload. */
export function mapWebhook(
  trigger: WebhookTrigger,
  { payload, type = '' }: Arrival,
): Record<string, unknown> {
  return PRESETS[trigger.from].map(payload, type);
}
