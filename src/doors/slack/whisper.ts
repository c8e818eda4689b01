import { faultOf } from './client.ts';
import type { Keeping } from './keeper.ts';

/** A sentence that only the person sees, where they clicked. That it could not be said is no reason to fail. */
export async function whisper(
  { client: open, log }: Pick<Keeping, 'client' | 'log'>,
  user: string,
  channel: string | undefined,
  text: string,
): Promise<void> {
  try {
    const client = await open();
    const isAlone = channel === undefined || channel.startsWith('D');
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Slack's method, not a window's
    if (isAlone) await client.chat.postMessage({ channel: user, text });
    else await client.chat.postEphemeral({ channel, user, text });
  } catch (error) {
    log(`Somebody could not be told in Slack: ${faultOf(error).says}`);
  }
}
