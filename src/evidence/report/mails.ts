import { REPORT_ENTRIES } from './entries.ts';

/** An entry of a report's stream, as far as its mails need it. */
export interface MailEntry {
  version: number;
  kind: string;
  at: Date;
  body: Record<string, unknown>;
}

/** What is known of one mail of a report. */
export interface MailState {
  mail: string;
  to: string;
  messageId: string;
  workflows: string[];
  state: 'sending' | 'sent' | 'failed' | 'not_known' | 'given_up';
  /** Of the newest entry about it. */
  at: Date;
  /** When it was first intended: it is tried for a day from then. */
  firstAt: Date;
  tries: number;
  againAt: Date | null;
  says: string;
}

type Kind = keyof typeof REPORT_ENTRIES;

/** The mails of one report, by their names; entries in their order. */
export function mailsOf(entries: readonly MailEntry[]): Map<string, MailState> {
  const mails = new Map<string, MailState>();
  for (const entry of entries) {
    if (!(entry.kind in REPORT_ENTRIES)) continue;
    const body = REPORT_ENTRIES[entry.kind as Kind].body.parse(entry.body);
    const before = mails.get(body.mail);
    const base = { mail: body.mail, to: body.to, messageId: body.message_id, at: entry.at };
    if ('workflows' in body) {
      const [firstAt, tries] = [before?.firstAt ?? entry.at, (before?.tries ?? 0) + 1];
      mails.set(body.mail, {
        ...base,
        workflows: body.workflows,
        state: 'sending',
        firstAt,
        tries,
        againAt: null,
        says: '',
      });
      continue;
    }
    if (!before) continue;
    mails.set(body.mail, { ...before, ...base, ...resultOf(entry.kind as Kind, body) });
  }
  return mails;
}

function resultOf(
  kind: Kind,
  body: { says: string; response?: string; again_at?: string | null },
): Pick<MailState, 'state' | 'says' | 'againAt'> {
  if (kind === 'report.sent') return { state: 'sent', says: body.response ?? '', againAt: null };
  if (kind === 'report.unknown') return { state: 'not_known', says: body.says, againAt: null };
  const againAt = body.again_at ? new Date(body.again_at) : null;
  return { state: againAt ? 'failed' : 'given_up', says: body.says, againAt };
}

const MINUTE_MS = 60_000;
/** Waits between tries; the last one goes on for as long as it is tried at all. */
const AGAIN_MS = [1, 5, 15, 60].map((minutes) => minutes * MINUTE_MS);
/** A report that could not be sent for a day stands on its page. */
export const TRIED_FOR_MS = 24 * 60 * MINUTE_MS;

/** When a mail that was not taken is tried again; null: not any more. */
export function againAt(
  mail: Pick<MailState, 'tries' | 'firstAt'>,
  isFinal: boolean,
  now: Date,
): Date | null {
  if (isFinal) return null;
  const wait = AGAIN_MS[Math.min(mail.tries, AGAIN_MS.length) - 1] ?? MINUTE_MS;
  const at = new Date(now.getTime() + wait);
  return at.getTime() - mail.firstAt.getTime() > TRIED_FOR_MS ? null : at;
}

/** Notices that come of a report's entries: what could not be sent, and what is not known. */
export function reportNotices(id: string, names: (person: string) => string, entries: readonly MailEntry[]) {
  const [period = '', date = ''] = id.split('.');
  return entries.flatMap((entry) => {
    const says = noticeOf(entry, names);
    if (says === null) return [];
    return [
      {
        id: `report/${id}.${entry.version}`,
        at: entry.at.toISOString(),
        workflow: null,
        kind: entry.kind,
        says,
        link: `/reports/${period}/${date}`,
        cases: '[]',
        roles: '[]',
      },
    ];
  });
}

function noticeOf({ kind, body }: MailEntry, names: (person: string) => string): string | null {
  if (kind === 'report.unknown') {
    const { to } = REPORT_ENTRIES['report.unknown'].body.parse(body);
    return `It is not known whether the report reached the mail server for ${names(to)}. It is not sent again by itself.`;
  }
  if (kind !== 'report.failed') return null;
  const { to, says, again_at } = REPORT_ENTRIES['report.failed'].body.parse(body);
  return again_at === null
    ? `The report could not be mailed to ${names(to)}, and is not tried any more: ${says}`
    : null;
}
