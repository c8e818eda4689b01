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
    const whole = new RegExp(`(?<![\\w-])${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`);
    pieces = pieces.flatMap((piece) => {
      const at = piece.isRule ? -1 : piece.text.search(whole);
      if (at < 0) return [piece];
      found.add(name);
      return [
        { text: piece.text.slice(0, at), isRule: false },
        { text: name, isRule: true },
        { text: piece.text.slice(at + name.length), isRule: false },
      ].filter(({ text }) => text !== '');
    });
  }
  return { pieces, unnamed: rules.filter((name) => !found.has(name)) };
}
