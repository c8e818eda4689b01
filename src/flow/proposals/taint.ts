import { isMoney } from '../../workspace/money.ts';

/** Shorter texts than this turn up by chance in any message. */
const TELLING_CHARS = 4;
/** From this length on a value is looked for whatever stands between its letters: `DE89 3704` is `DE893704`. */
const LONG_CHARS = 8;
/** What is remembered of strangers' texts, in characters. */
const CHARS_MAX = 2_000_000;

/**
 * What strangers wrote in a session, as far as it has read it. Nothing of it is ever forgotten: where there is more than
 * can be remembered, nobody can tell any more what is theirs, so everything is.
 */
export class Heard {
  private plain: string[] = [];
  private squeezed: string[] = [];
  private chars = 0;
  private isTooMuch = false;

  add(text: string): void {
    this.chars += text.length;
    if (this.chars > CHARS_MAX) this.addUnknown();
    if (this.isTooMuch) return;
    const plain = plainly(text);
    this.plain.push(plain);
    this.squeezed.push(squeeze(plain));
  }

  /** Strangers wrote something of which not all is known any more. */
  addUnknown(): void {
    this.isTooMuch = true;
    this.plain = [];
    this.squeezed = [];
  }

  /**
   * Names of the inputs of which a word stands in what strangers wrote. That a fact says the same by now clears nothing:
   * it may be the very fact that the stranger's word led to.
   */
  taints(inputs: Record<string, unknown>): string[] {
    if (this.isTooMuch) return Object.keys(inputs);
    if (this.plain.length === 0) return [];
    return Object.keys(inputs).filter((name) => this.stands(inputs[name]));
  }

  private stands(value: unknown): boolean {
    if (typeof value === 'number') return this.stands(String(value));
    if (value === null || typeof value !== 'object') return typeof value === 'string' && this.isWord(value);
    return !isMoney(value) && Object.values(value).some((part) => this.stands(part));
  }

  private isWord(value: string): boolean {
    const plain = plainly(value);
    if (plain.length < TELLING_CHARS) return false;
    if (this.plain.some((text) => text.includes(plain))) return true;
    const squeezed = squeeze(plain);
    return squeezed.length >= LONG_CHARS && this.squeezed.some((text) => text.includes(squeezed));
  }
}

/** As everybody reads it: in small letters, wide ones and marks that nobody sees taken away. */
function plainly(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .toLowerCase();
}

function squeeze(plain: string): string {
  return plain.replaceAll(/[^\p{L}\p{N}]/gu, '');
}
