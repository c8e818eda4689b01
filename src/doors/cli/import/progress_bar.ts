import type { Progress } from '../../../flow/intake/import/run.ts';

const BAR_CHARS = 24;
const DRAW_EVERY_MS = 100;
/** Without a terminal, a line now and then is enough. */
const LINE_EVERY_MS = 5_000;
/** Before so much of the file is done, nobody can say how long the rest takes. */
const SHARE_MIN = 0.01;

type Out = NodeJS.WritableStream & { isTTY?: boolean };

/** Shows how far an import is: a bar that is drawn over itself for a person at a terminal, else plain lines. */
export class ProgressBar {
  private last = 0;
  private drawn = false;
  /** Rows that an earlier run had done were passed over in no time, and say nothing of the speed. */
  private shareBefore: number | undefined;
  private readonly started: number;

  constructor(
    private readonly out: Out,
    private readonly share: () => number,
    private readonly fromRows: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.started = now();
    this.last = this.started;
  }

  show(progress: Progress): void {
    const isTty = this.out.isTTY === true;
    const now = this.now();
    this.shareBefore ??= this.fromRows > 0 ? this.share() : 0;
    if (now - this.last < (isTty ? DRAW_EVERY_MS : LINE_EVERY_MS)) return;
    this.last = now;
    if (!isTty) return void this.out.write(`${this.words(progress, now)}\n`);
    const full = Math.round(this.share() * BAR_CHARS);
    const bar = `${'█'.repeat(full)}${'░'.repeat(BAR_CHARS - full)}`;
    this.out.write(`\r\u001b[2K${bar} ${this.words(progress, now)}`);
    this.drawn = true;
  }

  /** Takes the bar away. */
  end(): void {
    if (this.drawn) this.out.write('\r\u001b[2K');
    this.drawn = false;
  }

  private words({ rows, counts }: Progress, now: number): string {
    const seconds = Math.max((now - this.started) / 1000, 0.001);
    const perSecond = (rows - this.fromRows) / seconds;
    const share = this.share();
    const done = share - (this.shareBefore ?? 0);
    const left = done > SHARE_MIN ? `, ${sayTime((seconds / done) * (1 - share))} left` : '';
    const rejected = counts.rejected > 0 ? `, ${counts.rejected.toLocaleString('en')} rejected` : '';
    return `${rows.toLocaleString('en')} rows, ${Math.round(perSecond).toLocaleString('en')}/s${rejected}${left}`;
  }
}

export function sayTime(seconds: number): string {
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  return seconds < 6_000 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}
