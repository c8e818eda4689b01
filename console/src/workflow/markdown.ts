/** The parts of Markdown that playbooks use. Anything else stays the plain text that it is. */
export type Block =
  | { type: 'heading'; level: number; text: string }
  | { type: 'text' | 'quote' | 'code'; text: string }
  | { type: 'list'; isOrdered: boolean; items: { text: string; inner: Block[] }[] }
  | { type: 'table'; rows: string[][] };

export interface Span {
  type: 'plain' | 'strong' | 'emphasis' | 'code' | 'link';
  text: string;
  to?: string;
}

const ITEM = /^(\s*)(?:[-*+]|(\d+)[.)])\s+(.*)$/;

export function blocksOf(text: string): Block[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const blocks: Block[] = [];
  let at = 0;
  const takeWhile = (fits: (line: string) => boolean): string[] => {
    const from = at;
    while (at < lines.length && fits(lines[at] ?? '')) at++;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    if (line.trim() === '') at++;
    else if (heading) {
      blocks.push({ type: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '' });
      at++;
    } else if (line.startsWith('```')) {
      at++;
      blocks.push({ type: 'code', text: takeWhile((next) => !next.startsWith('```')).join('\n') });
      at++;
    } else if (line.startsWith('>')) {
      const quoted = takeWhile((next) => next.startsWith('>')).map((next) => next.replace(/^>\s?/, ''));
      blocks.push({ type: 'quote', text: quoted.join(' ') });
    } else if (line.startsWith('|')) {
      blocks.push({ type: 'table', rows: tableOf(takeWhile((next) => next.startsWith('|'))) });
    } else if (ITEM.test(line)) {
      blocks.push(listOf(takeWhile((next) => ITEM.test(next) || /^\s+\S/.test(next))));
    } else {
      blocks.push({ type: 'text', text: takeWhile(isProse).join(' ') });
    }
  }
  return blocks;
}

function isProse(line: string): boolean {
  return line.trim() !== '' && !/^(#{1,6}\s|```|>|\|)/.test(line) && !ITEM.test(line);
}

function tableOf(lines: string[]): string[][] {
  const isRule = (line: string) => /^[|:\s-]+$/.test(line);
  return lines
    .filter((line) => !isRule(line))
    .map((line) =>
      line
        .replace(/^\|/, '')
        .replace(/\|\s*$/, '')
        .split('|')
        .map((cell) => cell.trim()),
    );
}

/** Items at the first one's indent; deeper lines belong to the item above them. */
function listOf(lines: string[]): Block {
  const first = ITEM.exec(lines[0] ?? '');
  const indent = first?.[1]?.length ?? 0;
  const items: { text: string; below: string[] }[] = [];
  for (const line of lines) {
    const item = ITEM.exec(line);
    const last = items.at(-1);
    if (item && (item[1]?.length ?? 0) <= indent) items.push({ text: item[3] ?? '', below: [] });
    else if (item || (last && last.below.length > 0)) last?.below.push(line);
    else if (last) last.text += ` ${line.trim()}`;
  }
  return {
    type: 'list',
    isOrdered: first?.[2] !== undefined,
    items: items.map(({ text, below }) => ({ text, inner: below.length > 0 ? [listOf(below)] : [] })),
  };
}

const SPAN = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*]+)\*|_([^_]+)_|\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/g;

export function spansOf(text: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const match of text.matchAll(SPAN)) {
    if (match.index > from) spans.push({ type: 'plain', text: text.slice(from, match.index) });
    const [, code, strong, star, underscore, label, to] = match;
    if (code !== undefined) spans.push({ type: 'code', text: code });
    else if (strong !== undefined) spans.push({ type: 'strong', text: strong });
    else if (label !== undefined && to !== undefined) spans.push({ type: 'link', text: label, to });
    else spans.push({ type: 'emphasis', text: star ?? underscore ?? '' });
    from = match.index + match[0].length;
  }
  if (from < text.length) spans.push({ type: 'plain', text: text.slice(from) });
  return spans;
}
