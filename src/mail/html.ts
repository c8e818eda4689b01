import { entities } from './entities.ts';

/** Parts of a page that nobody reads. */
const UNREAD = new Set(['script', 'style', 'head', 'title', 'template', 'noscript']);
const PARAGRAPHS = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'ul', 'ol', 'pre', 'hr']);
const LINES = new Set(['div', 'tr', 'section', 'article', 'header', 'footer', 'br']);
/** Elements without an end of their own. */
const VOID = new Set(['br', 'hr', 'img', 'input', 'meta', 'link', 'col', 'wbr', 'area', 'base', 'source']);
/** Text that is there for machines only: a known way to slip instructions past the person who looks. */
const HIDDEN = /\shidden(?=[\s=/>])|display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])/i;
const HTML_CHARS_MAX = 2_000_000;

/** The text of an HTML mail as a person would read it: lines, lists, quotes, and links with where they lead. */
export function htmlToText(html: string): string {
  const page = new Page();
  const text = html.slice(0, HTML_CHARS_MAX);
  // One pass from left to right: a stranger chooses the text, and must not choose how long this takes.
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('<', at);
    page.words(text.slice(at, open < 0 ? undefined : open));
    if (open < 0) break;
    const isComment = text.startsWith('<!--', open);
    const close = text.indexOf(isComment ? '-->' : '>', open);
    if (close < 0) break;
    if (!isComment) page.tag(text.slice(open, close + 1));
    at = close + (isComment ? 3 : 1);
  }
  return page.text();
}

class Page {
  readonly #lines: string[] = [''];
  /** The element that is left out with all that it holds, and how many of its name are open within it. */
  #unread: { name: string; depth: number } | null = null;
  #quotes = 0;
  #links: { href: string; from: number; line: number }[] = [];

  words(text: string): void {
    if (this.#unread) return;
    const words = entities(text.replaceAll(/\s+/g, ' '));
    const line = this.#lines.at(-1) ?? '';
    this.#lines[this.#lines.length - 1] = line + (line === '' ? words.trimStart() : words);
  }

  tag(tag: string): void {
    const match = /^<(\/?)([a-z][a-z0-9]*)/i.exec(tag);
    if (!match) return;
    const [isEnd, name] = [match[1] === '/', (match[2] ?? '').toLowerCase()];
    if (this.#unread) {
      if (name !== this.#unread.name) return;
      this.#unread.depth += isEnd ? -1 : 1;
      if (this.#unread.depth === 0) this.#unread = null;
      return;
    }
    if (!isEnd && !VOID.has(name) && (UNREAD.has(name) || HIDDEN.test(tag))) {
      this.#unread = { name, depth: 1 };
      return;
    }
    this.#shape(name, isEnd, tag);
  }

  text(): string {
    return this.#lines
      .map((line) => line.replaceAll(/ {2,}/g, ' ').trimEnd())
      .join('\n')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim();
  }

  #shape(name: string, isEnd: boolean, tag: string): void {
    if (name === 'blockquote') {
      this.#break();
      this.#quotes = Math.max(0, this.#quotes + (isEnd ? -1 : 1));
      this.#restart();
    } else if (name === 'a') {
      if (isEnd) this.#endLink();
      else this.#beginLink(tag);
    } else if (name === 'li') {
      if (isEnd) return;
      this.#break();
      this.words('- ');
    } else if (PARAGRAPHS.has(name)) {
      this.#break();
      this.#break(true);
    } else if (name === 'br') this.#lines.push(this.#margin());
    else if (LINES.has(name)) this.#break();
    else if (isEnd && (name === 'td' || name === 'th')) this.words(' ');
  }

  #margin(): string {
    return '> '.repeat(this.#quotes);
  }

  /** A line that holds nothing yet is used for what comes next. */
  #break(leavesGap = false): void {
    const isEmpty = (this.#lines.at(-1) ?? '').replaceAll('>', '').trim() === '';
    const isAtStart = this.#lines.length === 1 && isEmpty;
    const before = (this.#lines.at(-2) ?? 'x').replaceAll('>', '').trim();
    if (!isEmpty || (leavesGap && !isAtStart && before !== '')) this.#lines.push(this.#margin());
  }

  /** A quotation begins or ends: the line that is still empty belongs to what follows. */
  #restart(): void {
    this.#lines[this.#lines.length - 1] = this.#margin();
  }

  #beginLink(tag: string): void {
    const href = entities(/\shref\s*=\s*["']?([^"'\s>]+)/i.exec(tag)?.[1] ?? '');
    const line = this.#lines.length - 1;
    this.#links.push({ href, line, from: (this.#lines[line] ?? '').length });
  }

  /** A link whose words are not its address says both, so that nobody is led elsewhere than they read. */
  #endLink(): void {
    const link = this.#links.pop();
    if (!link || !/^(https?|mailto):/i.test(link.href)) return;
    const shown = [(this.#lines[link.line] ?? '').slice(link.from), ...this.#lines.slice(link.line + 1)];
    const words = shown.join(' ').trim();
    const address = link.href.replace(/^mailto:/i, '');
    if (words !== '' && words !== address) this.words(` (${address})`);
  }
}
