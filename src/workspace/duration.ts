const UNIT_MS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  second: 1_000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  w: 604_800_000,
  week: 604_800_000,
};

/** Reads `4h`, `30 minutes` or `14d` as milliseconds; undefined when the text is not a length of time. */
export function parseDuration(text: string): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/i.exec(text);
  if (!match) return undefined;
  const unit = (match[2] ?? '').toLowerCase();
  const ms = UNIT_MS[unit] ?? UNIT_MS[unit.replace(/s$/, '')];
  return ms === undefined ? undefined : Math.round(Number(match[1]) * ms);
}
