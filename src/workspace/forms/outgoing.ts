import { z } from 'zod';
import { EVENT_NAMES } from '../../outgoing/schema.ts';
import { fromEnv, type Env } from '../env.ts';
import { suggestName } from '../nearest.ts';
import type { OutgoingHook } from '../outgoing.ts';
import { confide } from '../systems/confide.ts';
import { entry, type Say } from './form.ts';

const SECRETS_MAX = 4;
const HOOK_NAME = /^[a-z][a-z0-9_-]*$/;
const VARIABLE = /\$\{[A-Za-z_]\w*(:-[^}]*)?\}/;
/** The standard asks for 24 to 64 bytes. */
const KEY_BYTES_MIN = 24;

/** `hooks:` of remit.yaml */
export const OutgoingForm = z.array(
  entry({
    name: z
      .string()
      .regex(HOOK_NAME, 'is not a name\nwrite small letters, digits, - and _, such as warehouse'),
    url: z.string().min(1),
    secret: z.union([
      z
        .string()
        .min(1)
        .transform((one) => [one]),
      z.array(z.string().min(1)).min(1).max(SECRETS_MAX),
    ]),
    events: z.array(z.string()).min(1).optional(),
    workflows: z.array(z.string()).min(1).optional(),
    agents: z.array(z.string()).min(1).optional(),
  }),
);

/** Hooks with what the environment gives, after saying everything in them that does not hold together. */
export function checkOutgoing(
  form: z.infer<typeof OutgoingForm>,
  env: Env,
  workflows: readonly string[],
  say: Say,
): OutgoingHook[] {
  const names = form.map(({ name }) => name);
  return form.map((hook, index) => {
    const at = (...path: (string | number)[]) => ['hooks', index, ...path];
    if (names.indexOf(hook.name) < index) say(at('name'), `"${hook.name}" stands there twice`);
    const url = fromEnv(hook.url, env, at('url'), say);
    if (url !== '' && !isHttp(url))
      say(at('url'), 'is not an http address', 'write one such as https://example.org/remit');
    const secrets = hook.secret.map((text) =>
      checkSecret(text, env, (says, hint) => say(at('secret'), says, hint)),
    );
    for (const [number, event] of (hook.events ?? []).entries()) {
      if (!EVENT_NAMES.some((name) => name === event || name.startsWith(`${event}.`)))
        say(at('events', number), `"${event}" is not an event`, suggestName(event, EVENT_NAMES));
    }
    for (const [number, name] of (hook.workflows ?? []).entries()) {
      if (!workflows.includes(name))
        say(at('workflows', number), `"${name}" is not a workflow here`, suggestName(name, workflows));
    }
    const { name, events = null, workflows: of = null, agents = null } = hook;
    const origin = isHttp(url) ? new URL(url).origin : '';
    return confide({ name, origin, events, workflows: of, agents }, { url, secrets });
  });
}

/** A secret of Standard Webhooks: base64 behind `whsec_`, long enough that nobody guesses it. */
function checkSecret(text: string, env: Env, say: (says: string, hint: string) => void): string {
  const hint = 'make one with: echo whsec_$(openssl rand -base64 32)';
  if (!VARIABLE.test(text))
    say('stands in the file, where everybody reads it', 'write ${WAREHOUSE_HOOK_SECRET}');
  const secret = fromEnv(text, env, [], (_, says, more) => say(says, more ?? hint));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  if (secret !== '' && key.length < KEY_BYTES_MIN)
    say(`is shorter than ${KEY_BYTES_MIN} bytes in base64`, hint);
  return secret;
}

function isHttp(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
