import { counted, percent } from '../../evidence/words.ts';
import { playLabel, writeLabel } from '../../flow/say/words.ts';
import type { AgentRef, Workflow, Workspace } from '../../workspace/schema.ts';
import type { Deed } from './behaviour.ts';

export interface Parting {
  says: string;
  cases: number;
  href: string | null;
}

export interface Parts {
  says: string;
  unwritten: Parting[];
  unused: Parting[];
  denied: Parting[];
}

/** Where what an agent may do and what it does part: what no rule speaks of, what it never uses, what is denied. */
export function partsOf(
  workspace: Workspace,
  workflow: Workflow,
  ref: AgentRef,
  deeds: readonly Deed[],
): Parts {
  const unwritten = unwrittenIn(workspace, workflow, deeds);
  const denied = deniedIn(workflow, deeds);
  const unused = deeds.length === 0 ? [] : unusedBy(workspace, workflow, ref, deeds);
  const none = unwritten.length + denied.length + unused.length === 0;
  const says =
    deeds.length === 0
      ? 'It has planned nothing that was decided yet, so nothing can be held against what is written.'
      : none
        ? `In ${counted(deeds.length, 'plan')} it does what is written, and uses all that it may.`
        : `Over ${counted(deeds.length, 'plan')}: ${[
            unwritten.length > 0 && 'it does what no rule speaks of',
            denied.length > 0 && 'it plans what is denied',
            unused.length > 0 && 'it may do what it never does',
          ]
            .filter(Boolean)
            .join('; ')}.`;
  return { says, unwritten, unused, denied };
}

/** Plans of which only `otherwise` spoke: people decide them although nobody wrote that they should. */
function unwrittenIn(workspace: Workspace, workflow: Workflow, deeds: readonly Deed[]): Parting[] {
  const found = new Map<string, { play: string; write: string; cases: number }>();
  for (const { play, spoke } of deeds) {
    for (const { write, rules } of spoke) {
      if (rules.length === 0 || rules.some(({ rule }) => rule !== 'otherwise')) continue;
      const key = `${play} ${write}`;
      const known = found.get(key) ?? { play, write, cases: 0 };
      found.set(key, { ...known, cases: known.cases + 1 });
    }
  }
  return [...found.values()]
    .toSorted((one, other) => other.cases - one.cases)
    .map(({ play, write, cases }) => ({
      cases,
      says: `${playLabel(play, workflow)}: no rule speaks of “${writeLabel(write, workspace)}” as it does it, in ${share(cases, deeds.length)}.`,
      href: logOf(workflow, { play }),
    }));
}

function deniedIn(workflow: Workflow, deeds: readonly Deed[]): Parting[] {
  const found = new Map<string, { says: string; cases: number; play: string }>();
  for (const { spoke, play } of deeds) {
    const denies = spoke.flatMap(({ rules }) => rules.filter(({ effect }) => effect === 'deny'));
    for (const { rule, says } of new Map(denies.map((one) => [one.rule, one])).values()) {
      const known = found.get(rule) ?? { says, cases: 0, play };
      found.set(rule, { ...known, cases: known.cases + 1 });
    }
  }
  return [...found.entries()]
    .toSorted(([, one], [, other]) => other.cases - one.cases)
    .map(([rule, { says, cases }]) => ({
      cases,
      says: `Denied by ${rule} in ${share(cases, deeds.length)}: ${says}`,
      href: logOf(workflow, { effect: 'deny' }),
    }));
}

/** Plays that it may choose and never did, and rules that allow and never had a say. */
function unusedBy(
  workspace: Workspace,
  workflow: Workflow,
  ref: AgentRef,
  deeds: readonly Deed[],
): Parting[] {
  const done = new Set(deeds.map(({ play }) => play));
  const plays = playsOf(workflow, ref).filter((play) => !done.has(play));
  const writes = new Set(playsOf(workflow, ref).flatMap((play) => writesOf(workflow, play)));
  const spoke = new Set(
    deeds.flatMap((deed) => deed.spoke.flatMap(({ rules }) => rules.map(({ rule }) => rule))),
  );
  const allows = workflow.boundary.rules.filter(
    ({ id, effect, on }) =>
      effect === 'allow' && !spoke.has(id) && [...writes].some((write) => speaksOf(on, write)),
  );
  return [
    ...plays.map((play) => ({
      cases: 0,
      says: `It may plan “${playLabel(play, workflow)}”, and never did.`,
      href: null,
    })),
    ...allows.map(({ id, on }) => ({
      cases: 0,
      says: `The rule ${id} allows “${on.endsWith('*') ? on : writeLabel(on, workspace)}”, and never let a plan of it through.`,
      href: `/workflows/${encodeURIComponent(workflow.name)}/boundary?rule=${encodeURIComponent(id)}`,
    })),
  ];
}

/** Plays that an agent can name: of a table those in its rows, of the memory all. */
export function playsOf(workflow: Workflow, ref: AgentRef): string[] {
  if (ref.kind === 'rules') return [...new Set(ref.rows.map(({ play }) => play))];
  return Object.keys(workflow.plays);
}

export function writesOf(workflow: Workflow, play: string): string[] {
  return workflow.plays[play]?.actions.map(({ write }) => write) ?? [];
}

function speaksOf(on: string, write: string): boolean {
  return on === '*' || on === write || (on.endsWith('.*') && write.startsWith(on.slice(0, -1)));
}

function share(count: number, of: number): string {
  return `${count} of ${of} (${percent(count / of)})`;
}

function logOf(workflow: Workflow, filter: Record<string, string>): string {
  return `/log?${new URLSearchParams({ workflow: workflow.name, ...filter })}`;
}
