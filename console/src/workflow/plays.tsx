import type { WorkflowView } from '../live/answers.ts';
import { count } from '../ui/words.ts';
import { Scroll } from './map.tsx';
import { CELL, Head } from './part.tsx';

export function Plays({ plays }: { plays: WorkflowView['plays'] }) {
  return (
    <Scroll label="Plays">
      <thead>
        <tr>
          <Head>Play</Head>
          <Head>Does</Head>
          <Head>Filled in</Head>
          <Head>Ends when</Head>
          <Head>Cases</Head>
        </tr>
      </thead>
      <tbody>
        {plays.map((play) => (
          <tr key={play.name}>
            <td className={`${CELL} font-medium`}>{play.label}</td>
            <td className={`${CELL} font-mono text-xs text-ink-2`}>
              {play.writes.map((write) => (
                <span key={write} className="block">
                  {write}
                </span>
              ))}
            </td>
            <td className={`${CELL} text-ink-2`}>
              {play.inputs.map((input) => input.label).join(', ') || 'nothing'}
            </td>
            <td className={`${CELL} font-mono text-xs text-ink-2`}>{play.ends ?? '–'}</td>
            <td className={`${CELL} tabular-nums`}>{play.cases.toLocaleString('en')}</td>
          </tr>
        ))}
      </tbody>
    </Scroll>
  );
}

/** How often each kind came, as bars beside their numbers. */
export function Kinds({ kinds }: { kinds: WorkflowView['kinds'] }) {
  const most = Math.max(1, ...kinds.map((kind) => kind.cases));
  return (
    <ul className="grid max-w-[620px] gap-2">
      {kinds
        .toSorted((a, b) => b.cases - a.cases)
        .map((kind) => (
          <li
            key={kind.name}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 text-sm sm:grid-cols-[240px_minmax(0,1fr)_90px]"
          >
            <span>{kind.label}</span>
            <svg
              aria-hidden="true"
              viewBox="0 0 100 4"
              preserveAspectRatio="none"
              className="h-1.5 w-full max-sm:hidden"
            >
              <rect width={(kind.cases / most) * 100} height="4" className="fill-edge" />
            </svg>
            <span className="text-right text-ink-3 tabular-nums">{count(kind.cases, 'case')}</span>
          </li>
        ))}
    </ul>
  );
}
