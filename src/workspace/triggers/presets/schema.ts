import type { Shape } from '../../shape.ts';
import type { Arrival } from '../schema.ts';

/** A delivery as it came over HTTP. */
export interface Delivery {
  method: string;
  /** The address as the sender knows it: some sign it. */
  url: string;
  /** Names in small letters. */
  headers: Readonly<Record<string, string | undefined>>;
  /** Exactly as sent: signatures are over bytes. */
  body: Uint8Array;
}

/** Whether a delivery was signed by whoever knows a secret, and lately enough; `says` never holds a secret. */
export type Verified = { ok: true } | { ok: false; says: string };

/** What a delivery holds: arrivals, or a handshake that is answered and done with. */
export type Opened = { arrivals: Arrival[] } | { handshake: string };

/** How one sender signs, what its deliveries hold, and what its payloads mean. One file each. */
export interface Preset {
  name: string;
  label: string;
  /** Where the sender says how it signs and what it sends. */
  source: string;
  /** The types of arrival that are understood; others come in too, with nothing mapped. */
  types: string[];
  /** What is made of a payload: an event field of the same name takes it by itself. */
  offers: Record<string, Shape>;
  /** It signs its address, so that the trigger must say how it is reached from outside. */
  signsAddress?: true;
  /** What is sent unsigned to see whether anybody answers; null: a delivery like any other. */
  handshake?(delivery: Delivery): string | null;
  verify(delivery: Delivery, secrets: readonly string[], now: Date): Verified;
  open(delivery: Delivery, payload: unknown, now: Date): Opened;
  map(payload: unknown, type: string): Record<string, unknown>;
}
