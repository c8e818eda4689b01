import { counted, listed, percent } from '../../evidence/words.ts';
import type { Rate } from '../../authority/schema.ts';
import { showMoney } from '../../workspace/money.ts';
import { neededAtFirst } from '../standing/now.ts';
import type { KindReadiness, ReadinessLimits, ReadinessReason, Verdict } from './schema.ts';

type Facts = Omit<KindReadiness, 'verdict' | 'reasons' | 'says'>;
type Speaks = ReadinessReason['speaks'];

/** With fewer cases nothing is said of a kind. */
export const CASES_MIN = 30;
const ERROR = 0.05;
/** Proof is to come within a quarter of a year, or at least within a year. */
const WEEKS_SOON = 13;
const WEEKS_MAX = 52;
/** Least share of plays foreseen rightly (lower end of the interval). */
const FORESEEN_WELL = 0.85;
const FORESEEN_HALF = 0.65;
/** Of so many cases of the later half at least, a memory that learned is sure of this share, else of nothing. */
const SURE_CASES_MIN = 150;
const SURE_MIN = 0.05;
/** Most that may be irreversible, dear, or lack a fact. */
const FEW = 0.05;
const MANY = 0.25;

/** What speaks for and against handing a kind over, and the verdict: ready where nothing speaks against it. */
export function judgeKind(
  facts: Facts,
  limits: ReadinessLimits,
): Pick<KindReadiness, 'verdict' | 'reasons' | 'says'> {
  const reasons = [
    ofVolume(facts, limits),
    ofRepeatability(facts, limits),
    ofCost(facts, limits),
    ofContext(facts),
  ];
  const verdict = verdictOf(facts.cases, reasons);
  return { verdict, reasons, says: sayVerdict(verdict, reasons, facts.cases) };
}

function verdictOf(cases: number, reasons: readonly ReadinessReason[]): Verdict {
  if (cases < CASES_MIN) return 'too_few';
  if (reasons.some(({ speaks }) => speaks === 'against')) return 'not_yet';
  return reasons.every(({ speaks }) => speaks === 'for') ? 'ready' : 'nearly';
}

function ofVolume({ cases, perWeek }: Facts, { risk }: ReadinessLimits): ReadinessReason {
  const needed = neededAtFirst(risk, ERROR);
  const proof = `it takes ${needed} agreeing decisions to prove a risk below ${percent(risk)}`;
  if (cases < CASES_MIN)
    return volume(
      'against',
      `${counted(cases, 'case')} ${cases === 1 ? 'is' : 'are'} too few to say anything: at least ${CASES_MIN} are needed.`,
    );
  if (cases >= needed)
    return volume('for', `${counted(cases, 'case')}${pace(perWeek)}: enough, for ${proof}.`);
  if (perWeek === null)
    return volume('nearly', `${counted(cases, 'case')} within a day: ${proof}, and the pace is not known.`);
  const weeks = Math.ceil((needed - cases) / perWeek);
  const speaks = weeks <= WEEKS_SOON ? 'for' : weeks <= WEEKS_MAX ? 'nearly' : 'against';
  return volume(
    speaks,
    `${counted(cases, 'case')}${pace(perWeek)}: ${proof}, which is about ${counted(weeks, 'week')} away.`,
  );
}

function volume(speaks: Speaks, says: string): ReadinessReason {
  return { of: 'volume', speaks, says };
}

function pace(perWeek: number | null): string {
  if (perWeek === null) return '';
  return `, ${perWeek >= 10 ? Math.round(perWeek) : Number(perWeek.toFixed(1))} a week`;
}

