import type { Entry, NewEntry } from '../../log/schema.ts';
import { AppError } from '../../runtime/errors.ts';
import type { ReadOffer, Workflow, Workspace } from '../../workspace/schema.ts';
import { listNames, suggestName } from '../../workspace/nearest.ts';
import { coerceFields } from '../../workspace/values.ts';
import type { ReadAnswer } from '../context/schema.ts';
import { workflowOf } from '../walk.ts';
import { READ_MS, type World } from '../world.ts';
import { outsidePaths, outsideTextsIn } from './outside.ts';
import type { Looked, SessionSeen } from './schema.ts';
import { Heard } from './taint.ts';
import { sessionStream, type SESSION_ENTRIES } from './session_schema.ts';

/** Who works in a session, and where. */
export interface SessionOf {
  id: string;
  workflow: string;
  agent: { name: string; version: string };
  caller: string;
  door: 'http' | 'stdio';
}

/** What a read gave an agent: its value, and the paths in it that strangers may have written. */
export type LookedAt =
  { ok: true; value: unknown; outside: string[] } | { ok: false; says: string; retry: boolean };

/** Reads that a proposal names, newest last. */
const LOOKED_MAX = 50;
/** Of a value that was read this much stands in the log. */
const VALUE_CHARS_MAX = 64_000;
/** Losses in a row to another process that holds the same session. */
const RACES_MAX = 10;

type Kind = keyof typeof SESSION_ENTRIES;

/**
 * What one agent reads through the gateway. A read is answered before its entry is appended, for it changes nothing and
 * the log would double its time; but nothing is proposed before all that was read stands in the log. `settled` waits
 * for that.
 */
export class Session {
  readonly of: SessionOf;
  private readonly world: World;
  private version = 0;
  private isBegun = false;
  private waiting: NewEntry[] = [];
  private writing: Promise<void> | null = null;
  private fault: unknown = undefined;
  private readonly looked: Looked[] = [];
  private readonly heard = new Heard();

  private constructor(world: World, of: SessionOf) {
    this.world = world;
    this.of = of;
  }

  /**
   * Goes on with a session of which the log knows; else it begins with what is asked for first. `before` names the one that it follows upon: what was
   * read there stays read.
   */
  static async open(world: World, of: SessionOf, before?: string): Promise<Session> {
    const session = new Session(world, of);
    const earlier = before === undefined ? [] : await world.log.read(sessionStream(before));
    for (const entry of earlier) session.recall(entry);
    await session.catchUp();
    return session;
  }

  /** What was read so far, for what is proposed next. */
  seen(): SessionSeen {
    return { id: this.of.id, looked: [...this.looked], heard: this.heard };
  }

  /** Reads something of the map for the agent. Throws an `AppError` for what is off it, or asked for in a wrong way. */
  async look(read: string, given: Record<string, unknown>, signal: AbortSignal): Promise<LookedAt> {
    const { world, of } = this;
    const workspace = world.workspace();
    const offer = offerOnMap(workspace, workflowOf(workspace, of.workflow), read);
    const args = argsOf(offer, read, given, workspace.currency);
    const [system = '', name = ''] = read.split('.');
    const reader = world.systems[system];
    if (!reader) throw new AppError('unavailable', `${system} is not open here.`);
    const began = performance.now();
    const within = AbortSignal.any([signal, AbortSignal.timeout(READ_MS)]);
    const answer = await reader.read(name, args, { signal: within });
    const outside = answer.ok ? outsidePaths(offer.gives, answer.value) : [];
    this.noteRead(read, args, answer, { outside, tookMs: Math.round(performance.now() - began) });
    return answer.ok
      ? { ok: true, value: answer.value, outside }
      : { ok: false, says: answer.says, retry: answer.retry };
  }

  /** Something that the map does not have was asked for. */
  refuse(tool: string, says: string): void {
    this.note('session.refused', { tool, says });
  }

  /** Resolves when all of it is in the log. Throws where it cannot be written: then nothing may rest on it. */
  async settled(): Promise<void> {
    while (this.writing) await this.writing;
    if (this.waiting.length > 0) {
      this.write();
      return this.settled();
    }
    const fault = this.fault;
    this.fault = undefined;
    if (fault !== undefined) throw fault;
  }

  private noteRead(
    read: string,
    args: Record<string, unknown>,
    answer: ReadAnswer,
    { outside, tookMs }: { outside: string[]; tookMs: number },
  ): void {
    const trust = outside.length > 0 ? ('outside' as const) : ('trusted' as const);
    const value = answer.ok ? kept(answer.value) : null;
    const says = answer.ok ? {} : { says: answer.says };
    this.note('session.read', { read, trust, ok: answer.ok, took_ms: tookMs, ...says }, { args, value });
    if (answer.ok) this.remember({ read, at: this.world.now().toISOString(), trust }, outside, answer.value);
  }

