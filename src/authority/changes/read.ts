import type { z } from 'zod';
import type { BoundaryAnswer, ChangeAnswer } from '../../doors/http/answers/boundary.ts';
import { nameOf } from '../../flow/say/words.ts';
import type { World } from '../../flow/world.ts';
import type { Entry } from '../../log/schema.ts';
import { hasRight, rolesWith } from '../../people/rights.ts';
import type { FileStand } from '../../workspace/overlay.ts';
import { OWNER, type Person, type Workflow, type Workspace } from '../../workspace/schema.ts';
import { workflowStream } from '../schema.ts';
import { BOUNDARY_FILE } from './change_file.ts';
import { barredFrom } from './decide.ts';
import { proposalsOf, type Proposal } from './proposals.ts';
import { standOf, textsOf } from './stand.ts';

type Shown = z.output<typeof BoundaryAnswer>;
type ShownChange = z.output<typeof ChangeAnswer>;

/** Newest texts that a page shows. */
const HISTORY_MAX = 100;

/** The boundary in force, how the files stand to it, what waits for a second person, and how it came to be. */
export async function readBoundary(
  world: Pick<World, 'log' | 'workspace'>,
  workflow: Workflow,
  person: Person | null,
  file: FileStand | undefined,
): Promise<Shown> {
  const workspace = world.workspace();
  const entries = await world.log.read(workflowStream(workflow.name));
  const stand = standOf(entries);
  const waiting = proposalsOf(entries).filter(
    ({ state, file = BOUNDARY_FILE }) => state === 'proposed' && file === BOUNDARY_FILE,
  );
  return {
    workflow: workflow.name,
    label: workflow.label,
    version: stand?.inForce.version ?? workflow.boundary.version,
    text:
      stand?.inForce.version === workflow.boundary.version
        ? workflow.boundary.text
        : (stand?.inForce.text ?? workflow.boundary.text),
    files: showFile(file),
    may: showMay(workspace, person),
    changes: waiting.map((proposal) => ({
      ...showChange(proposal, workflow.name, workspace, person),
      text: proposal.text,
      ticked: proposal.effect.ticked,
    })),
    history: textsOf(entries)
      .toReversed()
      .slice(0, HISTORY_MAX)
      .map(({ at, by, from, because, version }) => ({
        at: at.toISOString(),
        by: nameOf(by, workspace),
        from,
        because,
        version,
      })),
  };
}

/** Changes of all workflows that wait for a second person, oldest first. */
export async function readChanges(
  world: Pick<World, 'log' | 'workspace'>,
  person: Person | null,
): Promise<ShownChange[]> {
  const workspace = world.workspace();
  const names = Object.keys(workspace.workflows);
  const streams = await world.log.readMany(names.map(workflowStream));
  const open = names.flatMap((name) => {
    const entries: Entry[] = streams.get(workflowStream(name)) ?? [];
    const waiting = proposalsOf(entries).filter(({ state }) => state === 'proposed');
    return waiting.map((proposal) => showChange(proposal, name, workspace, person));
  });
  return open.sort((one, other) => (one.at < other.at ? -1 : 1));
}

function showFile(file: FileStand | undefined): Shown['files'] {
  switch (file?.state) {
    case 'behind':
      return {
        state: 'console_ahead',
        says: 'The boundary was changed elsewhere than in these files. remit pull writes it into them.',
        text: file.text,
      };
    case 'conflict':
      return {
        state: 'conflict',
        says: 'The file was changed, and so was the boundary in force, which stays. remit pull --force takes the one in force into the file, remit push --force the file into force.',
        text: file.text,
      };
    case 'newer':
    case 'in_step':
    case undefined:
      return { state: 'in_step', says: 'The files say the same.', text: null };
  }
}

function showMay(workspace: Workspace, person: Person | null): Shown['may'] {
  const change = person !== null && hasRight(workspace, person, 'change_boundary');
  const owner = person?.roles.includes(OWNER) ?? false;
  const roles = rolesWith(workspace, 'change_boundary').join(' or ');
  const two = workspace.changesNeedTwo ? ' Somebody else must accept it.' : '';
  return {
    change,
    raise_ceilings: owner,
    needs_two: workspace.changesNeedTwo,
    says: change
      ? `You may change this boundary${owner ? ', its ceilings too' : ' within its ceilings'}.${two}`
      : `Changing a boundary takes the role ${roles}.`,
  };
}

function showChange(
  proposal: Proposal,
  workflow: string,
  workspace: Workspace,
  person: Person | null,
): ShownChange {
  return {
    id: proposal.id,
    workflow,
    state: proposal.state,
    because: proposal.because,
    by: nameOf(proposal.by, workspace),
    at: proposal.at.toISOString(),
    decided_by: proposal.decidedBy && nameOf(proposal.decidedBy, workspace),
    decided_at: proposal.decidedAt?.toISOString() ?? null,
    barred: barredFrom(workspace, person, proposal),
  };
}
