import type { Pool } from 'pg';
import { mailName, nextAt } from '../../evidence/report/due.ts';
import type { MailState } from '../../evidence/report/mails.ts';
import { reportStream } from '../../evidence/report/entries.ts';
import type { Period, Report, Span } from '../../evidence/report/schema.ts';
import { shifted, spanAt, spanId, spanNamed, spanTitle } from '../../evidence/report/span.ts';
import { listed } from '../../evidence/words.ts';
import { AppError } from '../../runtime/errors.ts';
import type { ReportSchedule } from '../../workspace/reporting.ts';
import type { Person, Workspace } from '../../workspace/schema.ts';
import { sayMail, tellMail, tellMails } from './mails.ts';
import { readSeries } from '../metrics/index.ts';
import { styleOf } from '../returns/assumptions.ts';
import { buildReport } from './build.ts';
import { reportPdf } from './pdf/report.ts';
import { post, type PostWorld } from './post.ts';

export { ReportSender, sendDue } from './sender.ts';

/** So many periods back are listed. */
const LISTED: Record<Period, number> = { day: 31, week: 26, month: 24 };

/** Reports of one length of period, newest first, with who gets them and what became of their mails. */
export async function listReports(world: PostWorld, pool: Pool, period: Period) {
  const workspace = world.workspace();
  const { timeZone, locale } = workspace;
  const now = world.now();
  const here = spanAt(period, now, timeZone);
  const spans = Array.from({ length: LISTED[period] }, (_, back) => shifted(here, -back, timeZone));
  const counts = await countsOf(pool, workspace, spans, now);
  const streams = await world.log.readMany(spans.map((span) => reportStream(spanId(span))));
  const first = spans.findLastIndex(
    (span) => counts.has(spanId(span)) || streams.has(reportStream(spanId(span))),
  );
  // The period that runs is always there, and nothing is before the first in which anything was decided or mailed.
  return {
    period,
    mail: tellMail(workspace.mail),
    schedules: workspace.reports.map((schedule) => tellSchedule(workspace, schedule, now)),
    reports: spans.slice(0, Math.max(1, first + 1)).map((span) => ({
      id: spanId(span),
      date: span.date,
      title: spanTitle(span, locale),
      is_over: span.to <= now,
      cases: counts.get(spanId(span)) ?? 0,
      mails: tellMails(workspace, span, streams.get(reportStream(spanId(span))) ?? []),
    })),
  };
}

async function countsOf(
  pool: Pool,
  workspace: Workspace,
  spans: Span[],
  now: Date,
): Promise<Map<string, number>> {
  const [newest, oldest] = [spans[0], spans.at(-1)];
  if (!newest || !oldest) return new Map();
  const filter = { from: oldest.from.toISOString(), to: newest.to.toISOString(), every: newest.period };
  const { points } = await readSeries(pool, workspace, 'coverage_prepared', filter, now);
  const counts = new Map<string, number>();
  for (const { from, agent, control } of points) {
    const span = spans.find((one) => one.from <= new Date(from) && new Date(from) < one.to);
    if (!span) continue;
    const id = spanId(span);
    counts.set(id, (counts.get(id) ?? 0) + (agent?.of ?? 0) + (control?.of ?? 0));
  }
  return counts;
}

