/** A piece of a sentence: plain words, or the name of a rule. */
export interface Piece {
  text: string;
  isRule: boolean;
}

/** Finds the rules that a sentence names, so that each can be a way to its line. Longer names win over their parts. */
export function piecesOf(says: string, rules: string[]): { pieces: Piece[]; unnamed: string[] } {
  const names = rules.toSorted((one, other) => other.length - one.length);
  const found = new Set<string>();
  let pieces: Piece[] = [{ text: says, isRule: false }];
  for (const name of names) {
    const whole = new RegExp(`(?<![\\w-])(${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')})(?![\\w-])`);
    pieces = pieces.flatMap((piece) => {
      if (piece.isRule) return [piece];
      // Between what stands around it, splitting leaves the name itself at every second place.
      const parts = piece.text.split(whole).map((text, index) => ({ text, isRule: index % 2 === 1 }));
      if (parts.length > 1) found.add(name);
      return parts.filter(({ text }) => text !== '');
    });
  }
  return { pieces, unnamed: rules.filter((name) => !found.has(name)) };
}
