import { percent } from '../../evidence/words.ts';
import { showMoney, type Money } from '../../workspace/money.ts';
import type { Workspace } from '../../workspace/schema.ts';
import type { TimedRound } from './cases.ts';

const MINUTE_MS = 60_000;
/** Where too few people's times were measured to tell what is usual, a case counts as so many minutes. */
const UNMEASURED_MINUTES = 5;
const MEASURED_MIN = 10;

/** What exceptions cost: money that moved or stood at stake, and people's minutes at what an hour of theirs costs. */
export class Costs {
  private readonly workspace: Workspace;
  /** In minor units of the workspace's currency. */
  private readonly perHour: number;
  private median = UNMEASURED_MINUTES;
  private measured = 0;
  private cases = 0;

  constructor(workspace: Workspace) {
    this.workspace = workspace;
    const rates = Object.values(workspace.costPerHour).map(({ minor }) => minor);
    this.perHour = rates.length === 0 ? 0 : rates.reduce((sum, minor) => sum + minor, 0) / rates.length;
  }

  /** What is not measured counts as the median of what is. */
  learn(rounds: readonly TimedRound[]): void {
    const wrong = rounds.filter(({ cause }) => cause !== null);
    const known = wrong.flatMap(({ handlingMs }) => (handlingMs === null ? [] : [handlingMs / MINUTE_MS]));
    this.measured = known.length;
    this.cases = wrong.length;
    const sorted = known.toSorted((one, other) => one - other);
    const middle = sorted[Math.floor(sorted.length / 2)] ?? UNMEASURED_MINUTES;
    this.median = sorted.length < MEASURED_MIN ? UNMEASURED_MINUTES : middle;
  }

  of(rounds: readonly TimedRound[]): { money: Money | null; minutes: number; cost: Money } {
    const { currency } = this.workspace;
    const own = rounds.flatMap(({ money }) => (money?.currency === currency ? [money.minor] : []));
    const money = own.reduce((sum, minor) => sum + minor, 0);
    const minutes = rounds.reduce(
      (sum, { handlingMs }) => sum + (handlingMs === null ? this.median : handlingMs / MINUTE_MS),
      0,
    );
    const time = Math.round((minutes / 60) * this.perHour);
    return {
      money: own.length === 0 ? null : { minor: money, currency },
      minutes: Math.round(minutes * 10) / 10,
      cost: { minor: money + time, currency },
    };
  }

  says(): string {
    const { currency, locale } = this.workspace;
    if (this.perHour === 0) return 'Money alone: remit.yaml does not say what an hour costs (cost_per_hour).';
    const hour = showMoney({ minor: Math.round(this.perHour), currency }, locale);
    if (this.cases === 0) return `Minutes count at ${hour} an hour.`;
    const share = `measured in ${this.measured} of ${this.cases} (${percent(this.measured / this.cases)})`;
    const rest =
      this.measured === this.cases
        ? ''
        : `; the others count as ${Math.round(this.median * 10) / 10} minutes${this.measured < MEASURED_MIN ? ' each, for that is too few to tell what is usual' : ', the median'}`;
    return `Money that moved or stood at stake, and minutes at ${hour} an hour, the mean of what roles cost. Minutes were ${share}${rest}.`;
  }
}
