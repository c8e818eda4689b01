const NEAREST_DISTANCE_MAX = 3;

/** The declared name closest to what was written, or undefined when none is close enough to be meant. */
export function nearestName(written: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.min(NEAREST_DISTANCE_MAX, Math.floor(written.length / 2)) + 1;
  for (const name of names) {
    if (isPartOf(written, name)) return name;
    const distance = editDistance(written.toLowerCase(), name.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [name, distance];
  }
  return best;
}

/** A suggestion in words: the nearest name, else the first few that there are. */
export function suggestName(written: string, names: Iterable<string>): string | undefined {
  const all = [...names];
  const nearest = nearestName(written, all);
  if (nearest !== undefined) return `did you mean "${nearest}"?`;
  if (all.length === 0) return undefined;
  return `there ${all.length === 1 ? 'is' : 'are'} ${listNames(all)}`;
}

/** `a, b and c`, cut off after a handful. */
export function listNames(names: readonly string[], most = 8): string {
  const shown = names.slice(0, most);
  if (names.length > most) return `${shown.join(', ')} and ${names.length - most} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** `order` for `shop.order` or `order_id`: people forget a part of a name more often than they mistype it. */
function isPartOf(written: string, name: string): boolean {
  return written.length > 2 && (name.endsWith(`.${written}`) || name.startsWith(`${written}_`));
}

/** Levenshtein's distance with swapped neighbours counted once (optimal string alignment). */
function editDistance(one: string, other: string): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (isSwap) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    [before, last] = [last, row];
  }
  return last[other.length] ?? 0;
}
