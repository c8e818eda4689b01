import type { CaseView } from '../live/answers.ts';
import { useNameOf } from '../shell/desk.tsx';
import { Button } from '../ui/button.tsx';
import { Badge } from '../ui/effect.tsx';
import { Icon } from '../ui/icon.tsx';

type Check = NonNullable<CaseView['checked']>;

interface CheckedProps {
  check: Check;
  /** To the true plan, where it has not been looked at yet. */
  look?: (() => void) | undefined;
}

/** A known-answer check, revealed: what had been planted, and what the agent had really planned. */
export function Checked({ check, look }: CheckedProps) {
  const nameOf = useNameOf();
  const tone = check.caught ? 'green' : 'amber';
  return (
    <section
      aria-label="This was a check"
      className="grid gap-3 rounded-xl border border-line-2 bg-surface p-4 shadow-pop"
    >
      <div role="status" className="grid gap-1">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h3 className="flex items-center gap-2 text-base font-semibold">
            <span className={check.caught ? 'text-green' : 'text-amber'}>
              <Icon name={check.caught ? 'check' : 'eye'} size={18} />
            </span>
            {check.caught ? 'That was a check, and you noticed' : 'That was a check, and its mistake went by'}
          </h3>
          <Badge tone={tone}>{check.caught ? 'Noticed' : 'Went by'}</Badge>
        </div>
        <p className="text-sm text-pretty text-ink-2">
          {check.says} Nothing of it was done, nothing else was decided, and no number of the agent moved.{' '}
          {check.caught ? '' : 'It happens to everybody; that is why it is asked on plans that nobody runs. '}
          Answered by {nameOf(check.by)}.
        </p>
      </div>
      {check.differences.length > 0 && <Differences check={check} />}
      {look && (
        <p className="flex flex-wrap items-center gap-3">
          <Button hint="v" aria-keyshortcuts="v" onClick={look} ref={focusOnce}>
            See what was really planned
          </Button>
          <span className="text-xs text-ink-3">It waits below, to be decided.</span>
        </p>
      )}
    </section>
  );
}

function Differences({ check }: { check: Check }) {
  return (
    <div className="overflow-hidden rounded-lg border border-line">
      <table className="w-full table-fixed text-left text-sm">
        <thead className="text-xs text-ink-3">
          <tr className="border-b border-line">
            <th scope="col" className="w-[24%] px-3 py-2 font-medium">
              <span className="sr-only">Part</span>
            </th>
            <th scope="col" className="px-2 py-2 font-medium">
              Planted
            </th>
            <th scope="col" className="px-3 py-2 font-medium">
              Really planned
            </th>
          </tr>
        </thead>
        <tbody className="align-top">
          {check.differences.map(({ what, planted, true: planned }) => (
            <tr key={what} className="border-t border-line first:border-0">
              <th scope="row" className="px-3 py-2 font-normal text-ink-3">
                {what === 'Play' ? 'What to do' : what}
              </th>
              <td className="px-2 py-2 break-words whitespace-pre-wrap">{planted || 'nothing'}</td>
              <td className="px-3 py-2 break-words whitespace-pre-wrap">{planned || 'nothing'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The focus was on a button that has just gone. */
function focusOnce(button: HTMLButtonElement | null): void {
  if (document.activeElement === document.body) button?.focus({ preventScroll: true });
}
