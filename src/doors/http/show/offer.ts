import type { z } from 'zod';
import { statement } from '../../../boundary/index.ts';
import type { TokenAgent } from '../../../people/tokens/index.ts';
import { fieldsSchema } from '../../../workspace/json_schema.ts';
import type { ReadOffer, Workflow, Workspace, WriteOffer } from '../../../workspace/schema.ts';
import { readsOf } from '../../../flow/proposals/session.ts';
import type { OfferAnswer } from '../answers/outside.ts';

/** What an outside agent may propose in a workflow: the reads and writes of its map, its plays, and what holds them. */
export function showOffer(
  workspace: Workspace,
  workflow: Workflow,
  agent: TokenAgent,
): z.input<typeof OfferAnswer> {
  return {
    workflow: workflow.name,
    label: workflow.label,
    purpose: workflow.purpose,
    agent,
    kinds: workflow.kinds.map(({ name, label }) => ({ name, label })),
    reads: readsOf(workflow).flatMap((name) => {
      const offer = readOffer(workspace, name);
      return offer ? [{ name, label: offer.label, args: { ...fieldsSchema(offer.args) } }] : [];
    }),
    writes: workflow.writes.flatMap((name) => {
      const offer = writeOffer(workspace, name);
      if (!offer) return [];
      const args = { ...fieldsSchema(offer.args) };
      return [{ name, label: offer.label, args, can_undo: offer.undo !== undefined }];
    }),
    plays: Object.values(workflow.plays).map(({ name, label, inputs }) => ({
      name,
      label,
      inputs: { ...fieldsSchema(inputs) },
    })),
    statement: statement(workflow.boundary).map(({ text }) => text),
  };
}

function readOffer({ systems }: Workspace, name: string): ReadOffer | undefined {
  const dot = name.indexOf('.');
  return systems[name.slice(0, dot)]?.reads[name.slice(dot + 1)];
}

function writeOffer({ systems }: Workspace, name: string): WriteOffer | undefined {
  const dot = name.indexOf('.');
  return systems[name.slice(0, dot)]?.writes[name.slice(dot + 1)];
}
