import { z } from 'zod';
import { RIGHTS, type Right } from '../../authority/schema.ts';
import { AuthForm } from '../auth.ts';
import { Amount, entry, form, within } from './form.ts';
import { OutgoingForm } from './outgoing.ts';
import { MailForm, ReportsForm } from './reporting.ts';
import { SlackForm } from './slack.ts';
import { HoursForm } from './rollout.ts';
import { ModelsForm } from '../models.ts';

const PersonForm = entry({
  id: z.string().min(1),
  name: z.string().min(1),
  roles: z.array(z.string().min(1)),
  email: z.string().min(3).optional(),
});
const PersonBody = entry({
  name: z.string().min(1),
  roles: z.array(z.string().min(1)),
  email: z.string().min(3).optional(),
});

/** People are a list with ids, or a mapping from id to name and roles. */
const People = form((raw, fail) => {
  if (Array.isArray(raw)) return within(z.array(PersonForm), raw, fail);
  const people = within(z.record(z.string(), PersonBody), raw, fail);
  return people && Object.entries(people).map(([id, person]) => ({ id, ...person }));
});

const Roles = z.array(z.string().min(1)).default(['owner']);

const CURRENCY = /^[A-Z]{3}$/;

/** `remit.yaml` */
export const RemitForm = entry({
  name: z.string().min(1),
  currency: z.string().regex(CURRENCY, 'is not a currency\nwrite three capital letters, such as EUR'),
  time_zone: z.string().refine(isTimeZone, 'is not a time zone\nwrite one such as Europe/Berlin'),
  locale: z.string().refine(isLocale, 'is not a locale\nwrite one such as en or de-DE').default('en'),
  /** Declared only where a role has nobody in it yet: otherwise the people's roles are the roles. */
  roles: z.array(z.string().min(1)).optional(),
  people: People,
  cost_per_hour: z.record(z.string(), Amount).default({}),
  /** Who may do what beyond deciding cases: the roles for each right; owners where nothing is written. */
  may: entry(
    Object.fromEntries(RIGHTS.map((right) => [right, Roles])) as Record<Right, typeof Roles>,
  ).prefault({}),
  changes_need_two: z.boolean().default(false),
  hours: HoursForm.nullable().default(null),
  auth: AuthForm.nullable().default(null),
  mail: MailForm.nullable().default(null),
  reports: ReportsForm.default([]),
  slack: SlackForm.nullable().default(null),
  hooks: OutgoingForm.default([]),
  /** What agents ask, and what that costs. */
  models: ModelsForm.default({}),
});
export type RemitForm = z.infer<typeof RemitForm>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export function isLocale(name: string): boolean {
  try {
    return Intl.getCanonicalLocales(name).length === 1;
  } catch {
    return false;
  }
}
