/** What the pages about numbers are narrowed down by. All of it is in the address, so that a view can be sent. */
const FILTERS = ['workflow', 'kind', 'play', 'agent', 'version', 'system', 'from', 'to'] as const;
export type FilterName = (typeof FILTERS)[number];
export type ProofFilter = Partial<Record<FilterName, string>>;

/** `days`: so many days up to now, in place of `from` and `to`; without any of them it is the last four weeks. */
export type ProofSearch = ProofFilter & { days?: string | undefined };
export type NumbersSearch = ProofSearch & {
  /** The metric that is open. */
  metric?: string | undefined;
  every?: string | undefined;
  by?: string | undefined;
};
export type CasesSearch = ProofSearch & {
  metric?: string | undefined;
  who?: string | undefined;
  side?: string | undefined;
  part?: string | undefined;
};

export const PROOF_FIELDS = [...FILTERS, 'days'] as const;
export const NUMBERS_FIELDS = [...PROOF_FIELDS, 'metric', 'every', 'by'] as const;
export const CASES_FIELDS = [...PROOF_FIELDS, 'metric', 'who', 'side', 'part'] as const;

export const USUAL_DAYS = 28;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What the server is asked for. A beginning is rounded to the hour, so that the same question is asked but once. */
export function filterOf(search: ProofSearch, now: number): ProofFilter {
  const filter: ProofFilter = {};
  for (const name of FILTERS) {
    const value = search[name];
    if (value !== undefined) filter[name] = value;
  }
  const days = Number(search.days);
  if (filter.from === undefined && filter.to === undefined && days > 0) {
    filter.from = new Date(Math.floor(now / HOUR_MS) * HOUR_MS - days * DAY_MS).toISOString();
  }
  return filter;
}

export const EVERY = ['hour', 'day', 'week', 'month'] as const;
type Every = (typeof EVERY)[number];

/** Beyond so many days pieces of this length are too many to see, and the server draws no more than 1,100. */
const DAYS_MAX: Record<Every, number> = { hour: 31, day: 800, week: 4_000, month: 40_000 };

/** How finely a span may be cut. */
export function everyOffered(search: ProofSearch, now: number): Every[] {
  const days = daysOf(search, now);
  return EVERY.filter((every) => days <= DAYS_MAX[every]);
}

/** How finely a span is cut: as it was asked, where that can be drawn; else into about ten to sixty pieces. */
export function everyFor(search: ProofSearch & { every?: string | undefined }, now: number): Every {
  const asked = everyOffered(search, now).find((every) => every === search.every);
  if (asked) return asked;
  const days = daysOf(search, now);
  if (days <= 2) return 'hour';
  if (days <= 60) return 'day';
  return days <= 400 ? 'week' : 'month';
}

function daysOf(search: ProofSearch, now: number): number {
  const end = search.to ? Date.parse(search.to) : now;
  const begin = search.from ? Date.parse(search.from) : end - (Number(search.days) || USUAL_DAYS) * DAY_MS;
  return (end - begin) / DAY_MS;
}

/** The filters of a search without what is opened on its page. */
export function carried(search: ProofSearch): ProofSearch {
  const kept = PROOF_FIELDS.map((name) => [name, search[name]] as const);
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined));
}
