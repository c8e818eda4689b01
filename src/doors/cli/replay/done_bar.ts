import { sayTime } from '../import/progress_bar.ts';

const BAR_CHARS = 24;
const DRAW_EVERY_MS = 100;
/** Without a terminal, a line now and then is enough. */
const LINE_EVERY_MS = 5_000;
const MS_PER_SECOND = 1_000;

type Out = NodeJS.WritableStream & { isTTY?: boolean };

/** Shows how far a run is: a bar that is drawn over itself for a person at a terminal, else plain lines. */
export class DoneBar {
  private last = -Infinity;
  private drawn = false;
  private first: { done: number; at: number } | undefined;

  constructor(
    private readonly out: Out,
    private readonly now: () => number = () => performance.now(),
  ) {}

  show(done: number, of: number): void {
    const isTty = this.out.isTTY === true;
    const now = this.now();
    this.first ??= { done, at: now };
    if (now - this.last < (isTty ? DRAW_EVERY_MS : LINE_EVERY_MS)) return;
    this.last = now;
    if (!isTty) return void this.out.write(`${this.words(done, of, now)}\n`);
    const full = of === 0 ? BAR_CHARS : Math.round((done / of) * BAR_CHARS);
    const bar = `${'█'.repeat(full)}${'░'.repeat(BAR_CHARS - full)}`;
    this.out.write(`\r\u001b[2K${bar} ${this.words(done, of, now)}`);
    this.drawn = true;
  }

  /** Takes the bar away. */
  end(): void {
    if (this.drawn) this.out.write('\r\u001b[2K');
    this.drawn = false;
  }

  private words(done: number, of: number, now: number): string {
    const far = `${done.toLocaleString('en')} of ${of.toLocaleString('en')} cases`;
    const since = this.first ?? { done, at: now };
    const seconds = (now - since.at) / MS_PER_SECOND;
    const perSecond = seconds > 0 ? (done - since.done) / seconds : 0;
    if (perSecond === 0) return far;
    return `${far}, ${Math.round(perSecond).toLocaleString('en')}/s, ${sayTime((of - done) / perSecond)} left`;
  }
}
