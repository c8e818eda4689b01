import type { ChatPostMessageArguments, WebClient } from '@slack/web-api';
import type { World } from '../../flow/index.ts';
import { caseOf } from '../../flow/desk/index.ts';
import { digest } from '../../log/canonical.ts';
import { AppError } from '../../runtime/errors.ts';
import type { OpenReview, SlackMessage, SlackMessages } from '../../runtime/slack_messages.ts';
import type { SlackSettings } from '../../workspace/slack.ts';
import { readAsked } from './asked.ts';
import { messageOf, noticeOf } from './blocks.ts';
import { faultOf } from './client.ts';

/** Waits after failures, growing; a message that is there is looked at once a day in any case. */
const RETRY_MS = 2_000;
const RETRY_MS_MAX = 600_000;
const LOOK_MS = 86_400_000;
/** Where a message may have been sent, it is looked for among so many of the channel. */
const HISTORY_MAX = 200;
/** Slack's clock and ours need not be the same. */
const CLOCKS_MS = 60_000;
/** What marks our messages, so that one can be found again. */
const EVENT = 'remit_message';
const NOTICE = 'notice:';

export interface Keeping {
  world: World;
  messages: SlackMessages;
  client: () => Promise<WebClient>;
  settings: SlackSettings;
  /** Where pages are; null: messages carry no links. */
  console: string | null;
  log: (line: string) => void;
}

/** Plans a message for every open review and every notice since a time that have none. */
export async function planMessages(
  { world, messages, settings }: Keeping,
  noticesSince: Date | null,
): Promise<void> {
  const now = world.now();
  for (const review of await messages.untold())
    for (const channel of channelsFor(review, settings)) await messages.plan(review.id, channel, now);
  if (settings.notices === null || noticesSince === null) return;
  for (const { id } of await messages.unsaid(noticesSince))
    await messages.plan(`${NOTICE}${id}`, settings.notices, now);
}

/** Sends, changes or locks what is due. Returns when Slack asks to be left alone, with until when. */
export async function sendMessages(keeping: Keeping): Promise<Date | null> {
  for (const message of await keeping.messages.due(keeping.world.now())) {
    const pause = await sendOne(keeping, message);
    if (pause) return pause;
  }
  return null;
}

/** Brings the messages about one review up to date at once, as after a click. */
export async function refresh(keeping: Keeping, review: string): Promise<void> {
  for (const message of await keeping.messages.about(review)) await sendOne(keeping, message);
}

async function sendOne(keeping: Keeping, message: SlackMessage): Promise<Date | null> {
  const { world, messages, log } = keeping;
  const now = world.now();
  try {
    if (message.state === 'open') await change(keeping, message);
    else await send(keeping, message);
    return null;
  } catch (error) {
    const { says, isRefusal, retryAfterMs } = faultOf(error);
    const wait = retryAfterMs ?? Math.min(RETRY_MS * 2 ** message.tries, RETRY_MS_MAX);
    const next = new Date(now.getTime() + wait);
    const state = message.state === 'open' ? 'open' : isRefusal ? 'new' : 'sending';
    await messages.keep(message, { state, tries: message.tries + 1 }, next, says);
    if (message.tries === 0) log(`Slack was not told of ${message.about}: ${says}. It is tried again.`);
    return retryAfterMs === undefined ? null : next;
  }
}

/** Sends a message once: where an earlier try may have got through, it is looked for first. */
async function send(keeping: Keeping, message: SlackMessage): Promise<void> {
  const { world, messages } = keeping;
  const client = await keeping.client();
  const now = world.now();
  const later = new Date(now.getTime() + LOOK_MS);
  const content = await contentOf(keeping, message.about);
  if (!content || content.isOver) {
    // It was decided before anybody was told: there is nothing to ask any more.
    const there = message.state === 'sending' ? await find(client, message) : undefined;
    if (there && content) await update(client, { ...message, ...there }, content);
    return messages.keep(message, { state: 'closed' }, later);
  }
  const found = message.state === 'sending' ? await find(client, message) : undefined;
  const { text, blocks, version } = content;
  const shows = digest(blocks);
  // A notice is said once and never changes.
  const state = message.about.startsWith(NOTICE) ? 'closed' : 'open';
  if (found) return messages.keep(message, { ...found, state, tries: 0 }, now);
  await messages.keep(message, { state: 'sending' }, new Date(now.getTime() + RETRY_MS));
  const given: ChatPostMessageArguments = {
    channel: message.channel,
    text,
    blocks,
    unfurl_links: false,
    unfurl_media: false,
    metadata: { event_type: EVENT, event_payload: { about: message.about } },
  };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Slack's method, not a window's
  const sent = await client.chat.postMessage(given);
  await messages.keep(
    message,
    { state, ts: sent.ts ?? null, sentTo: sent.channel ?? message.channel, shows, version, tries: 0 },
    content.until ?? later,
  );
}

