/** The name closest to a misspelt one: at most a third of its letters differ. Undefined when none is near. */
export function nearest(wrong: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(wrong.length / 3)) + 1;
  for (const name of names) {
    const far = distance(wrong.toLowerCase(), name.toLowerCase(), least);
    if (far < least) [best, least] = [name, far];
  }
  return best;
}

/** "did you mean auto_max?", or what there is to choose from where nothing is near. */
export function suggest(wrong: string, names: Iterable<string>): string | undefined {
  const all = [...names];
  const near = nearest(wrong, all);
  if (near !== undefined) return `did you mean ${near}?`;
  if (all.length === 0) return undefined;
  const shown = all.slice(0, SHOWN_MAX).join(', ');
  return `there ${all.length === 1 ? 'is' : 'are'}: ${shown}${all.length > SHOWN_MAX ? ', …' : ''}`;
}

const SHOWN_MAX = 12;

/** Letters to change, add, drop or swap with a neighbour (optimal string alignment), given up on at `limit`. */
function distance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) >= limit) return limit;
  let older: number[] = [];
  let old = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min(old[j]! + 1, row[j - 1]! + 1, old[j - 1]! + changed);
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) least = Math.min(least, older[j - 2]! + 1);
      row.push(least);
    }
    [older, old] = [old, row];
  }
  return old[other.length]!;
}
