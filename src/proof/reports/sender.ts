import type { Pool } from 'pg';
import { dueMails, isScheduled, sinceOf, type Due } from '../../evidence/report/due.ts';
import { mailsOf, type MailState } from '../../evidence/report/mails.ts';
import { reportStream, SCHEDULE_ENTRIES, SCHEDULES_STREAM } from '../../evidence/report/entries.ts';
import { spanId } from '../../evidence/report/span.ts';
import type { Entry } from '../../log/schema.ts';
import { buildReport } from './build.ts';
import { post, tellStuck, type PostWorld } from './post.ts';

/** How often it is looked whether a report is due. */
export const LOOK_EVERY_MS = 30_000;

/**
 * Sends what is due and not sent yet, and returns how many mails the server took. Several processes may look at the same
 * time: each mail is sent by the one whose intent the log took.
 */
export async function sendDue(world: PostWorld, pool: Pool): Promise<number> {
  const { reports, mail, timeZone } = world.workspace();
  const scheduled = await writeSchedules(world);
  if (!mail || mail.missing.length > 0 || reports.length === 0) return 0;
  let sent = 0;
  for (const due of dueMails(reports, { now: world.now(), timeZone, since: sinceOf(scheduled) })) {
    const id = spanId(due.span);
    const entries = await world.log.read(reportStream(id));
    await tellStuck(world, id, entries);
    const known = mailsOf(entries).get(due.mail);
    if (!mayTry(known, world.now())) continue;
    sent += (await sendOne(world, pool, due)) ? 1 : 0;
  }
  return sent;
}

async function sendOne(world: PostWorld, pool: Pool, due: Due): Promise<boolean> {
  const report = await buildReport(world, pool, due.span, due.workflows);
  // After a long rest the numbers trail: the report waits until its whole period is counted.
  if (report.counted_until === null || new Date(report.counted_until) < due.span.to) return false;
  const { mail, to, workflows } = due;
  const given = { report, mail, to, workflows, how: 'schedule' as const, by: { type: 'remit' as const } };
  const done = await post(world, given, (known) => mayTry(known, world.now()));
  return done.state === 'sent';
}

/** Never intended, or surely not taken and due for another try. */
function mayTry(known: MailState | undefined, now: Date): boolean {
  return !known || (known.state === 'failed' && known.againAt !== null && known.againAt <= now);
}

/** Writes what remit.yaml says of reports into the log where it is new, and returns all of it so far. */
async function writeSchedules(world: PostWorld): Promise<Entry[]> {
  const { reports } = world.workspace();
  const entries = await world.log.read(SCHEDULES_STREAM);
  if (isScheduled(entries, reports)) return entries;
  const body = SCHEDULE_ENTRIES['reports.scheduled'].body.parse({ schedules: reports });
  const done = await world.log.append({
    stream: SCHEDULES_STREAM,
    expected: entries.at(-1)?.version ?? 0,
    entries: [{ kind: 'reports.scheduled', kindVersion: 1, at: world.now(), actor: { type: 'remit' }, body }],
  });
  return done.ok ? [...entries, ...done.entries] : world.log.read(SCHEDULES_STREAM);
}

/** Looks every half minute whether a report is due, in every process that works on cases. */
export class ReportSender {
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<unknown> | null = null;

  constructor(
    private readonly world: PostWorld,
    private readonly pool: Pool,
    private readonly onFault: (error: unknown) => void,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => this.look(), LOOK_EVERY_MS);
    this.timer.unref();
    this.look();
  }

  /** A mail under way is waited for: what its server says must be written down. */
  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    await this.looking;
  }

  private look(): void {
    this.looking ??= sendDue(this.world, this.pool)
      .catch(this.onFault)
      .finally(() => {
        this.looking = null;
      });
  }
}
