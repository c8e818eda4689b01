import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { PRESETS, type Delivery, type PresetName } from './index.ts';

const NOW = new Date('2026-11-21T09:00:00Z');
const SECONDS = String(NOW.getTime() / 1_000);
const WINDOW_MS = 5 * 60_000;

const delivery = (
  body: string,
  headers: Record<string, string>,
  url = 'https://hooks.example/h',
): Delivery => ({
  method: 'POST',
  url,
  headers,
  body: Buffer.from(body),
});
const sign = (secret: string, text: string, as: 'hex' | 'base64') =>
  createHmac('sha256', secret).update(text).digest(as);

describe('signatures are taken as they are published', () => {
  test('GitHub: the example of its documentation', () => {
    const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
    const hello = delivery('Hello, World!', { 'x-hub-signature-256': signature });
    expect(PRESETS.github.verify(hello, ["It's a Secret to Everybody"], NOW)).toEqual({ ok: true });
    expect(PRESETS.github.verify(hello, ['another'], NOW)).toMatchObject({ ok: false });
  });

  test.each([
    ['1693657560000', 'K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y='],
    ['1700000300000', 'RnbPH7+UMKVkbV32P8bz450N4M56aPmcru1+D3kSDtw='],
  ])('HubSpot: the examples of its own libraries, signed at %s', (at, signature) => {
    const headers = { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': at };
    const posted = delivery(
      "{'example_field':'example_value'}",
      headers,
      'https://www.example.com/webhook_uri',
    );
    const secret = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
    expect(PRESETS.hubspot.verify(posted, [secret], new Date(Number(at) + 1_000))).toEqual({ ok: true });
    const late = PRESETS.hubspot.verify(posted, [secret], new Date(Number(at) + WINDOW_MS + 1));
    expect(late).toMatchObject({ ok: false });
    const elsewhere = { ...posted, url: 'https://www.example.com/other' };
    expect(PRESETS.hubspot.verify(elsewhere, [secret], new Date(Number(at)))).toMatchObject({ ok: false });
  });

  test('HubSpot: an address is signed with some of its signs decoded', () => {
    const at = String(NOW.getTime());
    const signed = sign('s', `POSThttps://h.example/a?x=hs:app/v3&y=(a)&z=%20[]${at}`, 'base64');
    const headers = { 'x-hubspot-signature-v3': signed, 'x-hubspot-request-timestamp': at };
    const posted = delivery('[]', headers, 'https://h.example/a?x=hs%3Aapp%2Fv3&y=%28a%29&z=%20');
    expect(PRESETS.hubspot.verify(posted, ['s'], NOW)).toEqual({ ok: true });
  });

  test('Zendesk: timestamp and body, with the secret of its test requests as it stands', () => {
    const secret = 'dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==';
    const at = '2026-11-21T08:59:30Z';
    const body = '{"type":"zen:event-type:ticket.created"}';
    const headers = {
      'x-zendesk-webhook-signature': sign(secret, at + body, 'base64'),
      'x-zendesk-webhook-signature-timestamp': at,
    };
    expect(PRESETS.zendesk.verify(delivery(body, headers), [secret], NOW)).toEqual({ ok: true });
    const odd = { ...headers, 'x-zendesk-webhook-signature-timestamp': 'yesterday' };
    expect(PRESETS.zendesk.verify(delivery(body, odd), [secret], NOW)).toMatchObject({ ok: false });
  });

  test('Stripe: one of several v1 is enough, and v0 counts for nothing', () => {
    const good = sign('whsec_test', `${SECONDS}.{"id":"evt_1"}`, 'hex');
    const header = (rest: string) => ({ 'stripe-signature': `t=${SECONDS},${rest}` });
    const check = (rest: string) =>
      PRESETS.stripe.verify(delivery('{"id":"evt_1"}', header(rest)), ['whsec_test'], NOW);
    expect(check(`v1=${'0'.repeat(64)},v1=${good}`)).toEqual({ ok: true });
    expect(check(`v0=${good}`)).toMatchObject({ ok: false });
  });

  test.each([
    ['shopify', 'x-shopify-hmac-sha256'],
    ['woocommerce', 'x-wc-webhook-signature'],
  ] as const)('%s: base64 over the body', (name, header) => {
    const posted = delivery('{"id":1}', { [header]: sign('hush', '{"id":1}', 'base64') });
    expect(PRESETS[name].verify(posted, ['hush'], NOW)).toEqual({ ok: true });
    expect(PRESETS[name].verify({ ...posted, body: Buffer.from('{"id":2}') }, ['hush'], NOW)).toMatchObject({
      ok: false,
    });
  });

  test('Standard Webhooks: what its own library signs, also with the old secret while it is changed', () => {
    const [old, young] = ['whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'];
    const body = '{"type":"order.late","timestamp":"2026-11-21T08:00:00Z","data":{"ä":1}}';
    const signature = new Webhook(old).sign('msg_1', NOW, body);
    const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': SECONDS, 'webhook-signature': signature };
    const posted = delivery(body, headers);
    expect(PRESETS.standard.verify(posted, [young, old], NOW)).toEqual({ ok: true });
    expect(PRESETS.standard.verify(posted, [young], NOW)).toMatchObject({ ok: false });
    const renamed = delivery(body, { ...headers, 'webhook-id': 'msg_2' });
    expect(PRESETS.standard.verify(renamed, [old], NOW)).toMatchObject({ ok: false });
  });
});

test.each(Object.keys(PRESETS) as PresetName[])(
  '%s: what is missing, empty or old is turned away',
  (name) => {
    const preset = PRESETS[name];
    expect(preset.verify(delivery('{}', {}), ['s'], NOW)).toMatchObject({ ok: false });
    const empty = {
      'webhook-signature': 'v1,',
      'stripe-signature': 't=,v1=',
      'x-hub-signature-256': 'sha256=',
    };
    expect(
      preset.verify(delivery('{}', { ...empty, 'webhook-id': 'a', 'webhook-timestamp': SECONDS }), [''], NOW),
    ).toMatchObject({ ok: false });
  },
);

test('a signature that was recorded counts for nothing after five minutes', () => {
  const body = '{}';
  const signature = new Webhook('whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD').sign('msg_1', NOW, body);
  const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': SECONDS, 'webhook-signature': signature };
  const later = new Date(NOW.getTime() + WINDOW_MS + 1);
  const verified = PRESETS.standard.verify(
    delivery(body, headers),
    ['C2FVsBQIhrscChlQIMV+b5sSYspob7oD'],
    later,
  );
  expect(verified).toMatchObject({
    ok: false,
    says: expect.stringContaining('look at the clocks') as string,
  });
});
