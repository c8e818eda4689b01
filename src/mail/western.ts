/** What stands at 0x80 to 0x9f in Windows' Western characters. Some decoders leave control characters there. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const C1_FIRST = 0x80;

/** The text with the characters that Windows' Western encoding has there; real control characters mean nothing in a text. */
export function western(text: string): string {
  return text.replaceAll(/[\u0080-\u009f]/g, (one) => WINDOWS[one.charCodeAt(0) - C1_FIRST] ?? one);
}