function tellSchedule(workspace: Workspace, schedule: ReportSchedule, now: Date) {
  const { every, at, for: workflows, to } = schedule;
  const clock = `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
  const people = to.map((id) => {
    const person = workspace.people.find((one) => one.id === id);
    return { id, name: person?.name ?? id, has_address: person?.email !== undefined };
  });
  const labels = workflows.map((name) => workspace.workflows[name]?.label ?? name);
  const what = labels.length === 0 ? 'all workflows' : listed(labels);
  return {
    every,
    at: clock,
    for: workflows,
    to: people,
    next_at: nextAt(schedule, now, workspace.timeZone).toISOString(),
    says: `Every ${every} at ${clock}, of ${what}, to ${listed(people.map(({ name }) => name))}.`,
  };
}

/** The period of an id; throws `not_found` with the form of one. */
export function needSpan(id: string, timeZone: string): Span {
  const span = spanNamed(id, timeZone);
  if (span) return span;
  throw new AppError('not_found', `There is no report "${id.slice(0, 80)}".`, {
    suggestion:
      'A report is named by its period and a day of it: day.2026-11-20, week.2026-11-16, month.2026-11-01.',
    path: 'id',
  });
}

/** One report with what is around it. */
export async function readReport(world: PostWorld, pool: Pool, id: string, workflow: string | undefined) {
  const workspace = world.workspace();
  const { timeZone } = workspace;
  const span = needSpan(id, timeZone);
  const now = world.now();
  const report = await buildReport(world, pool, span, workflow === undefined ? [] : [workflow]);
  const next = shifted(span, 1, timeZone);
  const entries = await world.log.read(reportStream(report.id));
  const query = workflow === undefined ? '' : `?workflow=${encodeURIComponent(workflow)}`;
  return {
    ...report,
    previous: shifted(span, -1, timeZone).date,
    next: next.from <= now ? next.date : null,
    pdf: `/api/reports/${report.id}/pdf${query}`,
    mail: tellMail(workspace.mail),
    mails: tellMails(workspace, span, entries),
  };
}

/** One report as PDF, with the name of its file. */
export async function readReportPdf(world: PostWorld, pool: Pool, id: string, workflow: string | undefined) {
  const workspace = world.workspace();
  const report = await buildReport(
    world,
    pool,
    needSpan(id, workspace.timeZone),
    workflow === undefined ? [] : [workflow],
  );
  return { name: `${report.id}.pdf`, pdf: await pdfOf(workspace, report) };
}

/** A report that was made already, as PDF. */
export function pdfOf(workspace: Workspace, report: Report): Promise<Buffer> {
  const options = {
    style: styleOf(workspace),
    business: workspace.name,
    console: workspace.mail?.console ?? null,
  };
  return reportPdf(report, options);
}

/**
 * Mails a report to somebody now, because a person asks for it. One that was sent, or of which nobody knows, is sent
 * again only with `again`.
 */
export async function sendReport(
  world: PostWorld,
  pool: Pool,
  person: Person,
  given: { id: string; to: string; workflows: string[]; again: boolean },
): Promise<{ says: string }> {
  const workspace = world.workspace();
  const { configured, says } = tellMail(workspace.mail);
  if (!configured) throw new AppError('refused', says, { suggestion: 'Say in remit.yaml how mail leaves.' });
  const to = workspace.people.find(({ id }) => id === given.to);
  if (!to?.email)
    throw new AppError(
      'invalid',
      to ? `${to.name} has no mail address.` : `Nobody here is called "${given.to}".`,
      {
        suggestion: to
          ? `Give ${to.id} an email in remit.yaml.`
          : `There is ${workspace.people.map(({ id }) => id).join(', ')}.`,
        path: 'to',
      },
    );
  const report = await buildReport(world, pool, needSpan(given.id, workspace.timeZone), given.workflows);
  const mail = mailName(to.id, given.workflows);
  const by = { type: 'person' as const, id: person.id, name: person.name };
  const may = (known: MailState | undefined) =>
    !known ||
    known.state === 'failed' ||
    known.state === 'given_up' ||
    (given.again && known.state !== 'sending');
  const done = await post(
    world,
    { report, mail, to: to.id, workflows: given.workflows, how: 'person', by },
    may,
  );
  if (done.state === 'sent') return { says: `The mail server took it for ${to.name}.` };
  if (done.state === 'taken')
    throw new AppError('conflict', sayMail(done.mail), { suggestion: SEND_AGAIN[done.mail.state] });
  const what =
    done.state === 'failed' ? 'The mail server did not take it' : 'Not known whether the mail server took it';
  throw new AppError('unavailable', `${what}: ${done.says}`, { path: 'mail' });
}

const SEND_AGAIN: Partial<Record<MailState['state'], string>> = {
  sent: 'Send it again only if it did not arrive.',
  not_known: 'Ask whether it arrived, and send it again if it did not.',
  sending: 'Look again in a minute.',
};
