import { type Declaration, type Decision, decisionsOf, refusersOf } from './approvals.ts';
import { liveInShadow, throughStanding } from './lanes.ts';
import { percent } from './measure.ts';

const RISK = 0.02;
const HEAD = 'decision';
/** A rule of thumb without a proof: act where the memory's own share of the first label is above this. */
const NAIVE_SHARE = 0.9;

/** What of people's decisions on declarations would have been let run, and what a fixed threshold would have done. */
export function showUnpredictable(declarations: readonly Declaration[]): void {
  const decisions = decisionsOf(declarations);
  const roles = [...new Set(decisions.map(({ by }) => by))];
  console.log(
    `\nPredicting people's decisions, at ${percent(RISK)} %: ran; a threshold of ${NAIVE_SHARE} would have run; AUC`,
  );
  console.log('from the amount, the budget and the weekday');
  for (const by of roles)
    showOne(
      by.toLowerCase(),
      decisions.filter((one) => one.by === by),
    );
  showOne('who refuses first', refusersOf(declarations));
  console.log('and from the way of the declaration so far');
  for (const by of roles) {
    const known = decisions.filter((one) => one.by === by);
    showOne(
      by.toLowerCase(),
      known.map((one) => ({
        ...one,
        example: { text: '', fields: { ...one.example.fields, ...one.path } },
      })),
    );
  }
}

function showOne(name: string, decisions: readonly Decision[]): void {
  const lived = liveInShadow(decisions, HEAD);
  const { ran, deviated } = throughStanding(lived, RISK);
  const naive = lived.filter(({ prediction }) => (prediction?.ranked[0]?.p ?? 0) > NAIVE_SHARE);
  const wrong = naive.filter(({ prediction, label }) => prediction?.label !== label).length;
  const usual = decisions.filter(({ labels }) => !/^(yes|nobody)$/.test(labels[HEAD]!)).length;
  const proved = ran === 0 ? 'nothing ran' : `${ran} ran, ${deviated} of them otherwise`;
  console.log(
    [
      `${name}: ${decisions.length} decisions, ${percent(usual / decisions.length)} % refused`.padEnd(58),
      proved.padEnd(28),
      `${percent(naive.length / decisions.length)} %, deviation ${percent(wrong / naive.length)} %`.padEnd(
        32,
      ),
      auc(lived).toFixed(2),
    ].join(''),
  );
}

/** The chance that a refused case was held to be likelier refused than one that was not. */
function auc(lived: ReturnType<typeof liveInShadow>): number {
  const scored = lived.flatMap(({ prediction, label }) => {
    if (!prediction) return [];
    const yes = prediction.ranked.find((each) => /^(yes|nobody)$/.test(each.label))?.p ?? 0;
    return [{ refused: !/^(yes|nobody)$/.test(label), score: 1 - yes }];
  });
  scored.sort((a, b) => a.score - b.score);
  let below = 0;
  let pairs = 0;
  for (const { refused } of scored) {
    if (refused) pairs += below;
    else below++;
  }
  return pairs / (below * (scored.length - below));
}
