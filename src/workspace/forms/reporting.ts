import { z } from 'zod';
import { PERIODS } from '../../evidence/report/schema.ts';
import { entry, form } from './form.ts';

const PORT_MAX = 65_535;
const SUBMISSION_PORT = 587;
const TLS_PORT = 465;
const HOURS_IN_DAY = 24;
const MINUTES_IN_HOUR = 60;
/** Reports go out when people come to their desks. */
const AT_USUAL = 7 * MINUTES_IN_HOUR;

/** `07:00`: minutes since midnight. YAML reads some of them as numbers, so they are written in quotes. */
const Clock: z.ZodType<number> = form((raw, fail) => {
  const match = typeof raw === 'string' ? /^(\d{1,2}):(\d{2})$/.exec(raw) : null;
  const [hours, minutes] = [Number(match?.[1]), Number(match?.[2])];
  if (match && hours < HOURS_IN_DAY && minutes < MINUTES_IN_HOUR) return hours * MINUTES_IN_HOUR + minutes;
  fail('is not a time of day\nwrite one in quotes, such as "07:00"');
  return undefined;
});

/** `smtp.example.org:587`, `${SMTP_SERVER}`; the port may be left out. */
export const MailForm = entry({
  server: z.string().min(1),
  security: z.enum(['tls', 'starttls', 'none']).optional(),
  from: z.string().min(3),
  user: z.string().optional(),
  password: z.string().optional(),
  console: z.string().optional(),
});
export type MailForm = z.infer<typeof MailForm>;

export const ReportsForm = z.array(
  entry({
    every: z.enum(PERIODS),
    at: Clock.default(AT_USUAL),
    for: z.array(z.string().min(1)).default([]),
    to: z.array(z.string().min(1)).min(1, 'names nobody\nwrite ids of people, such as [hanne]'),
  }),
);
export type ReportsForm = z.infer<typeof ReportsForm>;

/** Host and port of a server's name; null where it is neither. The port tells the security where none is written. */
export function readServer(
  text: string,
  security: MailForm['security'],
): { host: string; port: number; security: 'tls' | 'starttls' | 'none' } | null {
  const match = /^([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::(\d{1,5}))?$/i.exec(text.trim());
  if (!match) return null;
  const usual = security === 'tls' ? TLS_PORT : SUBMISSION_PORT;
  const port = match[2] === undefined ? usual : Number(match[2]);
  if (port < 1 || port > PORT_MAX) return null;
  const host = (match[1] ?? '').replace(/^\[|\]$/g, '');
  return { host, port, security: security ?? (port === TLS_PORT ? 'tls' : 'starttls') };
}
