import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../live/client.ts';
import { Button } from '../ui/button.tsx';
import { faultText } from '../ui/states.tsx';
import { Stamp } from '../ui/time.tsx';
import { toast } from '../ui/toast.tsx';
import { listed } from '../ui/words.ts';
import { readWorkflowAgain, type Rollout, type StageView } from '../workflow/queries.ts';
import { STAGES } from '../workflow/stage.ts';
import { percentText, STAGE_ORDER } from './words.ts';

/** Where the workflow stands on its way, since when and by whom; and the ways to change that. */
export function Where({ view, change }: { view: StageView; change: () => void }) {
  const { rollout, history } = view;
  const last = history[0];
  return (
    <section aria-label="Where it stands" className="grid gap-5 rounded-xl border border-line bg-surface p-5">
      <Track rollout={rollout} />
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4 border-t border-line pt-4">
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1 text-sm">
          {rollout.stage !== 'record' && (
            <>
              <dt className="text-ink-3">Share</dt>
              <dd className="tabular-nums">{percentText(rollout.share)} of cases</dd>
              <dt className="text-ink-3">Kinds</dt>
              <dd className="text-pretty">{kindsText(view)}</dd>
            </>
          )}
          <dt className="text-ink-3">Since</dt>
          <dd>
            {rollout.since ? <Stamp at={rollout.since} /> : 'its file says so'}
            {rollout.since && last ? `, by ${last.by}` : ''}
          </dd>
        </dl>
        <div className="flex flex-wrap gap-2">
          {rollout.stage === 'act' && <BackToDraft view={view} />}
          <Button look="main" onClick={change}>
            Change the roll-out
          </Button>
        </div>
      </div>
    </section>
  );
}

function kindsText({ rollout, kinds }: StageView): string {
  if (rollout.kinds === null) return `all ${kinds.length}`;
  const labels = rollout.kinds.map((name) => kinds.find((kind) => kind.name === name)?.label ?? name);
  return labels.length === 0 ? 'none' : `${listed(labels)} (${labels.length} of ${kinds.length})`;
}

/** The four stages in their order; the bar of the one in force is filled as far as its share. */
function Track({ rollout }: { rollout: Rollout }) {
  const at = STAGE_ORDER.indexOf(rollout.stage);
  return (
    <ol className="grid gap-x-2 gap-y-3 sm:grid-cols-4">
      {STAGE_ORDER.map((stage, index) => {
        const isNow = index === at;
        const filled = index < at ? 100 : isNow ? (stage === 'record' ? 100 : rollout.share) : 0;
        return (
          <li key={stage} aria-current={isNow ? 'step' : undefined} className="grid content-start gap-1.5">
            <span aria-hidden="true" className="block h-1.5 overflow-hidden rounded-full bg-hover">
              <span
                className={`block h-full rounded-full ${isNow ? 'bg-accent' : 'bg-line-2'}`}
                style={{ width: `${filled}%` }}
              />
            </span>
            <span className="flex items-baseline gap-2">
              <span className={isNow ? 'text-lg font-semibold' : 'text-base font-medium text-ink-3'}>
                {STAGES[stage]?.says}
              </span>
              {isNow && <span className="text-xs font-medium text-accent">now</span>}
            </span>
            <span className={`max-w-[34ch] text-sm text-pretty ${isNow ? 'text-ink-2' : 'text-ink-3'}`}>
              {STAGES[stage]?.means}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** One click, for everybody: narrowing never needs a right, and asks no questions first. */
function BackToDraft({ view }: { view: StageView }) {
  const client = useQueryClient();
  const narrow = useMutation({
    mutationFn: () =>
      call('change_stage', {
        id: view.workflow,
        body: {
          to: { ...view.rollout, stage: 'draft' },
          because: 'Taken back to draft at once, from its page.',
          version: view.rollout.version,
        },
      }),
    onSuccess: ({ says }) => toast({ tone: 'done', says }),
    onError: (fault) => toast({ tone: 'fault', says: faultText(fault) }),
    onSettled: () => readWorkflowAgain(client, view.workflow),
  });
  return (
    <Button look="danger" icon="undo" disabled={narrow.isPending} onClick={() => narrow.mutate()}>
      Back to draft now
    </Button>
  );
}
