import type { Revealed } from '../live/answers.ts';
import { Badge } from '../ui/effect.tsx';
import { Section } from '../ui/section.tsx';
import { humanise } from '../ui/words.ts';

interface RevealedProps {
  revealed: Revealed;
  /** Who decided without seeing it, by name. */
  person: string;
  kinds: { name: string; label: string }[];
  children?: React.ReactNode;
}

/** What the agent had planned, beside what the person did without seeing it. */
export function RevealedView({ revealed, person, kinds, children }: RevealedProps) {
  const kind = kinds.find(({ name }) => name === revealed.kind)?.label ?? humanise(revealed.kind);
  const differs = new Set(revealed.differences.map(({ what }) => what));
  const same = [
    { what: 'Play', value: revealed.play_label },
    { what: 'Kind', value: kind },
  ].filter(({ what }) => !differs.has(what));
  return (
    <Section
      title="What the agent had planned"
      aside={
        <Badge tone={revealed.agreed ? 'green' : 'amber'}>{revealed.agreed ? 'Agreed' : 'Differs'}</Badge>
      }
    >
      <div className="overflow-x-auto rounded-lg border border-line bg-surface">
        <table className="w-full text-left text-sm">
          <thead className="text-xs text-ink-3">
            <tr className="border-b border-line">
              <th scope="col" className="w-[26%] px-4 py-2 font-medium">
                <span className="sr-only">Part</span>
              </th>
              <th scope="col" className="px-2 py-2 font-medium">
                Agent
              </th>
              <th scope="col" className="px-4 py-2 font-medium">
                {person}
              </th>
            </tr>
          </thead>
          <tbody className="align-top">
            {revealed.differences.map(({ what, agent, person: done }) => (
              <Row key={what} what={WORDS[what] ?? humanise(what)} agent={agent} done={done} differs />
            ))}
            {same.map(({ what, value }) => (
              <Row key={what} what={WORDS[what] ?? what} agent={value} done={value} />
            ))}
          </tbody>
        </table>
      </div>
      {revealed.reason && (
        <p className="text-sm text-pretty text-ink-2">The agent’s reason: {revealed.reason}</p>
      )}
      {children}
    </Section>
  );
}

/** As the forms call them. */
const WORDS: Record<string, string> = { Play: 'What to do', Kind: 'About' };

interface RowProps {
  what: string;
  agent: string;
  done: string;
  differs?: boolean;
}

function Row({ what, agent, done, differs }: RowProps) {
  return (
    <tr className="border-t border-line first:border-0">
      <th scope="row" className="px-4 py-2 font-normal text-ink-3">
        {what}
        {differs && <span className="block text-xs text-amber">differs</span>}
      </th>
      <td className="px-2 py-2 break-words whitespace-pre-wrap">{agent || 'nothing'}</td>
      <td className="px-4 py-2 break-words whitespace-pre-wrap">{done || 'nothing'}</td>
    </tr>
  );
}
