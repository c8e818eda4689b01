import { Fold } from '../ui/section.tsx';
import { count } from '../ui/words.ts';
import type { Check } from './queries.ts';

type Group = Check['statement'][number];

interface MeaningProps {
  check: Pick<Check, 'statement' | 'faults'> | undefined;
  isChanged: boolean;
}

/** The statement's difference in English: which sentences go, and which come. */
export function Meaning({ check, isChanged }: MeaningProps) {
  if (!check) return <p className="text-sm text-ink-3">Being read…</p>;
  if (check.faults.length > 0) {
    return (
      <p className="text-sm text-pretty text-ink-2">
        It cannot be said while the text has {count(check.faults.length, 'fault')}. What is in force stays so.
      </p>
    );
  }
  const changed = check.statement.filter(({ sentences }) =>
    sentences.some(({ change }) => change !== 'same'),
  );
  const same = check.statement.reduce(
    (sum, { sentences }) => sum + sentences.filter(({ change }) => change === 'same').length,
    0,
  );
  return (
    <div className="grid content-start gap-4">
      {changed.map((group) => (
        <Sentences key={group.write} group={group} />
      ))}
      {changed.length === 0 && (
        <p className="text-sm text-pretty text-ink-2">
          {isChanged
            ? 'It says the same as what is in force.'
            : 'Change a limit or a rule, and this says in plain words what would be different.'}
        </p>
      )}
      {same > 0 && (
        <Fold
          says={`${count(same, 'sentence')} that ${same === 1 ? 'stays' : 'stay'} as ${same === 1 ? 'it is' : 'they are'}`}
        >
          <div className="grid gap-3 text-ink-2">
            {check.statement.map((group) => (
              <Sentences key={group.write} group={group} only="same" />
            ))}
          </div>
        </Fold>
      )}
    </div>
  );
}

const LOOKS = {
  same: '',
  added: 'bg-green-soft',
  removed: 'bg-red-soft text-ink-2 line-through decoration-red/60',
} as const;

function Sentences({ group, only }: { group: Group; only?: 'same' }) {
  const shown = group.sentences.filter(({ change }) => (change === 'same') === (only === 'same'));
  if (shown.length === 0) return null;
  return (
    <div className="grid content-start gap-1">
      <h3 className="text-xs font-medium text-ink-3">{group.label}</h3>
      <ul className="grid gap-1">
        {shown.map(({ change, text }, index) => (
          <li
            key={`${change} ${index}`}
            className={`text-sm leading-relaxed text-pretty ${change === 'same' ? '' : 'rounded-md px-2.5 py-1.5'} ${LOOKS[change]}`}
          >
            {change === 'added' && <span className="sr-only">New: </span>}
            {change === 'removed' && <span className="sr-only">No longer: </span>}
            {text}
          </li>
        ))}
      </ul>
    </div>
  );
}
