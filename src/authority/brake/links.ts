import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { World } from '../../flow/world.ts';
import type { Actor, Entry } from '../../log/schema.ts';
import { AppError } from '../../runtime/errors.ts';
import type { Person } from '../../workspace/schema.ts';
import { DESK_ENTRIES } from '../desk_schema.ts';
import { SWITCHES_STREAM } from '../schema.ts';
import { needSwitch, type SwitchOffer } from './names.ts';
import { throwSwitch, type Thrown } from './switches.ts';

const DAY_MS = 86_400_000;
const ID_BYTES = 8;
const TRIES_MAX = 20;
/** What is signed begins with this, so that the secret never signs anything of another kind in the same way. */
const PURPOSE = 'remit brake link 1';

const Claims = z.strictObject({ id: z.string(), switch: z.string(), expires: z.number() });
type Claims = z.infer<typeof Claims>;

export interface StopLink {
  id: string;
  switch: string;
  expiresAt: Date;
  token: string;
}

/** What a link is good for; `why` says why for nothing. */
export type Checked =
  { ok: true; claims: Claims; offer: SwitchOffer; madeBy: string } | { ok: false; why: LinkFault };
export type LinkFault = 'forged' | 'expired' | 'revoked' | 'gone';

/** Makes a signed link that stops one thing and does nothing else. That it was made stands in the log, not the link. */
export async function makeLink(
  world: World,
  secret: string,
  person: Person,
  given: { switch: string; days: number },
): Promise<StopLink> {
  needSwitch(world.workspace(), given.switch);
  const id = randomBytes(ID_BYTES).toString('hex');
  const expiresAt = new Date(world.now().getTime() + given.days * DAY_MS);
  const body = { id, switch: given.switch, expires_at: expiresAt.toISOString() };
  await append(world, 'link.made', person, body);
  const claims: Claims = { id, switch: given.switch, expires: expiresAt.getTime() };
  return { id, switch: given.switch, expiresAt, token: sign(claims, secret) };
}

/** Makes a link good for nothing. Anybody may: it can only take away a way to stop, and another can be made. */
export async function revokeLink(world: World, person: Person, id: string): Promise<void> {
  const links = linksOf(await world.log.read(SWITCHES_STREAM));
  if (!links.some((link) => link.id === id)) throw new AppError('not_found', `There is no link ${id}.`);
  await append(world, 'link.revoked', person, { id });
}

export interface MadeLink {
  id: string;
  switch: string;
  by: string;
  expiresAt: Date;
  revoked: boolean;
}

/** The links that were ever made, oldest first. */
export function linksOf(entries: Entry[]): MadeLink[] {
  const links = new Map<string, MadeLink>();
  for (const { kind, body, actor } of entries) {
    if (kind === 'link.made') {
      const made = DESK_ENTRIES['link.made'].body.parse(body);
      const by = actor.type === 'person' ? (actor.name ?? actor.id) : 'Remit';
      const expiresAt = new Date(made.expires_at);
      links.set(made.id, { id: made.id, switch: made.switch, by, expiresAt, revoked: false });
    }
    if (kind !== 'link.revoked') continue;
    const link = links.get(DESK_ENTRIES['link.revoked'].body.parse(body).id);
    if (link) link.revoked = true;
  }
  return [...links.values()];
}

/** Whether a link is one of ours, and still good. */
export async function checkLink(world: World, secret: string, token: string): Promise<Checked> {
  const claims = readToken(token, secret);
  if (!claims) return { ok: false, why: 'forged' };
  if (claims.expires <= world.now().getTime()) return { ok: false, why: 'expired' };
  const made = linksOf(await world.log.read(SWITCHES_STREAM)).find(({ id }) => id === claims.id);
  // A secret that leaked alone makes no links: each must stand in the log.
  if (!made) return { ok: false, why: 'forged' };
  if (made.revoked) return { ok: false, why: 'revoked' };
  try {
    return { ok: true, claims, offer: needSwitch(world.workspace(), claims.switch), madeBy: made.by };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, why: 'gone' };
    throw error;
  }
}

/** Stops what the link stops. It needs no person: whoever has the link may. */
export async function useLink(
  world: World,
  secret: string,
  token: string,
): Promise<{ checked: Checked; thrown: Thrown | null }> {
  const checked = await checkLink(world, secret, token);
  if (!checked.ok) return { checked, thrown: null };
  const by: Actor = { type: 'outside', id: 'link' };
  const because = `The link that ${checked.madeBy} made was used`;
  const thrown = await throwSwitch(world, by, { switch: checked.claims.switch, because, how: 'link' });
  return { checked, thrown };
}

function sign(claims: Claims, secret: string): string {
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${payload}.${macOf(payload, secret).toString('base64url')}`;
}

function readToken(token: string, secret: string): Claims | undefined {
  const [payload, mac, ...rest] = token.split('.');
  if (payload === undefined || mac === undefined || rest.length > 0) return undefined;
  const given = Buffer.from(mac, 'base64url');
  const expected = macOf(payload, secret);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const parsed = Claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  return parsed.data;
}

function macOf(payload: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(`${PURPOSE}\n${payload}`).digest();
}

async function append(
  world: World,
  kind: 'link.made' | 'link.revoked',
  person: Person,
  body: Record<string, unknown>,
): Promise<void> {
  const actor: Actor = { type: 'person', id: person.id, name: person.name };
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const entries = await world.log.read(SWITCHES_STREAM);
    const entry = { kind, kindVersion: 1, at: world.now(), actor, body };
    const expected = entries.at(-1)?.version ?? 0;
    const done = await world.log.append({ stream: SWITCHES_STREAM, expected, entries: [entry] });
    if (done.ok) return;
  }
  throw new AppError('unavailable', 'Too many others write at the same time. Try again.');
}
