/** `0.4 s`, `12 s`, `3 min`: short enough for a row. */
export function secondsText(seconds: number): string {
  if (seconds < 10) return `${Number(seconds.toFixed(1))} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return `${Math.round(seconds / 60)} min`;
}

/** `9 to 14 s`; one value where both ends are the same. */
export function secondsSpan(low: number, high: number): string {
  const [first, last] = [secondsText(low), secondsText(high)];
  if (first === last) return first;
  const unit = / \S+$/;
  const isSame = unit.exec(first)?.[0] === unit.exec(last)?.[0];
  return `${isSame ? first.replace(unit, '') : first} to ${last}`;
}

export const MISTAKE_WORDS: Record<string, string> = {
  wrong_play: 'Another play',
  wrong_amount: 'Another amount',
  wrong_choice: 'Another choice',
  wrong_recipient: 'Another recipient',
  wrong_text: 'Another reply',
};
