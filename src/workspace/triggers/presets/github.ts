import { valueAt } from '../../paths.ts';
import type { Preset } from './schema.ts';
import { headersOf, hmac, isSame, NO_FIT } from './sign.ts';
import { nameByContent, present, textAt, timeAt } from './take.ts';

const SIGNATURE = 'x-hub-signature-256';
const PREFIX = 'sha256=';

/**
 * GitHub signs the body alone: `sha256=` and the hex of HMAC-SHA256 with the webhook's secret. What happened stands in
 * the header `X-GitHub-Event` and in `action`; a new webhook sends a `ping`.
 * https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 */
export const github: Preset = {
  name: 'github',
  label: 'GitHub',
  source: 'https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries',
  types: ['issues.opened', 'issues.reopened', 'issue_comment.created', 'pull_request.opened'],
  offers: {
    repository: { type: 'string', label: 'Repository', optional: true },
    number: { type: 'string', label: 'Number', optional: true },
    subject: { type: 'string', label: 'Title', optional: true },
    message: { type: 'text', label: 'Text', optional: true },
    name: { type: 'string', label: 'Who', optional: true },
    page: { type: 'string', label: 'Page', optional: true },
    action: { type: 'string', label: 'What happened', optional: true },
  },
  verify(delivery, secrets) {
    const found = headersOf(delivery, [SIGNATURE]);
    if (!found.ok) return found;
    const given = found.values[SIGNATURE];
    if (!given.startsWith(PREFIX)) return NO_FIT;
    const hex = given.slice(PREFIX.length);
    return secrets.some((secret) => isSame(hex, hmac(secret, delivery.body), 'hex')) ? { ok: true } : NO_FIT;
  },
  open({ headers, body }, payload, now) {
    const event = headers['x-github-event'] ?? '';
    if (event === 'ping') return { handshake: textAt(payload, 'zen') ?? 'ping' };
    const action = textAt(payload, 'action');
    const type = action === undefined ? event : `${event}.${action}`;
    const paths = ['comment', 'review', 'issue', 'pull_request', 'release'].map(
      (name) => `${name}.updated_at`,
    );
    return {
      arrivals: [{ id: nameByContent(type, body), type, at: timeAt(payload, paths) ?? now, payload }],
    };
  },
  map(payload) {
    const about = valueAt(payload, 'issue') ?? valueAt(payload, 'pull_request');
    const said = valueAt(payload, 'comment') ?? valueAt(payload, 'review') ?? about;
    return present({
      repository: textAt(payload, 'repository.full_name'),
      number: textAt(about, 'number'),
      subject: textAt(about, 'title'),
      message: textAt(said, 'body'),
      name: textAt(said, 'user.login') ?? textAt(payload, 'sender.login'),
      page: textAt(said, 'html_url'),
      action: textAt(payload, 'action'),
    });
  },
};
