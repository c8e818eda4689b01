/** What one agent of a cascade spent on a plan of its own; `ms` null: nobody said how long it took. */
export interface Spending {
  costMinor: number;
  ms: number | null;
}

/** One plan: the agents that were asked and had one, in the order of asking; the last of them is the one that was held. */
export interface AskedPlan {
  asked: { agent: string; spent: Spending }[];
}

export interface CascadeAgent {
  agent: string;
  /** It costs nothing and answers at once (a table, the memory), so that this need not be measured. */
  isFree: boolean;
}

/** A sum with its interval of 95 %. */
export interface Saved {
  value: number;
  low: number;
  high: number;
}

export interface CascadeLine {
  agent: string;
  /** Cases in which it had a plan, and in which its plan was the one that was held. */
  asked: number;
  held: number;
  /** Cases that an agent before it settled, so that it was not asked. */
  spared: number;
  /** Means of a plan of its own; null: it never had one that said so. */
  costMinor: number | null;
  ms: number | null;
}

export interface Cascade {
  cases: number;
  agents: CascadeLine[];
  /** What the spared agents would have cost and taken at their own means; null: one of them never said. */
  savedMinor: Saved | null;
  savedMs: Saved | null;
}

const Z_95 = 1.96;

/**
 * What it saved to ask the cheapest agent first: for each agent the cases that it was spared, times the mean of what
 * its own plans cost and took. The interval is the normal one of those means (in minor units of money, and in ms).
 */
export function cascade(agents: readonly CascadeAgent[], plans: readonly AskedPlan[]): Cascade {
  const order = new Map(agents.map(({ agent }, index) => [agent, index]));
  const counted = plans.flatMap(({ asked }) => {
    const held = order.get(asked.at(-1)?.agent ?? '');
    return held === undefined ? [] : [{ held, asked }];
  });
  const parts = agents.map(({ agent, isFree }, index) => {
    const own = counted.flatMap(({ asked }) => asked.filter((one) => one.agent === agent));
    const times = own.flatMap(({ spent }) => (spent.ms === null ? [] : [spent.ms]));
    return {
      agent,
      asked: own.length,
      held: counted.filter(({ held }) => held === index).length,
      spared: counted.filter(({ held }) => held < index).length,
      cost: isFree ? NOTHING : meanOf(own.map(({ spent }) => spent.costMinor)),
      time: meanOf(times) ?? (isFree ? NOTHING : null),
    };
  });
  return {
    cases: counted.length,
    agents: parts.map(({ cost, time, ...line }) => {
      return { ...line, costMinor: cost?.mean ?? null, ms: time?.mean ?? null };
    }),
    savedMinor: savedOf(parts.map(({ spared, cost }) => ({ spared, mean: cost }))),
    savedMs: savedOf(parts.map(({ spared, time }) => ({ spared, mean: time }))),
  };
}

interface Mean {
  mean: number;
  /** The standard error, squared; null: one value tells nothing of it. */
  error: number | null;
}
const NOTHING: Mean = { mean: 0, error: 0 };

function meanOf(values: readonly number[]): Mean | null {
  if (values.length === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length === 1) return { mean, error: null };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: squares / (values.length - 1) / values.length };
}

function savedOf(parts: readonly { spared: number; mean: Mean | null }[]): Saved | null {
  let [value, variance] = [0, 0];
  for (const { spared, mean } of parts) {
    if (spared === 0) continue;
    if (mean?.error === undefined || mean.error === null) return null;
    value += spared * mean.mean;
    variance += spared ** 2 * mean.error;
  }
  const wide = Z_95 * Math.sqrt(variance);
  return { value, low: Math.max(0, value - wide), high: value + wide };
}
