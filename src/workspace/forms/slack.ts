import { z } from 'zod';
import { fromEnv, type Env } from '../env.ts';
import { suggestName } from '../nearest.ts';
import type { SlackSettings } from '../slack.ts';
import { confide } from '../systems/confide.ts';
import { entry, type Say } from './form.ts';

const API = 'https://slack.com/api/';
const CHANNELS_MAX = 50;
/** Slack's ids: C… a channel, G… a group, D… a direct message, U… or W… a member. Names can be given to another channel. */
const CHANNEL = /^[CGDUW][A-Z0-9]{2,}$/;
const Channel = z
  .string()
  .regex(
    CHANNEL,
    "is not a channel's id\nwrite the id from the end of the channel's details, such as C0123456789",
  );
const Member = z
  .string()
  .regex(
    /^[UW][A-Z0-9]{2,}$/,
    "is not a member's id\ncopy it from the person's profile in Slack, such as U0123456789",
  );

/** `slack:` of remit.yaml */
export const SlackForm = entry({
  token: z.string().min(1),
  signing_secret: z.string().min(1),
  approvals: z
    .array(
      entry({
        channel: Channel,
        workflows: z.array(z.string()).min(1).optional(),
        roles: z.array(z.string()).min(1).optional(),
      }),
    )
    .max(CHANNELS_MAX)
    .default([]),
  notices: Channel.optional(),
  people: z.record(z.string(), Member).default({}),
  console: z.string().min(1).optional(),
  api: z.string().default(API),
});

interface Known {
  people: { id: string; email?: string | undefined }[];
  roles: readonly string[];
  workflows: readonly string[];
}

/** Slack as the runtime takes it, after saying everything in it that does not hold together. */
export function checkSlack(
  form: z.infer<typeof SlackForm> | null,
  env: Env,
  { people, roles, workflows }: Known,
  say: Say,
): SlackSettings | null {
  if (!form) return null;
  const at = (...path: (string | number)[]) => ['slack', ...path];
  form.approvals.forEach((one, index) => {
    for (const [key, names, known] of [
      ['workflows', one.workflows, workflows],
      ['roles', one.roles, roles],
    ] as const) {
      names?.forEach((name, place) => {
        if (!known.includes(name))
          say(
            at('approvals', index, key, place),
            `"${name}" is not one of the ${key}`,
            suggestName(name, known),
          );
      });
    }
  });
  const ids = people.map(({ id }) => id);
  for (const id of Object.keys(form.people))
    if (!ids.includes(id)) say(at('people', id), `"${id}" is not among the people`, suggestName(id, ids));
  const address = (key: 'console' | 'api', text: string): string => {
    const url = fromEnv(text, env, at(key), say).replace(/\/+$/, '');
    if (url !== '' && !(URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)))
      say(at(key), 'is not an http address', 'write one such as https://remit.acme.example');
    return url;
  };
  const settings = {
    approvals: form.approvals.map(({ channel, ...of }) => ({
      channel,
      workflows: of.workflows ?? [],
      roles: of.roles ?? [],
    })),
    notices: form.notices ?? null,
    people: form.people,
    console: form.console === undefined ? null : address('console', form.console),
    api: `${address('api', form.api)}/`,
  };
  return confide(settings, {
    token: fromEnv(form.token, env, at('token'), say),
    signingSecret: fromEnv(form.signing_secret, env, at('signing_secret'), say),
  });
}
