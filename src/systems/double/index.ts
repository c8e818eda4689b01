import type { ConfirmAnswer, WriteAnswer } from '../../flow/action/schema.ts';
import type { ReadAnswer } from '../../flow/context/schema.ts';
import type { SystemFile } from '../../workspace/schema.ts';
import type { Probed, System } from '../schema.ts';
import { madeOf } from './made_of.ts';
import type { Answers } from './tape.ts';

export { Answers, type Tape } from './tape.ts';

/**
 * Stands in for a system of any kind: it reads from recorded answers, and its writes only pretend. It has no address,
 * no credentials and no way out, so that nothing real can be reached by it.
 */
export class DoubleSystem implements System {
  private readonly file: SystemFile;
  private readonly answers: Answers;
  private readonly done = new Map<string, unknown>();
  /** Values that pretended writes were about: what is read of them since is what was read after such writes. */
  private readonly touched = new Set<string>();

  constructor(file: SystemFile, answers: Answers) {
    this.file = file;
    this.answers = answers;
  }

  read(name: string, args: Record<string, unknown>): Promise<ReadAnswer> {
    const isAfter = textsIn(args).some((text) => this.touched.has(text));
    const found = this.answers.read(`${this.file.name}.${name}`, args, isAfter);
    if (found) return Promise.resolve({ ok: true, value: found.value, at: new Date() });
    const says = `${this.file.label} was never asked this, so the sandbox has no answer to it`;
    return Promise.resolve({ ok: false, why: 'not_found', says, retry: false });
  }

  write(name: string, args: Record<string, unknown>, { key }: { key: string }): Promise<WriteAnswer> {
    if (this.done.has(key)) return Promise.resolve({ ok: true, result: this.done.get(key), replayed: true });
    const gives = this.file.writes[name]?.gives;
    const recorded = this.answers.written(`${this.file.name}.${name}`, args);
    const result = recorded ?? (gives ? madeOf(gives, key) : null);
    this.done.set(key, result);
    for (const text of textsIn(args)) this.touched.add(text);
    return Promise.resolve({ ok: true, result, replayed: false });
  }

  confirm(_name: string, _args: Record<string, unknown>, { key }: { key: string }): Promise<ConfirmAnswer> {
    const isDone = this.done.has(key);
    return Promise.resolve(
      isDone ? { known: true, done: true, result: this.done.get(key) } : { known: true, done: false },
    );
  }

  probe(): Promise<Probed> {
    return Promise.resolve({ ok: true, says: `${this.file.label} is played by the sandbox.` });
  }

  close(): void {
    this.done.clear();
  }
}

function textsIn(args: Record<string, unknown>): string[] {
  return Object.values(args).filter((value): value is string => typeof value === 'string' && value !== '');
}
