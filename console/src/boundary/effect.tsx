import { Badge, EffectBadge, type Tone } from '../ui/effect.tsx';
import { Icon } from '../ui/icon.tsx';
import { Fold } from '../ui/section.tsx';
import { Money, Stamp } from '../ui/time.tsx';
import { count } from '../ui/words.ts';
import type { Check } from './queries.ts';

type Backtest = NonNullable<Check['backtest']>;
type Group = Backtest['groups'][number];

const CASES = [500, 2_000, 10_000, 50_000];

interface EffectProps {
  check: Pick<Check, 'backtest' | 'faults'> | undefined;
  isChanged: boolean;
  cases: number;
  setCases: (cases: number) => void;
  ticked: string[];
  /** Absent where there is nothing to tick: somebody looks at another's change. */
  tick?: ((ticked: string[]) => void) | undefined;
}

/** The change, held against the last cases of the log: which rulings would have been others. */
export function Effect({ check, isChanged, cases, setCases, ticked, tick }: EffectProps) {
  return (
    <div className="grid gap-3">
      <label className="flex items-center gap-2 text-sm text-ink-2">
        In the last
        <select
          value={cases}
          onChange={(event) => setCases(Number(event.target.value))}
          className="field pick !w-auto tabular-nums"
        >
          {CASES.map((amount) => (
            <option key={amount} value={amount}>
              {amount.toLocaleString('en')}
            </option>
          ))}
        </select>
        cases of the log
      </label>
      <Found check={check} isChanged={isChanged} ticked={ticked} tick={tick} />
    </div>
  );
}

type FoundProps = Omit<EffectProps, 'cases' | 'setCases'>;

function Found({ check, isChanged, ticked, tick }: FoundProps) {
  if (!isChanged) return <p className="text-sm text-pretty text-ink-2">Nothing is changed yet.</p>;
  if (check?.faults.length) return null;
  if (!check?.backtest) {
    return <p className="text-sm text-pretty text-ink-2">The log holds no case to try it on.</p>;
  }
  const { groups } = check.backtest;
  return (
    <div className="grid gap-3">
      {groups.length === 0 ? (
        <p className="text-sm text-pretty text-ink-2">
          Every one of {count(check.backtest.cases, 'case')} would have been ruled as it was.
        </p>
      ) : (
        <ul className="grid gap-2.5">
          {groups.map((group) => (
            <GroupCard
              key={group.id}
              group={group}
              isTicked={ticked.includes(group.id)}
              toggle={
                tick &&
                (() =>
                  tick(
                    ticked.includes(group.id)
                      ? ticked.filter((id) => id !== group.id)
                      : [...ticked, group.id],
                  ))
              }
            />
          ))}
        </ul>
      )}
      <p className="text-xs text-pretty text-ink-3">
        {count(check.backtest.cases, 'case')} replayed
        {check.backtest.from && (
          <>
            , since <Stamp at={check.backtest.from} />
          </>
        )}
        {check.backtest.left_out > 0 &&
          `. ${count(check.backtest.left_out, 'case is', 'cases are')} left out: not all of what decided them is known any more`}
        .
      </p>
    </div>
  );
}

const DIRECTIONS: Record<Group['direction'], { says: string; tone: Tone }> = {
  wider: { says: 'Wider', tone: 'amber' },
  narrower: { says: 'Narrower', tone: 'blue' },
  other: { says: 'Different', tone: 'grey' },
};

interface GroupCardProps {
  group: Group;
  isTicked: boolean;
  toggle: (() => void) | undefined;
}

function GroupCard({ group, isTicked, toggle }: GroupCardProps) {
  const edge = group.unintended ? 'border-red/40 bg-red-soft' : 'border-line bg-surface';
  return (
    <li className={`grid gap-2 rounded-lg border px-3.5 py-3 ${edge}`}>
      {group.unintended && (
        <p className="flex items-center gap-1.5 text-xs font-medium text-red">
          <Icon name="warn" size={14} /> Perhaps not meant
        </p>
      )}
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <Badge tone={DIRECTIONS[group.direction].tone}>{DIRECTIONS[group.direction].says}</Badge>
        <span className="font-semibold tabular-nums">{count(group.cases, 'case')}</span>
        {group.money && <Money value={group.money} />}
      </p>
      <p className="text-sm text-pretty">{group.says}</p>
      <p className="flex flex-wrap items-center gap-1.5 text-ink-3">
        <EffectBadge effect={group.from} />
        <Icon name="right" size={12} />
        <EffectBadge effect={group.to} />
      </p>
      {group.examples.length > 0 && <Examples group={group} />}
      {group.direction === 'wider' && toggle && (
        <label className="flex items-start gap-2 border-t border-line pt-2 text-sm font-medium">
          <input
            type="checkbox"
            checked={isTicked}
            onChange={toggle}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          I have seen this, and want it
        </label>
      )}
    </li>
  );
}

function Examples({ group }: { group: Group }) {
  return (
    <Fold says={group.examples.length < group.cases ? 'Some of them' : 'Which'}>
      <ul className="grid gap-1 text-sm">
        {group.examples.map((example) => (
          <li key={example.case} className="flex items-baseline justify-between gap-3">
            <a
              href={`/cases/${encodeURIComponent(example.case)}`}
              target="_blank"
              rel="noreferrer"
              className="min-w-0 truncate text-accent underline underline-offset-2"
            >
              {example.title}
              <span className="sr-only"> (opens beside this page)</span>
            </a>
            {example.money && <Money value={example.money} />}
          </li>
        ))}
      </ul>
    </Fold>
  );
}
