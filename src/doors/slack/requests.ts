import { z } from 'zod';
import type { Kept } from './modals.ts';

/** Slack sends no more than this for anything that we show it, in bytes. */
export const BODY_BYTES_MAX = 500_000;

const Member = z.object({ id: z.string() });
const Typed = z.record(
  z.string(),
  z.record(
    z.string(),
    z.object({
      value: z.string().nullish(),
      selected_option: z.object({ value: z.string() }).nullish(),
    }),
  ),
);

/** What Slack sends when somebody clicks or sends a modal; whatever else it sends is answered and left alone. */
export const Interaction = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('block_actions'),
    user: Member,
    trigger_id: z.string(),
    channel: z.object({ id: z.string() }).optional(),
    actions: z.array(z.object({ action_id: z.string(), value: z.string().optional() })).min(1),
  }),
  z.object({
    type: z.literal('view_submission'),
    user: Member,
    view: z.object({
      id: z.string(),
      callback_id: z.string(),
      private_metadata: z.string(),
      state: z.object({ values: Typed }),
    }),
  }),
]);
export type Interaction = z.infer<typeof Interaction>;

const Pressed = z.object({ review: z.string(), plan: z.string() });
const KeptForm = Pressed.extend({ channel: z.string() });

/** The interaction in a form's field `payload`; undefined where it is of a kind that we do not use. */
export function readInteraction(body: Uint8Array): Interaction | undefined {
  const payload = new URLSearchParams(new TextDecoder().decode(body)).get('payload');
  const parsed = Interaction.safeParse(asJson(payload ?? ''));
  return parsed.success ? parsed.data : undefined;
}

export function readPressed(value: string | undefined): z.infer<typeof Pressed> | undefined {
  const parsed = Pressed.safeParse(asJson(value ?? ''));
  return parsed.success ? parsed.data : undefined;
}

export function readKept(metadata: string): Kept | undefined {
  const parsed = KeptForm.safeParse(asJson(metadata));
  return parsed.success ? parsed.data : undefined;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The raw bytes of a request, which the signature is over; null where there are more than Slack ever sends. */
export async function readBody(request: Request): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > BODY_BYTES_MAX) return null;
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}
