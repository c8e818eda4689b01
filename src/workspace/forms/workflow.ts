import { z } from 'zod';
import type { Kind, Template } from '../schema.ts';
import { Shape, Shapes } from '../shape.ts';
import { STAGES } from '../../authority/schema.ts';
import { Duration, entry, form, Name, within } from './form.ts';
import { GatewayForm, OutsideForm } from './gateway.ts';
import {
  AttentionForm,
  AuditsForm,
  CheckForm,
  LadderForm,
  LimitsForm,
  Percent,
  StandingForm,
  STEP_DOWN,
  StepDownForm,
} from './rollout.ts';
import { Templates } from '../systems/offers.ts';
import { AskingAgent, asksModels, type ModelAgentForm, type PartsAgentForm } from './model_agents.ts';
import { humanize } from './words.ts';

const REOPEN_WITHIN_MS = 30 * 86_400_000;

const Label = z.string().min(1);
const NamedKind = entry({ name: Name, label: Label.optional() });

/** Kinds are a mapping from name to label, a list of names, or a list of both. */
const Kinds: z.ZodType<Kind[]> = form((raw, fail) => {
  if (!Array.isArray(raw)) {
    const kinds = within(z.record(Name, Label), raw, fail);
    return kinds && Object.entries(kinds).map(([name, label]) => ({ name, label }));
  }
  const kinds: Kind[] = [];
  raw.forEach((item, index) => {
    const kind =
      typeof item === 'string' ? within(Name, item, fail, [index]) : within(NamedKind, item, fail, [index]);
    if (typeof kind === 'string') kinds.push({ name: kind, label: humanize(kind) });
    else if (kind) kinds.push({ name: kind.name, label: kind.label ?? humanize(kind.name) });
  });
  return kinds;
});

const Source = entry({ read: z.string(), with: Templates.default({}), optional: z.boolean().default(false) });

/** An input is a shape that may also say that it is learned, and what it is when nobody chooses. */
export interface InputForm {
  shape: Shape;
  learn?: boolean;
  default?: Template;
}
const Input: z.ZodType<InputForm> = form((raw, fail) => {
  const isMapping = typeof raw === 'object' && raw !== null && !Array.isArray(raw);
  const { learn, default: otherwise, ...rest } = isMapping ? (raw as Record<string, unknown>) : {};
  if (learn !== undefined && typeof learn !== 'boolean') fail('is not true or false', ['learn']);
  const shape = within(Shape, isMapping ? rest : raw, fail);
  if (!shape) return undefined;
  const more = otherwise === undefined ? {} : { default: otherwise as Template };
  return typeof learn === 'boolean' ? { shape, learn, ...more } : { shape, ...more };
});

export interface ActionForm {
  write: string;
  with: Record<string, Template>;
  /** Where its argument templates stand, below the action. */
  path: string[];
}
const Action: z.ZodType<ActionForm> = form((raw, fail) => {
  const isMapping = typeof raw === 'object' && raw !== null && !Array.isArray(raw);
  const [only, second] = isMapping ? Object.keys(raw) : [];
  if (only !== undefined && second === undefined && only.includes('.')) {
    const given = within(Templates, (raw as Record<string, unknown>)[only] ?? {}, fail, [only]);
    return given && { write: only, with: given, path: [only] };
  }
  const action = within(entry({ write: z.string(), with: Templates.default({}) }), raw, fail);
  return action && { ...action, path: ['with'] };
});

const PlayForm = entry({
  label: Label.optional(),
  inputs: z.record(Name, Input).default({}),
  actions: z.array(Action).default([]),
  ends: z.string().optional(),
});
export type PlayForm = z.infer<typeof PlayForm>;

const RowBody = entry({
  id: z.string().min(1).optional(),
  when: z.union([z.string(), z.boolean()]).optional(),
  kind: z.string(),
  play: z.string(),
  /** Inputs of the play; `inputs` means the same. */
  with: Templates.optional(),
  inputs: Templates.optional(),
  because: z.string().min(1),
  confidence: z.number().min(0).max(1).default(1),
});
export type RowForm = z.infer<typeof RowBody>;

const Version = z.union([z.string(), z.number()]).transform(String);

