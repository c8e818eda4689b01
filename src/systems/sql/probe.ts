import type { SqlFile } from '../../workspace/systems/schema.ts';
import type { Advice, Probed } from '../schema.ts';
import { held, Stopped } from './held.ts';
import { namedIn } from './write.ts';
import type { SqlLine, SqlMake, SqlPool } from './line.ts';

interface Pools {
  reading: SqlPool;
  writing: SqlPool | undefined;
}

/** Signs in as both users, and looks at what the reading one may do, and at the table of keys. */
export async function probe(
  file: SqlFile,
  make: SqlMake,
  { reading, writing }: Pools,
  signal: AbortSignal,
): Promise<Probed> {
  const warnings: Advice[] = [];
  try {
    const changes = await held(
      () => reading.take(),
      signal,
      async (line) => {
        await line.begin('read', file.limits.timeoutMs);
        await line.run('select 1', []);
        await line.commit();
        return line.mayChange();
      },
    );
    const advice = writerAdvice(file, changes);
    if (advice && !file.mayReadAsWriter) return { ok: false, ...advice };
    if (advice) warnings.push(advice);
  } catch (error) {
    return faulty(file, error, make, 'read_url');
  }
  if (!writing) return { ok: true, says: `${file.label} answers.`, warnings };
  try {
    warnings.push(
      ...(await held(
        () => writing.take(),
        signal,
        (line) => lookAtWriter(file, line),
      )),
    );
  } catch (error) {
    return faulty(file, error, make, 'write_url');
  }
  return {
    ok: true,
    says: `${file.label} answers, to the user who reads and to the one who writes.`,
    warnings,
  };
}

function writerAdvice(file: SqlFile, changes: string[]): Advice | undefined {
  if (changes.length === 0) return undefined;
  return {
    says: `${file.label} is read as a user who may change ${changes.join(', ')}.`,
    todo: `make a user that may only read, and name it in read_url of systems/${file.name}.yaml`,
  };
}

async function lookAtWriter(file: SqlFile, line: SqlLine): Promise<Advice[]> {
  const warnings: Advice[] = [];
  const unsafe = await line.withoutTransactions();
  const writes = Object.values(file.writes);
  for (const table of unsafe) {
    const used = writes.find(({ via }) => namedIn(via.sql, [table]) !== undefined);
    if (used) {
      const says = `${file.label} keeps ${table}, which ${used.name} writes, without transactions.`;
      warnings.push({ says, todo: `alter table ${table} engine = InnoDB` });
    }
  }
  if (writes.length > 0 && file.keys !== undefined)
    await line.run(`select id, write_name, answer from ${file.keys} where id = ''`, []);
  return warnings;
}

function faulty(file: SqlFile, error: unknown, make: SqlMake, key: string): Probed {
  const { kind, says } =
    error instanceof Stopped ? { kind: 'slow', says: error.message } : make.faultOf(error);
  const todo =
    kind === 'no'
      ? `look at ${key} in systems/${file.name}.yaml, and at what its user may do`
      : `look whether the database is there, and at ${key} in systems/${file.name}.yaml`;
  return { ok: false, says: `${file.label} ${says}.`, todo };
}
