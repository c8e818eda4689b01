import type { Plan, PlannedAction } from '../live/answers.ts';
import { Badge, Dot, EFFECT_WORDS, partSays } from '../ui/effect.tsx';
import { Fold, Section } from '../ui/section.tsx';
import { Money } from '../ui/time.tsx';
import { Fields } from '../ui/value.tsx';
import { listed, humanise } from '../ui/words.ts';

/** What an agent proposes: the play, why, how sure it is, and each action with its filled arguments. */
export function Proposal({ plan }: { plan: Plan }) {
  return (
    <Section title="Proposed" part="actions">
      <div className="grid gap-1">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <p className="text-lg font-semibold text-balance">{plan.play_label}</p>
          <Confidence value={plan.confidence} claimed={plan.claimed} />
        </div>
        <p className="text-base text-pretty text-ink-2">{plan.reason}</p>
        <p className="text-xs text-ink-3">
          by {plan.agent.name}, version{' '}
          <span className="tabular-nums">{plan.agent.version.slice(0, 10)}</span>
        </p>
        {plan.evidence.length > 0 && <Weights plan={plan} />}
      </div>
      <Actions actions={plan.actions} />
    </Section>
  );
}

export function Actions({ actions }: { actions: PlannedAction[] }) {
  if (actions.length === 0) return <p className="text-sm text-ink-2">Nothing is done in any system.</p>;
  return (
    <ol className="grid gap-2">
      {actions.map((action) => (
        <li key={action.digest}>
          <ActionCard action={action} />
        </li>
      ))}
    </ol>
  );
}

function ActionCard({ action }: { action: PlannedAction }) {
  const effect = action.ruling?.effect;
  return (
    <div className="grid gap-2 rounded-lg border border-line bg-sunk px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        {effect && <Dot tone={EFFECT_WORDS[effect].tone} />}
        <p className="font-medium">{action.label}</p>
        {action.money && (
          <span className="font-semibold">
            <Money value={action.money} />
          </span>
        )}
        <span className="flex-1" />
        {action.irreversible && <Badge tone="amber">Cannot be taken back</Badge>}
        {effect && <span className="text-xs text-ink-3">{partSays(effect)}</span>}
      </div>
      {Object.keys(action.args).length > 0 ? (
        <Fields value={action.args} fields={action.arg_shapes} />
      ) : (
        <p className="text-sm text-ink-2">It cannot be filled in: what it is made of is not known.</p>
      )}
      {action.tainted.length > 0 && (
        <p className="text-xs text-amber">
          Not from your own systems: {listed(action.tainted.map((path) => humanise(path).toLowerCase()))}.
        </p>
      )}
    </div>
  );
}

/**
 * How sure the agent is. Where it is calibrated, of a hundred proposals like it so many were right; what a model or an
 * agent from outside says of itself is a claim.
 */
function Confidence({ value, claimed }: { value: number; claimed: boolean }) {
  const percent = Math.round(value * 100);
  return (
    <span
      title={
        claimed
          ? 'It says so of itself. What is proved of it stands under Standing.'
          : `Of 100 proposals that were this sure, about ${percent} were right.`
      }
      className="inline-flex items-center gap-2 text-sm text-ink-2"
    >
      <svg aria-hidden="true" width="44" height="4" className="overflow-hidden rounded-full">
        <rect width="44" height="4" className="fill-line-2" />
        <rect width={44 * value} height="4" className="fill-ink-2" />
      </svg>
      <span className="tabular-nums">{claimed ? `claims ${percent} %` : `${percent} % sure`}</span>
    </span>
  );
}

function Weights({ plan }: { plan: Plan }) {
  return (
    <Fold says="What weighed">
      <ul className="grid gap-0.5 text-sm">
        {plan.evidence.map((one) => (
          <li key={one.says} className="flex gap-2">
            <span
              className={`w-12 shrink-0 text-right tabular-nums ${one.weight < 0 ? 'text-red' : 'text-green'}`}
            >
              {one.weight < 0 ? '−' : '+'}
              {Math.abs(one.weight).toFixed(2)}
            </span>
            <span className="min-w-0 break-words">{one.says}</span>
          </li>
        ))}
      </ul>
    </Fold>
  );
}
