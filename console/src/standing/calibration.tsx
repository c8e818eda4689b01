import { CalibrationChart, Figure, type ChartTable } from '../chart/index.ts';
import { rateText, shareText } from '../stage/words.ts';
import type { AgentStanding } from './queries.ts';

const HEIGHT_PX = 280;

/** What was expected of plans, beside what people did: on the line it is exactly as sure as it should be. */
export function Calibration({ agent: { agent, calibration }, risk }: { agent: AgentStanding; risk: number }) {
  const bins = calibration.filter(({ agreed }) => agreed.of > 0);
  if (bins.length === 0) {
    return (
      <p className="text-sm text-pretty text-ink-2">
        Nothing can be compared yet. After the first decisions it says here whether people agree as often as
        was expected.
      </p>
    );
  }
  const table: ChartTable = {
    head: ['Expected to agree', 'On average', 'Agreed'],
    rows: bins.map(({ from, to, predicted, agreed }) => [
      `${shareText(from)} to ${shareText(to)}`,
      shareText(predicted),
      rateText(agreed),
    ]),
  };
  return (
    <div className="max-w-[640px]">
      <Figure
        title={`How often people agreed with ${agent}, against how often they were expected to`}
        says={`On the slanted line both are the same. Below it, it was too sure. What may run by itself lies at the far right, beyond ${shareText(1 - risk)}.`}
        table={table}
        heightPx={HEIGHT_PX}
      >
        <CalibrationChart
          label={`Expected and observed agreement with ${agent}`}
          bins={bins.map(({ predicted, agreed }) => ({
            predicted,
            agreed: agreed.count / agreed.of,
            low: agreed.low,
            high: agreed.high,
            counted: rateText(agreed),
          }))}
          format={shareText}
          heightPx={HEIGHT_PX}
        />
      </Figure>
    </div>
  );
}
