import { Link } from '@tanstack/react-router';
import type { CaseView, Plan, Reason, Review } from '../live/answers.ts';
import { Keys } from './keys.tsx';
import { Dot, EFFECT_WORDS, EffectBadge, partSays } from '../ui/effect.tsx';
import { Fold, Section } from '../ui/section.tsx';
import { count, humanise, sentence } from '../ui/words.ts';

/** Why the case is here: every voice that spoke, the strictest first; those that kept quiet are folded. */
export function Ruling({
  plan,
  review,
  workflow,
  keys,
}: {
  plan: Plan;
  review: Review | null;
  workflow: string;
  keys: CaseView['keys'];
}) {
  // What the stage and the standing say stands beside their names already.
  const whole = plan.reasons.filter(({ source }) => !keys || (source !== 'stage' && source !== 'standing'));
  const effect = plan.effect ?? review?.effect;
  return (
    <Section title="Ruling" part="ruling" aside={effect && <EffectBadge effect={effect} />}>
      {keys && <Keys keys={keys} workflow={workflow} />}
      {review?.effect === 'approve' &&
        review.says &&
        !keys?.some(({ says }) => says === review.says) &&
        !whole.some((reason) => reason.says === review.says) && (
          <p className="text-base text-pretty">{review.says}</p>
        )}
      {whole.length > 0 && <Reasons title="The whole plan" reasons={whole} workflow={workflow} />}
      {plan.actions.map(
        (action) =>
          action.ruling && (
            <div key={action.digest} className="grid gap-1">
              <Reasons title={action.label} reasons={action.ruling.reasons} workflow={workflow} />
              {action.ruling.quiet.length > 0 && <Quiet rules={action.ruling.quiet} />}
            </div>
          ),
      )}
    </Section>
  );
}

function Reasons({ title, reasons, workflow }: { title: string; reasons: Reason[]; workflow: string }) {
  return (
    <div className="grid gap-1">
      <p className="text-sm font-medium">{title}</p>
      <ul className="grid gap-1.5">
        {reasons.map((reason) => (
          <OneReason key={`${reason.source} ${reason.rule}`} reason={reason} workflow={workflow} />
        ))}
      </ul>
    </div>
  );
}

function OneReason({ reason, workflow }: { reason: Reason; workflow: string }) {
  const { tone } = EFFECT_WORDS[reason.effect];
  const isUnknown = reason.met === 'unknown';
  return (
    <li className="flex gap-2.5 text-sm">
      <span className="mt-[6px]">
        <Dot tone={tone} />
      </span>
      <div className="min-w-0">
        <p className="text-pretty">
          <span className="sr-only">{partSays(reason.effect)}: </span>
          {isUnknown && <span className="font-medium">Not known: </span>}
          {sentence(reason.says)}
        </p>
        <p className="flex flex-wrap gap-x-2 text-xs text-ink-3">
          {reason.source === 'boundary' ? (
            <Link
              to="/workflows/$name"
              params={{ name: workflow }}
              hash="boundary"
              className="underline decoration-line-2 underline-offset-2 hover:text-ink"
            >
              rule {reason.rule}
              {reason.line ? `, line ${reason.line}` : ''}
            </Link>
          ) : (
            <span>{humanise(reason.source)}</span>
          )}
          {isUnknown && reason.missing && reason.missing.length > 0 && (
            <span>missing {reason.missing.join(', ')}</span>
          )}
        </p>
      </div>
    </li>
  );
}

function Quiet({ rules }: { rules: string[] }) {
  return (
    <Fold says={`${count(rules.length, 'rule')} looked at and not met`}>
      <p className="text-sm text-ink-2">{rules.join(', ')}</p>
    </Fold>
  );
}
