import { rateText } from '../stage/words.ts';
import { sentence } from '../ui/words.ts';
import type { AgentStanding } from './queries.ts';

/** Kinds and plays whose own record is worse than what is borne: they never run by themselves. */
export function Vetoes({ agent: { vetoes } }: { agent: AgentStanding }) {
  if (vetoes.length === 0) return <p className="text-sm text-ink-2">No kind and no play.</p>;
  return (
    <ul className="grid">
      {vetoes.map((veto) => (
        <li
          key={`${veto.kind} ${veto.play}`}
          className="grid gap-0.5 border-t border-line py-2 first:border-0 first:pt-0"
        >
          <p className="text-sm text-pretty">
            <span className="font-medium">{veto.kind_label}</span>
            <span className="text-ink-3"> · {veto.play_label}</span>
          </p>
          <p className="text-sm text-pretty text-ink-2">{sentence(veto.says)}</p>
          <p className="text-xs text-ink-3 tabular-nums">Decided otherwise: {rateText(veto.rate)}</p>
        </li>
      ))}
    </ul>
  );
}
