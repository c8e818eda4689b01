import type { KnownBlock } from '@slack/web-api';
import type { Asked } from './asked.ts';

/** Limits of Slack's blocks, in characters (https://docs.slack.dev/reference/block-kit/blocks). */
const SECTION_CHARS_MAX = 3_000;
const CONTEXT_CHARS_MAX = 2_000;
/** A plan with more actions than this is looked at in the console. */
const LINES_MAX = 8;

/** What the buttons of a message are called in Slack's requests. */
export const BUTTONS = {
  approve: 'remit_approve',
  edit: 'remit_edit',
  reject: 'remit_reject',
  later: 'remit_later',
  open: 'remit_open',
} as const;

/** What a button says which it is of. */
export interface Pressed {
  review: string;
  plan: string;
}

/** A message about a held plan: with buttons while it is open, and without once it is over. */
export function messageOf(asked: Asked): { text: string; blocks: KnownBlock[] } {
  const blocks: KnownBlock[] = [
    section(`*${escaped(asked.workflow)}: ${escaped(asked.play)}*`),
    plain(asked.title),
    ...asked.lines.slice(0, LINES_MAX).map(plain),
  ];
  const hidden = asked.lines.length - LINES_MAX;
  if (hidden > 0)
    blocks.push(context([`${hidden} further ${hidden === 1 ? 'action' : 'actions'}: open the case`]));
  if (asked.reason !== '') blocks.push(context([`The agent: ${asked.reason}`]));
  if (asked.end !== null) {
    blocks.push(section(`*${escaped(asked.end)}*`));
    if (asked.link !== null) blocks.push({ type: 'actions', elements: [linkTo(asked.link)] });
    return { text: `${asked.workflow}: ${asked.title}. ${asked.end}`, blocks };
  }
  if (asked.why !== '') blocks.push(context([`Asked because: ${asked.why}`]));
  if (asked.notes.length > 0) blocks.push(context(asked.notes));
  const elements = [
    ...(asked.plan === null ? [] : buttonsOf(asked, asked.plan)),
    ...(asked.link === null ? [] : [linkTo(asked.link)]),
  ];
  if (elements.length > 0) blocks.push({ type: 'actions', elements });
  return { text: `${asked.workflow}: ${asked.play}? ${asked.title}`, blocks };
}

/** A notice: one sentence, and where to look. */
export function noticeOf(says: string, link: string | null): { text: string; blocks: KnownBlock[] } {
  const blocks: KnownBlock[] = [plain(says)];
  if (link !== null) blocks.push({ type: 'actions', elements: [linkTo(link)] });
  return { text: says, blocks };
}

type Button = Extract<KnownBlock, { type: 'actions' }>['elements'][number];

function buttonsOf({ review, isFinal, play }: Asked, plan: string): Button[] {
  const value = JSON.stringify({ review, plan } satisfies Pressed);
  const button = (action: keyof typeof BUTTONS, text: string, style?: 'primary' | 'danger'): Button => ({
    type: 'button',
    action_id: BUTTONS[action],
    text: { type: 'plain_text', text },
    value,
    ...(style ? { style } : {}),
    ...(action === 'approve' && isFinal ? { confirm: sure(play) } : {}),
  });
  return [
    button('approve', 'Approve', 'primary'),
    button('edit', 'Edit…'),
    button('reject', 'Reject…', 'danger'),
    button('later', 'In an hour'),
  ];
}

function sure(play: string) {
  return {
    title: { type: 'plain_text' as const, text: 'This cannot be undone' },
    text: { type: 'plain_text' as const, text: cut(`${play}: do it?`, 300) },
    confirm: { type: 'plain_text' as const, text: 'Do it' },
    deny: { type: 'plain_text' as const, text: 'Not yet' },
  };
}

function linkTo(url: string): Button {
  return {
    type: 'button',
    action_id: BUTTONS.open,
    text: { type: 'plain_text', text: 'Open the case' },
    url,
  };
}

function section(text: string): KnownBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: cut(text, SECTION_CHARS_MAX) } };
}

/** Plain text: whoever wrote it can neither call the channel together nor hide a link behind words. */
function plain(text: string): KnownBlock {
  const given = text === '' ? '–' : text;
  return { type: 'section', text: { type: 'plain_text', text: cut(given, SECTION_CHARS_MAX), emoji: false } };
}

function context(notes: string[]): KnownBlock {
  const elements = notes
    .slice(0, 10)
    .map((note) => ({ type: 'plain_text' as const, text: cut(note, CONTEXT_CHARS_MAX), emoji: false }));
  return { type: 'context', elements };
}

/** Slack's three characters that mean something in its own markup. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function cut(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max - 1)}…` : text;
}
