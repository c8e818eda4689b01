/** What is looked at in an answer of a model before anybody sees it. */
export interface OutputChecks {
  /** Hosts that texts may link to, those below them too. */
  links: string[];
  /** Mail addresses, or hosts of some, that texts may name beside those of the case. */
  addresses: string[];
  /** Texts may name only amounts and days that stand in the case, its facts or the plan's own inputs. */
  figures: boolean;
  /** What the playbook says is never said: `## Never say`. */
  never: NeverSaid[];
}

/** A wording that the playbook forbids, with its reason. */
export interface NeverSaid {
  words: string;
  because: string;
}

/** An agent that is a model: it may look things up, then proposes plays of the playbook. */
export interface ModelRef {
  kind: 'model';
  name: string;
  version: string;
  /** Its name in `models` of remit.yaml. */
  model: string;
  /** The text of its instructions, from a file of the workflow. */
  instructions: string;
  /** Reads of the map that it may ask for: `shop.order`. */
  reads: string[];
  /** Writes of the map that it may plan by themselves, without a play. */
  writes: string[];
  similar: number;
  /** Questions that it may ask for one plan. */
  turns: number;
  /** Plans that it may make for one case; more than one: it goes on after what was done. */
  plans: number;
  checks: OutputChecks;
}

/** Several agents that prepare one plan at once, each a few of its inputs. */
export interface PartsRef {
  kind: 'parts';
  name: string;
  version: string;
  play: string;
  ofKind: string;
  parts: Part[];
  checker: { model: string; instructions: string } | null;
  checks: OutputChecks;
}

export interface Part {
  name: string;
  /** Digest of what shapes this part alone. */
  version: string;
  model: string;
  instructions: string;
  inputs: string[];
  checks: { must: string; says: string }[];
}
