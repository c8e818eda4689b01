import { z } from 'zod';
import { entry, form, Name, within } from './form.ts';

/** Questions that an agent may ask for one plan, and plans that it may make for one case, where nothing is written. */
const TURNS = 8;
const TURNS_MAX = 50;
const PLANS = 1;
const PLANS_MAX = 20;
const SIMILAR = 3;
const SIMILAR_MAX = 20;

const Version = z.union([z.string(), z.number()]).transform(String);

/** What is looked at in an answer before anybody sees it. */
const ChecksForm = entry({
  /** Hosts that its texts may link to, those below them too: `wollgras.example`. */
  links: z.array(z.string().min(1)).default([]),
  /** Mail addresses, or hosts of some, that its texts may name beside those of the case. */
  addresses: z.array(z.string().min(1)).default([]),
  /** Texts may name only amounts and days that stand in the case, its facts or its own inputs. */
  figures: z.boolean().default(true),
});

const Asked = {
  model: z.string(),
  /** A Markdown file in the workflow's folder. */
  instructions: z.string().optional(),
};

const ModelAgent = entry({
  kind: z.literal('model'),
  name: z.string().min(1).default('model'),
  version: Version.optional(),
  ...Asked,
  /** Reads of the map that it may ask for; without it, all of them. */
  reads: z.array(z.string()).optional(),
  /** Writes of the map that it may plan by themselves, where no play fits. */
  writes: z.array(z.string()).default([]),
  /** Decided cases that it is shown. */
  similar: z.int().min(0).max(SIMILAR_MAX).default(SIMILAR),
  turns: z.int().min(1).max(TURNS_MAX).default(TURNS),
  plans: z.int().min(1).max(PLANS_MAX).default(PLANS),
  checks: ChecksForm.prefault({}),
});

const PartForm = entry({
  ...Asked,
  model: z.string().optional(),
  inputs: z.array(Name).min(1),
  /** Conditions over event, facts and `args`, the inputs: what must be true of this part. */
  checks: z.array(entry({ must: z.string().min(1), says: z.string().min(1) })).default([]),
});

const PartsAgent = entry({
  kind: z.literal('parts'),
  name: z.string().min(1).default('parts'),
  version: Version.optional(),
  model: z.string().optional(),
  play: z.string(),
  /** The kind of the cases that it plans. */
  of_kind: z.string(),
  parts: z.record(Name, PartForm),
  /** Looks at the joined plan, and sends back the parts that do not fit. */
  checker: entry(Asked).optional(),
  checks: ChecksForm.prefault({}),
});

export type ModelAgentForm = z.infer<typeof ModelAgent>;
export type PartsAgentForm = z.infer<typeof PartsAgent>;

/** The long form of an agent that asks a model: `kind: model`, or `kind: parts` for several at once. */
export const AskingAgent: z.ZodType<ModelAgentForm | PartsAgentForm> = form((raw, fail) => {
  const kind = (raw as { kind?: unknown }).kind;
  return kind === 'parts' ? within(PartsAgent, raw, fail) : within(ModelAgent, raw, fail);
});

/** Whether an agent of a workflow file is one of these. */
export function asksModels(raw: unknown): boolean {
  const kind = typeof raw === 'object' && raw !== null ? (raw as { kind?: unknown }).kind : undefined;
  return kind === 'model' || kind === 'parts';
}
