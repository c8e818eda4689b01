import type { Offer, Proposal } from '../src/index.ts';

/** A write of a workflow's map, as a tool of some library. */
export interface WriteTool {
  /** Libraries take no dots in names: `shop_refund` for `shop.refund`. */
  name: string;
  write: string;
  description: string;
  /** JSON Schema of its arguments. */
  parameters: Record<string, unknown>;
}

/** What a model is told of a proposal: nothing that a reviewer wrote, and all that they changed. */
export interface Told {
  status: Proposal['status'];
  says: string;
  handle: string;
  actions: { write: string; args: Record<string, unknown>; result?: unknown }[];
}

/** The writes that an agent may propose, as tools. */
export function writeTools({ writes }: Offer): WriteTool[] {
  return writes.map(({ name, label, args, can_undo: canUndo }) => ({
    name: toolName(name),
    write: name,
    description: `${label}.${canUndo ? '' : ' Cannot be taken back.'} Held by a written boundary: it is done, held for people, or denied, and the answer says which.`,
    parameters: args,
  }));
}

export function toolName(write: string): string {
  return write.replaceAll('.', '_');
}

/** What became of a proposal, for a model. */
export function told({ status, says, handle, actions }: Proposal): Told {
  return {
    status,
    says,
    handle,
    actions: actions.map(({ write, args, result }) => ({
      write,
      args,
      ...(result === undefined ? {} : { result }),
    })),
  };
}