async function change(keeping: Keeping, message: SlackMessage): Promise<void> {
  const { world, messages } = keeping;
  const later = new Date(world.now().getTime() + LOOK_MS);
  const content = await contentOf(keeping, message.about);
  if (!content) return messages.keep(message, { state: 'closed' }, later);
  const shows = digest(content.blocks);
  if (shows !== message.shows) await update(await keeping.client(), message, content);
  const { version, until, isOver } = content;
  await messages.keep(
    message,
    { state: isOver ? 'closed' : 'open', shows, version, tries: 0 },
    until ?? later,
  );
}

async function update(
  client: WebClient,
  { sentTo, channel, ts }: Pick<SlackMessage, 'sentTo' | 'channel' | 'ts'>,
  { text, blocks }: Pick<Content, 'text' | 'blocks'>,
): Promise<void> {
  if (ts === null) return;
  try {
    await client.chat.update({ channel: sentTo ?? channel, ts, text, blocks });
  } catch (error) {
    // Somebody deleted it: there is nothing to lock any more.
    if (!faultOf(error).says.includes('message_not_found')) throw error;
  }
}

/** A message of ours that a try may have left in the channel before we heard of it. */
async function find(
  client: WebClient,
  message: SlackMessage,
): Promise<{ ts: string; sentTo: string } | undefined> {
  const oldest = ((message.at.getTime() - CLOCKS_MS) / 1000).toFixed(6);
  const { messages = [] } = await client.conversations
    .history({ channel: message.channel, oldest, limit: HISTORY_MAX, include_all_metadata: true })
    .catch((error: unknown) => {
      // Where we may not read the channel, a second message is better than none: whichever is clicked first decides.
      if (faultOf(error).isRefusal && faultOf(error).retryAfterMs === undefined) return { messages: [] };
      throw error;
    });
  for (const { ts, metadata } of messages) {
    const payload: { about?: unknown } = metadata?.event_payload ?? {};
    const isOurs = metadata?.event_type === EVENT && payload.about === message.about;
    if (isOurs && ts !== undefined) return { ts, sentTo: message.channel };
  }
  return undefined;
}

interface Content extends ReturnType<typeof messageOf> {
  isOver: boolean;
  version: number;
  until: Date | null;
}

/** What a message should show now; undefined where what it is about is gone. */
async function contentOf(
  { world, messages, console: link }: Keeping,
  about: string,
): Promise<Content | undefined> {
  if (about.startsWith(NOTICE)) {
    const notice = await messages.notice(about.slice(NOTICE.length));
    if (!notice) return undefined;
    const page = link === null || notice.link === null ? null : `${link}${notice.link}`;
    return { ...noticeOf(notice.says, page), isOver: false, version: 0, until: null };
  }
  try {
    const asked = await readAsked(world, caseOf(about), about, link);
    return { ...messageOf(asked), isOver: asked.end !== null, version: asked.version, until: asked.until };
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return undefined;
    throw error;
  }
}

/** The channels where a review is asked: those that name its workflow or all, and one of its roles or all. */
function channelsFor({ workflow, roles }: OpenReview, { approvals }: SlackSettings): string[] {
  const fitting = approvals.filter(
    (one) =>
      (one.workflows.length === 0 || one.workflows.includes(workflow)) &&
      (one.roles.length === 0 || roles.length === 0 || one.roles.some((role) => roles.includes(role))),
  );
  return [...new Set(fitting.map(({ channel }) => channel))];
}
