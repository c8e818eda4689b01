import type { ConfirmAnswer, WriteAnswer } from '../../flow/action/schema.ts';
import type { ReadAnswer } from '../../flow/context/schema.ts';
import type { SystemFile } from '../../workspace/schema.ts';
import { confided } from '../../workspace/systems/confide.ts';
import { coerce } from '../../workspace/values.ts';
import type { Probed, System } from '../schema.ts';
import { Gate, type Calling } from './gate.ts';
import { measured, secretsIn, withoutSecrets } from './measure.ts';
import { probeOf } from './probe.ts';
import { readWithRetries } from './retry.ts';
import type { Down } from './breaker.ts';
import type { Watching } from './watching.ts';

export type { Down } from './breaker.ts';
export type { Called, Watching } from './watching.ts';

type Options = { signal: AbortSignal };
type KeyOptions = Options & { key: string };

/**
 * Holds a system of any kind to the same limits: time, size, places in flight, pace, retries of reads, and the breaker
 * that stops calls while it is down. What it says goes no further with our secrets in it, and every call is reported.
 */
export class GuardedSystem implements System {
  readonly name: string;
  readonly label: string;
  readonly #file: SystemFile;
  readonly #system: System;
  readonly #gate: Gate;
  readonly #secrets: string[];

  constructor(file: SystemFile, system: System, watching: Watching = {}) {
    this.name = file.name;
    this.label = file.label;
    this.#file = file;
    this.#system = system;
    this.#secrets = secretsIn(confided(file));
    this.#gate = new Gate(file, watching, async () => (await this.probe(NEVER_STOPPED)).ok);
  }

  /** `name` is the read's name, alone (`order`) or whole (`shop.order`). */
  async read(name: string, args: Record<string, unknown>, { signal }: Options): Promise<ReadAnswer> {
    const calling = { verb: 'read' as const, name: this.#own(name) };
    const once = () => this.#readOnce(calling, args, signal);
    return readWithRetries(once, this.#file.limits.retries, signal);
  }

  async #readOnce(calling: Calling, args: Record<string, unknown>, signal: AbortSignal): Promise<ReadAnswer> {
    const stopped = (says: string, retryAfterMs?: number): ReadAnswer => ({
      ok: false,
      why: signal.aborted ? 'timeout' : 'unreachable',
      says: this.#says(says),
      retry: true,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
    const late = (says: string): ReadAnswer => ({
      ok: false,
      why: 'timeout',
      says: this.#says(says),
      retry: true,
    });
    const call = (within: AbortSignal) => this.#system.read(calling.name, args, { signal: within });
    return this.#gate.through(calling, signal, {
      call,
      stopped,
      late,
      clean: (answer) => this.#clean(answer),
    });
  }

  /** Sends once, whatever comes of it. */
  async write(
    name: string,
    args: Record<string, unknown>,
    { key, signal }: KeyOptions,
  ): Promise<WriteAnswer> {
    const own = this.#own(name);
    const stopped = (says: string, retryAfterMs?: number): WriteAnswer => ({
      ok: false,
      why: 'not_sent',
      says: this.#says(says),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
    const late = (says: string): WriteAnswer => ({ ok: false, why: 'unknown', says: this.#says(says) });
    const call = (within: AbortSignal) => this.#system.write(own, args, { key, signal: within });
    return this.#gate.through({ verb: 'write', name: own }, signal, {
      call,
      stopped,
      late,
      clean: (answer) => this.#cleanWritten(answer),
    });
  }

  /**
   * Asks what became of a key: by the write's `confirm` read where it declares one, else in the way of the system's
   * kind. `args` are those of that read, filled in. Found means done, not found means not done.
   */
  async confirm(
    name: string,
    args: Record<string, unknown>,
    { key, signal }: KeyOptions,
  ): Promise<ConfirmAnswer> {
    const own = this.#own(name);
    const offer = this.#file.writes[own];
    if (!offer?.confirm) return this.#confirmByKind(own, args, { key, signal });
    const answer = await this.read(offer.confirm.read, args, { signal });
    if (!answer.ok)
      return answer.why === 'not_found' ? { known: true, done: false } : { known: false, says: answer.says };
    const result = offer.gives && coerce(offer.gives, answer.value);
    return result?.ok ? { known: true, done: true, result: result.value } : { known: true, done: true };
  }

  #confirmByKind(name: string, args: Record<string, unknown>, { key, signal }: KeyOptions) {
    const notKnown = (says: string): ConfirmAnswer => ({ known: false, says: this.#says(says) });
    return this.#gate.through({ verb: 'confirm', name }, signal, {
      call: (within) => this.#system.confirm(name, args, { key, signal: within }),
      stopped: notKnown,
      late: notKnown,
      clean: (answer: ConfirmAnswer) =>
        answer.known ? answer : { ...answer, says: withoutSecrets(answer.says, this.#secrets) },
    });
  }

  /** A dry read, also while it counts as down; a good one lets calls through again. */
  async probe({ signal }: Options): Promise<Probed> {
    const probe = (within: AbortSignal) => probeOf(this.#file, this.#system, within);
    return this.#gate.look(signal, probe, (probed) => withoutSecretsIn(probed, this.#secrets));
  }

  /** Since when it takes no calls, and why; null while it does. */
  down(): Down | null {
    return this.#gate.down();
  }

  /** Another process found that it is down. */
  tripped(down: Down): void {
    this.#gate.tripped(down);
  }

  /** Another process found that it is back. */
  mended(): void {
    this.#gate.mended();
  }

  /** Closes it once nothing can be under way on it any more: another has taken its place. */
  retire(): void {
    this.#gate.close();
    setTimeout(() => void this.#system.close(), this.#file.limits.timeoutMs + RETIRE_MS).unref();
  }

  async close(): Promise<void> {
    this.#gate.close();
    await this.#system.close();
  }

  #own(name: string): string {
    return name.startsWith(`${this.name}.`) ? name.slice(this.name.length + 1) : name;
  }

  #says(text: string): string {
    return `${this.#file.label} ${text}`;
  }

  #clean(answer: ReadAnswer): ReadAnswer {
    if (!answer.ok) return { ...answer, says: withoutSecrets(answer.says, this.#secrets) };
    const { answerBytes } = this.#file.limits;
    const held = measured(answer.value, answerBytes, this.#secrets);
    if (held) return held.value === answer.value ? answer : { ...answer, value: held.value };
    const says = this.#says(`answered with more than ${answerBytes} bytes`);
    return { ok: false, why: 'bad_answer', says, retry: false };
  }

  #cleanWritten(answer: WriteAnswer): WriteAnswer {
    if (!answer.ok) return { ...answer, says: withoutSecrets(answer.says, this.#secrets) };
    // It was done, however large the answer is: only the result is taken away.
    const held = measured(answer.result, this.#file.limits.answerBytes, this.#secrets);
    return { ...answer, result: held ? held.value : null };
  }
}

/** What is under way on a system that was replaced has this long beyond its time limit. */
const RETIRE_MS = 5_000;

/** A look of our own ends by its own time limit. */
const NEVER_STOPPED: Options = { signal: new AbortController().signal };

function withoutSecretsIn(probed: Probed, secrets: readonly string[]): Probed {
  const says = withoutSecrets(probed.says, secrets);
  if (!probed.ok || !probed.warnings) return { ...probed, says };
  const warnings = probed.warnings.map((one) => ({ ...one, says: withoutSecrets(one.says, secrets) }));
  return { ...probed, says, warnings };
}
