import type { CompiledStep } from '../compiled.ts';
import type { ApprovalStep, NotPeople } from '../schema.ts';
import { sayDuration } from './amounts.ts';
import { clause } from './clause.ts';
import type { Teller } from './teller.ts';
import { joined, plain, upperFirst } from './words.ts';

/** What saying a step needs: the step, and its condition where it was read. */
export type Told = Pick<CompiledStep, 'step' | 'tree'>;

/** "a manager approves within 4 hours, else the owner"; of several steps, one after the other. */
export function sayChain(steps: Told[], teller: Teller): string {
  if (steps.length === 0) return 'a person approves';
  return steps
    .map((told, index) => {
      const when = told.tree && clause(told.tree, teller);
      const said = sayStep(told.step);
      if (index === 0) return when ? `${said} (only if ${when})` : said;
      return when ? `then, if ${when}, ${said}` : `then ${said}`;
    })
    .join('; ');
}

/** One step without its condition: "two different people from finance approve within 4 business hours". */
export function sayStep(step: ApprovalStep): string {
  const { withinMs, hours, remindMs, then } = step;
  const business = hours === 'business';
  const within = withinMs === undefined ? '' : ` within ${sayTime(withinMs, business)}`;
  const remind = remindMs === undefined ? '' : `, reminded after ${sayTime(remindMs, business)}`;
  const otherwise =
    then === undefined ? '' : `, else ${DEPARTMENTS.has(then) ? someone(then) : `the ${plain(then)}`}`;
  return `${sayWho(step)}${within}${remind}${otherwise}`;
}

/** "4 business hours": working time is never counted in days, for those differ in length. */
function sayTime(ms: number, business: boolean): string {
  if (!business) return sayDuration(ms);
  const isHours = ms % HOUR_MS === 0;
  const count = ms / (isHours ? HOUR_MS : MINUTE_MS);
  return `${Math.round(count * 100) / 100} business ${isHours ? 'hour' : 'minute'}${count === 1 ? '' : 's'}`;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

function sayWho({ role, any, all, count = 1 }: ApprovalStep): string {
  if (all) return `${joined(all.map(someone), 'and')} approve, in any order`;
  if (count === 1) return `${joined((any ?? [role]).map(someone), 'or')} approves`;
  const many = `${COUNTS[count] ?? count} different people`;
  if (any) return `${many} with the role ${joined(any.map(plain), 'or')} approve`;
  return DEPARTMENTS.has(role)
    ? `${many} from ${plain(role)} approve`
    : `${many} with the role ${plain(role)} approve`;
}

const COUNTS: Record<number, string> = { 2: 'two', 3: 'three', 4: 'four', 5: 'five' };

/** "a manager", "an owner", "someone from support". */
export function someone(role: string): string {
  const name = plain(role);
  if (DEPARTMENTS.has(role)) return `someone from ${name}`;
  return `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;
}

// Roles are the business's own words; these are the frequent ones that name a place and not a person.
const DEPARTMENTS = new Set(
  'support finance legal operations logistics accounting administration sales purchasing marketing compliance security warehouse management service dispatch'.split(
    ' ',
  ),
);

const DID: Record<Exclude<NotPeople, 'earlier'>, string> = { requester: 'asked for', planner: 'planned' };

/** Who may not approve, as a sentence of its own; undefined where the chain says nothing of it. */
export function sayExcluded(steps: ApprovalStep[]): string | undefined {
  const sentences = [...sayOwn(steps), ...sayEarlier(steps)];
  return sentences.length === 0 ? undefined : sentences.join(' ');
}

function sayOwn(steps: ApprovalStep[]): string[] {
  const people = (['requester', 'planner'] as const).filter((who) =>
    steps.some(({ not }) => not.includes(who)),
  );
  const everywhere = people.filter((who) => steps.every(({ not }) => not.includes(who)));
  const general =
    everywhere.length === 0
      ? []
      : [
          `Nobody approves what they ${joined(
            everywhere.map((who) => DID[who]),
            'or',
          )} themselves.`,
        ];
  const single = new Map<string, string[]>();
  for (const who of people.filter((one) => !everywhere.includes(one))) {
    const where = sayNumbers(steps, who);
    single.set(where, [...(single.get(where) ?? []), `${DID[who]} it`]);
  }
  const sentences = [...single].map(([where, did]) => `${where} nobody decides who ${joined(did, 'or')}.`);
  return [...general, ...sentences];
}

function sayEarlier(steps: ApprovalStep[]): string[] {
  if (!steps.some(({ not }) => not.includes('earlier'))) return [];
  return steps.slice(1).every(({ not }) => not.includes('earlier'))
    ? ['Nobody approves two steps of one chain.']
    : [`${sayNumbers(steps, 'earlier')} nobody decides who approved an earlier one.`];
}

function sayNumbers(steps: ApprovalStep[], who: NotPeople): string {
  const numbers = steps.flatMap(({ not }, index) => (not.includes(who) ? [String(index + 1)] : []));
  return upperFirst(`in step${numbers.length > 1 ? 's' : ''} ${joined(numbers, 'and')}`);
}
