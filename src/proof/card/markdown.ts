import { percent, sayRate } from '../../evidence/words.ts';
import { sayTime } from '../../flow/say/words.ts';
import type { Workspace } from '../../workspace/schema.ts';
import type { Card } from './card.ts';

type Told = Omit<Card, 'markdown'>;
type Rate = { count: number; of: number; low: number; high: number };

/** The card as one Markdown document. */
export function markdownOf(card: Told, workspace: Workspace): string {
  const { agent, label } = card;
  return [
    `# ${plain(agent.name)} ${plain(agent.version)} in ${plain(label)}`,
    `${plain(agent.says)} Made from the log on ${sayTime(card.made_at, workspace)}.`,
    '## What it may do',
    mayIn(card.may),
    '## What it does',
    plain(card.does.says),
    tableIn(card.does.table),
    '## Where the two part',
    plain(card.parts.says),
    list('Done, though no rule speaks of it', card.parts.unwritten),
    list('Planned, though denied', card.parts.denied),
    list('Allowed, and never done', card.parts.unused),
    '## How well it does',
    plain(card.well.says),
    card.well.measures.map(({ label: name, says }) => `- **${plain(name)}**: ${plain(says)}`).join('\n'),
    '## What changed',
    changesIn(card.changed, workspace),
  ]
    .filter(Boolean)
    .join('\n\n')
    .concat('\n');
}

function mayIn({ says, now, writes, always, never }: Told['may']): string {
  const sentences = writes.flatMap(({ label, sentences: of }) => [
    `- **${plain(label)}**`,
    ...of.map((sentence) => `  - ${plain(sentence)}`),
  ]);
  const rest = [...always, ...never].map((sentence) => `- ${plain(sentence)}`);
  return [plain(says), plain(now), [...sentences, ...rest].join('\n')].filter(Boolean).join('\n\n');
}

function tableIn(table: Told['does']['table']): string {
  if (!table) return '';
  const rows = table.rows.map(
    ({ says, label, taught, held }) =>
      `| ${plain(says)} | ${plain(label)} | ${rateIn(taught)} | ${rateIn(held)} |`,
  );
  return [
    '| When | It does | In cases it was made from | In other cases |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    plain(table.says),
  ].join('\n');
}

function rateIn(rate: Rate | null): string {
  return rate ? `${sayRate(rate)}, ${percent(rate.low)} to ${percent(rate.high)}` : '–';
}

function list(head: string, items: { says: string }[]): string {
  if (items.length === 0) return '';
  return [`**${head}**`, '', ...items.map(({ says }) => `- ${plain(says)}`)].join('\n');
}

function changesIn(changed: Told['changed'], workspace: Workspace): string {
  if (changed.length === 0) return 'Nothing has changed yet.';
  return changed
    .map(({ at, says, by, because }) => {
      const why = because ? ` Because: ${because}` : '';
      return `- ${sayTime(at, workspace)}, ${plain(by)}: ${plain(says + why)}`;
    })
    .join('\n');
}

/** Words of others must not become headings, links or markup of the document. */
function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*_<>[\]#|]/g, String.raw`\$&`);
}
