import { memo } from 'react';
import { Link } from '@tanstack/react-router';
import type { LogRow } from '../live/answers.ts';
import { Dot, EFFECT_WORDS } from '../ui/effect.tsx';
import { Distance } from '../ui/time.tsx';

const HEADINGS = ['When', 'Trigger', 'Context used', 'Action taken', 'Boundary', 'Outcome', 'Rule update'];

/** Six fields a row. On narrow screens each row becomes a card that names its fields. */
export function LogTable({ rows, at }: { rows: LogRow[]; at: number }) {
  return (
    <table className="w-full table-fixed text-left text-sm max-lg:block">
      <caption className="sr-only">Decisions, newest first</caption>
      <thead className="sticky top-0 z-10 bg-bg max-lg:sr-only">
        <tr>
          {HEADINGS.map((heading) => (
            <th
              key={heading}
              scope="col"
              className="px-2.5 py-2 text-xs font-semibold text-ink-3 shadow-[inset_0_-1px_0_var(--line)] first:w-[148px] first:pl-6 last:w-[130px] last:pr-6 nth-6:w-[130px]"
            >
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-lg:block">
        {rows.map((row, index) => (
          <Row key={row.id} row={row} isAt={index === at} />
        ))}
      </tbody>
    </table>
  );
}

const CELL = 'px-2.5 py-2.5 align-top text-pretty break-words max-lg:block max-lg:px-0 max-lg:py-0.5';

const Row = memo(function Row({ row, isAt }: { row: LogRow; isAt: boolean }) {
  const effect = row.effect ? EFFECT_WORDS[row.effect as keyof typeof EFFECT_WORDS] : undefined;
  return (
    <tr
      data-log-row
      className={`relative border-b border-line hover:bg-hover max-lg:grid max-lg:px-4 max-lg:py-3 sm:max-lg:grid-cols-2 sm:max-lg:gap-x-8 sm:max-lg:px-6 ${isAt ? 'bg-picked' : ''}`}
    >
      <td className={`${CELL} lg:pl-6`}>
        <p className="text-ink-2">
          <Distance at={row.at} />
        </p>
        <p className="truncate text-xs text-ink-3" title={row.actor}>
          {row.actor}
        </p>
      </td>
      <td className={CELL}>
        <Link
          to="/cases/$id"
          params={{ id: row.case }}
          className="line-clamp-3 font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          {row.trigger}
        </Link>
      </td>
      <Words name="Context used" text={row.context} quiet />
      <Words name="Action taken" text={row.action} />
      <td className={CELL}>
        <Name>Boundary</Name>
        <span className="flex gap-2">
          {effect && (
            <span className="mt-[6px]" title={effect.says}>
              <Dot tone={effect.tone} />
              <span className="sr-only">{effect.says}: </span>
            </span>
          )}
          <span className="line-clamp-3 min-w-0">{row.boundary || '–'}</span>
        </span>
      </td>
      <Words name="Outcome" text={row.outcome} />
      <Words name="Rule update" text={row.rule_update} quiet last />
    </tr>
  );
});

function Words({ name, text, quiet, last }: { name: string; text: string; quiet?: boolean; last?: boolean }) {
  return (
    <td
      className={`${CELL} ${quiet ? 'text-ink-2' : ''} ${last ? 'lg:pr-6' : ''} ${text ? '' : 'max-lg:hidden'}`}
    >
      <Name>{name}</Name>
      <span className="line-clamp-3">{text || '–'}</span>
    </td>
  );
}

/** The column's name, where there are no columns. */
function Name({ children }: { children: string }) {
  return <span className="block text-2xs text-ink-3 lg:hidden">{children}</span>;
}