function ofRepeatability(
  { foreseen, mostly, sure, reworked }: Facts,
  { risk }: ReadinessLimits,
): ReadinessReason {
  if (!foreseen || !mostly)
    return {
      of: 'repeatability',
      speaks: 'against',
      says: 'What was done is not known of these cases, so nobody can say how alike they are decided.',
    };
  const well = Math.max(foreseen.low, mostly.rate.low);
  const often = share(reworked) > FEW;
  // However often the same is done: where no memory is ever sure of it, nothing of it can be told apart beforehand.
  const neverSure = sure !== null && sure.reach.of >= SURE_CASES_MIN && sure.reach.high < SURE_MIN;
  const wrong = share(sure?.deviated ?? null) > risk;
  const isFor = well >= FORESEEN_WELL && !often && !wrong;
  const speaks = neverSure ? 'against' : isFor ? 'for' : well >= FORESEEN_HALF ? 'nearly' : 'against';
  const says = [
    `“${mostly.play.replaceAll('_', ' ')}” was done in ${told(mostly.rate)}`,
    `the memory foresaw ${told(foreseen)} of the later half`,
    ...(neverSure ? ['it was hardly ever sure enough to act'] : []),
    ...(sure && sure.deviated && !neverSure
      ? [`where it was sure (${told(sure.reach)}), people decided otherwise in ${told(sure.deviated)}`]
      : []),
    ...(reworked && reworked.count > 0 ? [`${told(reworked)} came back`] : []),
  ];
  return { of: 'repeatability', speaks, says: `${capital(says.join('; '))}.` };
}

function ofCost(
  { money, moved, irreversible }: Facts,
  { dearMinor, locale }: ReadinessLimits,
): ReadinessReason {
  const gone = share(irreversible);
  const dear = money ? money.median.minor > dearMinor : false;
  const bad = gone > MANY || (dear && gone > FEW);
  const speaks = bad ? 'against' : gone > FEW || dear || !irreversible ? 'nearly' : 'for';
  const says = [
    irreversible === null
      ? 'whether it can be undone is not known'
      : irreversible.count === 0
        ? `what was done in ${counted(irreversible.of, 'case')} can be undone`
        : `${told(irreversible)} did something that cannot be undone`,
    money === null
      ? moved
        ? 'no money was moved'
        : 'whether money was moved is not known'
      : `${told(money.rate)} moved money, ${showMoney(money.median, locale)} in the middle and ${showMoney(money.most, locale)} at most`,
  ];
  return { of: 'cost', speaks, says: `${capital(says.join('; '))}.` };
}

function ofContext({ missing, missed }: Facts): ReadinessReason {
  if (!missing)
    return { of: 'context', speaks: 'nearly', says: 'Which facts were missing is not known of these cases.' };
  const part = share(missing);
  const speaks = part <= FEW ? 'for' : part <= MANY ? 'nearly' : 'against';
  if (missing.count === 0)
    return { of: 'context', speaks, says: `No fact was missing in ${counted(missing.of, 'case')}.` };
  const names = listed(missed.map(({ fact, count }) => `${fact} (${count})`));
  return {
    of: 'context',
    speaks,
    says: `${capital(told(missing))} lacked a fact that was asked for: ${names}.`,
  };
}

const WEIGHED: Record<ReadinessReason['of'], string> = {
  volume: 'how many there are',
  repeatability: 'how alike they are decided',
  cost: 'what a mistake would cost',
  context: 'what is known of them',
};

function sayVerdict(verdict: Verdict, reasons: readonly ReadinessReason[], cases: number): string {
  const named = (speaks: Speaks, one: string, more: string) => {
    const parts = reasons.filter((reason) => reason.speaks === speaks).map(({ of }) => WEIGHED[of]);
    return `${parts.length === 1 ? one : more} ${listed(parts)}`;
  };
  if (verdict === 'too_few')
    return `Too few cases to say (${cases}): at least ${CASES_MIN} are needed, and nothing is claimed before.`;
  if (verdict === 'ready')
    return 'Ready: volume, repeatability, cost of a mistake and context all speak for it.';
  if (verdict === 'nearly') return `Nearly: ${named('nearly', 'to be looked at is', 'to be looked at are')}.`;
  return `Not yet: against it ${named('against', 'speaks', 'speak')}.`;
}

function share(rate: Rate | null): number {
  return rate ? rate.count / rate.of : 0;
}

/** `14 of 15 (93.3 %, 70 % to 99 %)` */
function told({ count, of, low, high }: Rate): string {
  const range = `${Math.round(100 * low)} % to ${Math.round(100 * high)} %`;
  return `${count.toLocaleString('en')} of ${of.toLocaleString('en')} (${percent(count / of)}, ${range})`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