/** A decision table in its own file, `rules.yaml`: its rows, or a mapping with a version. */
export const RulesForm: z.ZodType<{ version?: string; rows: RowForm[]; path: string[] }> = form(
  (raw, fail) => {
    if (Array.isArray(raw)) {
      const rows = within(z.array(RowBody), raw, fail);
      return rows && { rows, path: [] };
    }
    const table = within(entry({ version: Version.optional(), rows: z.array(RowBody) }), raw, fail);
    return table && { ...table, path: ['rows'] };
  },
);

export type AgentForm =
  | { kind: 'memory'; name: string; version?: string }
  | { kind: 'rules'; name: string; version?: string; file: string }
  | { kind: 'rules'; name: string; version?: string; rows: RowForm[]; path: string[] }
  | ModelAgentForm
  | PartsAgentForm;

const SHORT = ['rules', 'memory'] as const;
const LongAgent = entry({
  kind: z.enum(SHORT),
  name: z.string().optional(),
  version: Version.optional(),
  file: z.string().optional(),
  rows: z.array(RowBody).optional(),
});

/** `memory`, `rules` (of rules.yaml), `rules: other.yaml`, `rules: [rows]`, or the long form with a kind. */
const Agent: z.ZodType<AgentForm> = form((raw, fail) => {
  if (typeof raw === 'string') {
    const kind = within(z.enum(SHORT), raw, fail);
    return kind && (kind === 'memory' ? { kind, name: kind } : { kind, name: kind, file: 'rules.yaml' });
  }
  const isShort = typeof raw === 'object' && raw !== null && 'rules' in raw;
  if (isShort) return shortRules(raw, fail);
  if (asksModels(raw)) return within(AskingAgent, raw, fail);
  const given = within(LongAgent, raw, fail);
  if (!given) return undefined;
  const { kind, rows, file = 'rules.yaml', ...rest } = given;
  const name = given.name ?? kind;
  if (kind === 'memory') return { ...rest, kind, name };
  return rows ? { ...rest, kind, name, rows, path: ['rows'] } : { ...rest, kind, name, file };
});

function shortRules(
  raw: Record<string, unknown>,
  fail: (message: string, path?: (string | number)[]) => void,
): AgentForm | undefined {
  const schema = entry({ rules: z.unknown(), name: z.string().optional(), version: Version.optional() });
  const given = within(schema, raw, fail);
  if (!given) return undefined;
  const { rules, name = 'rules', ...rest } = given;
  if (typeof rules === 'string') return { ...rest, kind: 'rules', name, file: rules };
  const table = within(RulesForm, rules, fail, ['rules']);
  return table && { ...rest, kind: 'rules', name, rows: table.rows, path: ['rules', ...table.path] };
}

/** `workflows/<name>/workflow.yaml` */
export const WorkflowForm = entry({
  workflow: z.string().optional(),
  label: Label,
  purpose: z.string().min(1),
  pressure: z.string().min(1),
  stage: z.enum(STAGES).default('draft'),
  share: Percent.default(100),
  slice: z.array(z.string()).nullable().default(null),
  ladder: LadderForm.default([]),
  step_down: StepDownForm.default(STEP_DOWN),
  customer: z.string().optional(),
  requester: z.string().optional(),
  checks: z.array(CheckForm).default([]),
  anomalies: z.enum(['approve', 'human', 'off']).default('approve'),
  limits: LimitsForm.prefault({}),
  audits: AuditsForm.prefault({}),
  standing: StandingForm.prefault({}),
  attention: AttentionForm.prefault({}),
  reopen_within: Duration.default(REOPEN_WITHIN_MS),
  kinds: Kinds,
  event: entry({
    fields: Shapes,
    subject: z.string(),
    title: z.string(),
    text: z.string().optional(),
    from: z.string().optional(),
  }),
  /** Each is read by its own kind, in `triggers/`. */
  triggers: z.array(z.unknown()).default([]),
  context: z.record(Name, Source).default({}),
  writes: z.array(z.string()).default([]),
  never: z.array(z.string()).default([]),
  plays: z.record(Name, PlayForm).default({}),
  gateway: GatewayForm,
  outside: OutsideForm,
  agents: z.array(Agent).default([]),
});
export type WorkflowForm = z.infer<typeof WorkflowForm>;
