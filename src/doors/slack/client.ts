import type { WebClient } from '@slack/web-api';
import type { SlackSettings } from '../../workspace/slack.ts';

/** Slack is given so long for one call; a modal must be open three seconds after the click. */
const CALL_MS = 2_500;

/** What Slack answered that was no yes: whether it surely did nothing, and how long it asks to be left alone. */
export interface SlackFault {
  says: string;
  /** False: nobody knows whether it was done. */
  isRefusal: boolean;
  retryAfterMs?: number;
}

/** The client for a token and an address, loaded when it is first used and kept while neither changes. */
export function openClient(): (settings: SlackSettings) => Promise<WebClient> {
  let made: { token: string; api: string; client: WebClient } | undefined;
  return async ({ token, api }) => {
    if (made?.token === token && made.api === api) return made.client;
    // By its default: the bundler gives a CommonJS package no other names.
    const { default: slack } = await import('@slack/web-api');
    const { LogLevel, WebClient } = slack;
    const client = new WebClient(token, {
      slackApiUrl: api,
      timeout: CALL_MS,
      // What is tried again, and when, is decided by who knows whether that may do harm.
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logLevel: LogLevel.ERROR,
    });
    made = { token, api, client };
    return client;
  };
}

/** Reads what the client throws. */
export function faultOf(error: unknown): SlackFault {
  if (!(error instanceof Error)) return { says: 'Slack failed without a reason', isRefusal: false };
  const code = 'code' in error ? error.code : undefined;
  if (code === 'slack_webapi_rate_limited_error' && 'retryAfter' in error) {
    return { says: 'Slack asks us to wait', isRefusal: true, retryAfterMs: Number(error.retryAfter) * 1000 };
  }
  if (code === 'slack_webapi_platform_error' && 'data' in error) {
    const data = error.data as { error?: unknown };
    return { says: `Slack says ${String(data.error)}`, isRefusal: true };
  }
  return { says: `Slack cannot be reached or answered oddly (${error.message})`, isRefusal: false };
}
