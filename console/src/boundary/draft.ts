import { useMemo } from 'react';
import type { BodyOf } from '../../../src/doors/http/contract.ts';
import { keptStore, useStore, type Store } from '../live/store.ts';

/** A change of a boundary that somebody is at. It outlives the page, a failed check and other people's changes. */
export interface Draft {
  /** The version and the text that it was made from. */
  base: string;
  baseText: string;
  text: string;
  /** New values of limits that are not in the text yet, as the file writes them. */
  limits: Record<string, string>;
  because: string;
  /** Ids of the widenings that were seen and ticked. */
  ticked: string[];
}

export type CheckBody = BodyOf<'check_boundary'>;

const stores = new Map<string, Store<string>>();

function storeOf(workflow: string): Store<string> {
  const known = stores.get(workflow) ?? keptStore<string>(`remit.draft.${workflow}`, '');
  stores.set(workflow, known);
  return known;
}

export interface Drafting {
  draft: Draft;
  /** The draft says something else than what it was made from. */
  isChanged: boolean;
  edit: (change: Partial<Draft>) => void;
  drop: () => void;
}

/** The draft of a workflow's boundary, or a fresh one of what is in force. */
export function useDraft(workflow: string, inForce: { version: string; text: string }): Drafting {
  const kept = storeOf(workflow);
  const said = useStore(kept);
  const draft = useMemo(() => resolved(said, inForce), [said, inForce]);
  return {
    draft,
    isChanged: saysOther(draft),
    edit: (change) => kept.set(JSON.stringify({ ...resolved(kept.current(), inForce), ...change })),
    drop: () => kept.set(''),
  };
}

/** A draft that says nothing else goes along with what is in force, and so does one whose base is put in force anew. */
function resolved(said: string, inForce: { version: string; text: string }): Draft {
  const draft = parse(said);
  if (draft && saysOther(draft)) {
    return draft.baseText === inForce.text ? { ...draft, base: inForce.version } : draft;
  }
  return { ...fresh(inForce), because: draft?.because ?? '' };
}

function saysOther(draft: Draft): boolean {
  return draft.text !== draft.baseText || Object.keys(draft.limits).length > 0;
}

function fresh({ version, text }: { version: string; text: string }): Draft {
  return { base: version, baseText: text, text, limits: {}, because: '', ticked: [] };
}

/** What the browser kept, unless something else wrote there. */
function parse(said: string): Draft | undefined {
  if (!said) return undefined;
  try {
    const draft = JSON.parse(said) as Draft;
    return typeof draft.text === 'string' && typeof draft.baseText === 'string' ? draft : undefined;
  } catch {
    return undefined;
  }
}