  private remember(looked: Looked, outside: string[], value: unknown): void {
    this.looked.push(looked);
    if (this.looked.length > LOOKED_MAX) this.looked.shift();
    if (outside.length > 0) for (const text of outsideTextsIn(value, outside)) this.heard.add(text);
  }

  private note(kind: Kind, body: Record<string, unknown>, hidden?: Record<string, unknown>): void {
    const { name: id, version } = this.of.agent;
    const actor = { type: 'agent' as const, id, version };
    const entry = { kind, kindVersion: 1, at: this.world.now(), actor, body };
    this.waiting.push(...this.beginning(entry), { ...entry, ...(hidden && { private: hidden }) });
    this.write();
  }

  private beginning(first: NewEntry): NewEntry[] {
    if (this.isBegun || this.version > 0) return [];
    this.isBegun = true;
    const { workflow, agent, caller, door } = this.of;
    return [{ ...first, kind: 'session.opened', body: { workflow, agent, caller, door } }];
  }

  private write(): void {
    if (this.writing || this.waiting.length === 0) return;
    this.writing = this.append()
      .catch((error: unknown) => {
        this.fault = error;
      })
      .finally(() => {
        this.writing = null;
        // What could not be written waits for whoever asks whether it is settled.
        if (this.fault === undefined) this.write();
      });
  }

  private async append(): Promise<void> {
    // A copy: what is noted while it is being written goes with the next append.
    const entries = [...this.waiting];
    for (let race = 0; race < RACES_MAX; race++) {
      const stream = sessionStream(this.of.id);
      const done = await this.world.log.append({ stream, expected: this.version, entries });
      if (done.ok) {
        this.version = done.version;
        this.waiting = this.waiting.slice(entries.length);
        return;
      }
      await this.catchUp();
    }
    throw new AppError('conflict', `The session ${this.of.id} kept changing.`, { suggestion: 'Try again.' });
  }

  /** Reads what the log has of this session: before a restart, or by another process. */
  private async catchUp(): Promise<void> {
    const entries = await this.world.log.read(sessionStream(this.of.id));
    for (const entry of entries.slice(this.version)) this.recall(entry);
    this.version = entries.length;
  }

  private recall({ kind, at, body, private: hidden }: Entry): void {
    if (kind !== 'session.read' || body['ok'] !== true) return;
    const read = String(body['read']);
    const [system = '', name = ''] = read.split('.');
    const gives = this.world.workspace().systems[system]?.reads[name]?.gives;
    const value = hidden?.['value'];
    const trust = body['trust'] === 'outside' ? 'outside' : 'trusted';
    const isWhole = gives !== undefined && !isCut(value);
    if (trust === 'outside' && !isWhole) this.heard.addUnknown();
    const outside = trust === 'outside' && isWhole ? outsidePaths(gives, value) : [];
    this.remember({ read, at: at.toISOString(), trust }, outside, value);
  }
}

/** Names of the reads that the map of a workflow needs. */
export function readsOf(workflow: Workflow): string[] {
  return [...new Set(Object.values(workflow.context).map(({ read }) => read))];
}

function offerOnMap(workspace: Workspace, workflow: Workflow, read: string): ReadOffer {
  const reads = readsOf(workflow);
  const [system = '', name = ''] = read.split('.');
  const offer = reads.includes(read) ? workspace.systems[system]?.reads[name] : undefined;
  if (offer) return offer;
  throw new AppError('refused', `${read} is not on the map of ${workflow.label}.`, {
    suggestion: `It reads ${listNames(reads) || 'nothing'}.`,
  });
}

function argsOf(
  offer: ReadOffer,
  read: string,
  given: Record<string, unknown>,
  currency: string,
): Record<string, unknown> {
  const stray = Object.keys(given).find((name) => !Object.hasOwn(offer.args, name));
  if (stray !== undefined) {
    const suggestion =
      suggestName(stray, Object.keys(offer.args)) ?? `It takes ${listNames(Object.keys(offer.args))}.`;
    throw new AppError('invalid', `${stray} is not an argument of ${read}.`, { path: stray, suggestion });
  }
  const args = coerceFields(offer.args, given, currency);
  if (args.ok) return args.value as Record<string, unknown>;
  const says = args.problems.map((problem) => `${problem.path} ${problem.says}`).join('; ');
  throw new AppError('invalid', `${read}: ${says}.`, { path: args.problems[0]?.path ?? 'arguments' });
}

function kept(value: unknown): unknown {
  const text = JSON.stringify(value) ?? '';
  return text.length <= VALUE_CHARS_MAX ? value : { [CUT]: text.slice(0, VALUE_CHARS_MAX) };
}

/** Whether only a part of a value stands in the log. A read that gives `cut` itself is taken for one: that is safe. */
function isCut(value: unknown): boolean {
  return value !== null && typeof value === 'object' && Object.hasOwn(value, CUT);
}
const CUT = 'cut';
