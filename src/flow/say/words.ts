import type { Actor } from '../../log/schema.ts';
import { Money, showMoney } from '../../workspace/money.ts';
import type { Workflow, Workspace, WriteOffer } from '../../workspace/schema.ts';
import type { Shape } from '../../workspace/shape.ts';
import { isCustom, writesOf } from '../plan/custom.ts';

/** Who did it, by the name that people use. */
export function nameOf(actor: Actor, workspace: Workspace): string {
  if (actor.type === 'person') {
    const known = workspace.people.find((person) => person.id === actor.id);
    return known?.name ?? actor.name ?? actor.id;
  }
  if (actor.type === 'agent') return `the agent ${actor.id}`;
  return actor.type === 'remit' ? 'Remit' : actor.id;
}

/** `first_name` → `First name`, `order_id` → `Order ID`, for what has no label of its own. The console says it alike. */
export function labelFrom(name: string): string {
  const words = (name.split('.').at(-1) ?? name)
    .replaceAll(/[_-]+/g, ' ')
    .trim()
    .replaceAll(/\b(id|sku|url)\b/gi, (word) => word.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function shapeLabel(name: string, shape: Shape | undefined): string {
  return shape?.label ?? labelFrom(name);
}

/** The write `shop.refund` as its system offers it; undefined when a newer workspace no longer has it. */
export function writeOf(write: string, workspace: Workspace): WriteOffer | undefined {
  const [system, name] = splitName(write);
  return workspace.systems[system]?.writes[name];
}

export function writeLabel(write: string, workspace: Workspace): string {
  return writeOf(write, workspace)?.label ?? labelFrom(write);
}

/** `shop.refund` → `shop`, `refund`. */
export function splitName(name: string): [system: string, offer: string] {
  const dot = name.indexOf('.');
  return [name.slice(0, dot), name.slice(dot + 1)];
}

/** A play by its label. Free actions are called by their writes, as their systems call these where the workspace is given. */
export function playLabel(
  play: string | null,
  workflow: Workflow | undefined,
  workspace?: Workspace,
): string {
  if (play === null) return 'Nothing proposed';
  if (isCustom(play)) {
    const labelOf = (write: string) =>
      workspace ? writeLabel(write, workspace) : labelFrom(splitName(write)[1]);
    return writesOf(play).map(labelOf).join(', then ');
  }
  return workflow?.plays[play]?.label ?? labelFrom(play);
}

export function kindLabel(kind: string | null, workflow: Workflow | undefined): string | null {
  if (kind === null) return null;
  return workflow?.kinds.find((known) => known.name === kind)?.label ?? labelFrom(kind);
}

/** The money that an action moves: the argument that its write declares. */
export function moneyOf(write: string, args: Record<string, unknown>, workspace: Workspace): Money | null {
  const argument = writeOf(write, workspace)?.money;
  const amount = Money.safeParse(argument === undefined ? undefined : args[argument]);
  return amount.success ? amount.data : null;
}

/** An action in a few words: `Refund (€12.00)`. */
export function sayAction(write: string, money: Money | null, workspace: Workspace): string {
  const label = writeLabel(write, workspace);
  return money ? `${label} (${showMoney(money, workspace.locale)})` : label;
}

/** `a, b and c` */
export function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** A time as people read it in the workspace's zone: `1 Mar, 14:05`. */
export function sayTime(at: string | Date, workspace: Workspace): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: workspace.timeZone,
  }).format(new Date(at));
}

/** The day alone, for what need not be told to the minute. */
export function sayDay(at: Date, { timeZone }: Pick<Workspace, 'timeZone'>): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone }).format(at);
}

export const isoOrNull = (at: Date | null): string | null => at?.toISOString() ?? null;
