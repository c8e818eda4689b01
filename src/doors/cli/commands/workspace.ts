import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { statement } from '../../../boundary/index.ts';
import { AppError } from '../../../runtime/errors.ts';
import { loadWorkspace } from '../../../workspace/load.ts';
import { suggestName } from '../../../workspace/nearest.ts';
import type { Workflow, Workspace } from '../../../workspace/schema.ts';
import type { Fault } from '../../../workspace/shape.ts';
import { writeLabel } from '../../../flow/say/words.ts';
import { EXIT } from '../failure.ts';
import type { Desk } from '../index.ts';

export function addWorkspace(program: Command, desk: Desk): void {
  const { wire, terminal } = desk;
  program
    .command('check')
    .argument('[workspace]', 'its folder; the one in the settings when left out')
    .description('load a workspace and list every fault with file, line and what was meant')
    .option('--json', 'as JSON')
    .action(async (folder: string | undefined, { json }: { json?: true }) => {
      const path = folder === undefined ? wire.workspaceFolder() : resolve(folder);
      const loaded = await loadWorkspace(path, { env: wire.env });
      const faults = loaded.ok ? [] : loaded.faults;
      const warnings = loaded.ok ? loaded.warnings : [];
      if (faults.length > 0) desk.exitCode = EXIT.no;
      if (json) return terminal.say(JSON.stringify({ ok: loaded.ok, faults, warnings }, null, 2));
      if (loaded.ok) {
        terminal.say(summary(loaded.workspace));
        for (const warning of warnings) sayFault(warning, path, desk);
        return;
      }
      for (const fault of faults) sayFault(fault, path, desk);
      terminal.tell(
        `${faults.length === 1 ? 'One fault' : count(faults, 'fault')}: this workspace is not taken.`,
      );
    });

  program
    .command('statement')
    .argument('<workflow>', 'its name, such as returns')
    .description('what Remit may do by itself in a workflow, in plain English, rendered from its rules')
    .action(async (name: string) => {
      const workspace = await loadOrThrow(wire.workspaceFolder(), wire.env);
      const workflow = Object.hasOwn(workspace.workflows, name) ? workspace.workflows[name] : undefined;
      if (!workflow) {
        const suggestion =
          suggestName(name, Object.keys(workspace.workflows)) ?? 'the workspace has no workflows';
        throw new AppError('not_found', `There is no workflow "${name}".`, {
          suggestion: `Here ${suggestion}`,
        });
      }
      sayStatement(workflow, workspace, desk);
    });
}

/** The sentences of each write under its label, in the order of the rules. */
function sayStatement(workflow: Workflow, workspace: Workspace, { terminal }: Desk): void {
  terminal.say(terminal.paint('bold', workflow.label));
  let write: string | undefined;
  for (const sentence of statement(workflow.boundary)) {
    if (sentence.write !== write) {
      const label = sentence.write === '*' ? 'Always' : writeLabel(sentence.write, workspace);
      terminal.say(`\n${terminal.paint('cyan', label)}`);
      write = sentence.write;
    }
    terminal.say(`  ${sentence.text}`);
  }
}

async function loadOrThrow(folder: string, env: NodeJS.ProcessEnv): Promise<Workspace> {
  const loaded = await loadWorkspace(folder, { env });
  if (loaded.ok) return loaded.workspace;
  throw new AppError('invalid', `The workspace in ${folder} does not load.`, {
    suggestion: `remit check ${relative('.', folder) || '.'} lists what is wrong.`,
  });
}

function summary(workspace: Workspace): string {
  const workflows = Object.values(workspace.workflows);
  const lines = workflows.map((workflow) => {
    const { rules } = workflow.boundary;
    return `  ${workflow.name}: ${workflow.label} (${workflow.stage}, ${count(Object.keys(workflow.plays), 'play')}, ${count(rules, 'rule')})`;
  });
  return [`${workspace.name} loads. Version ${workspace.hash.slice(0, 12)}.`, ...lines].join('\n');
}

function count(things: readonly unknown[], word: string): string {
  return `${things.length} ${word}${things.length === 1 ? '' : 's'}`;
}

function sayFault(fault: Fault, folder: string, { terminal }: Desk): void {
  const place = [relative('.', resolve(folder, fault.file)) || fault.file, fault.line, fault.column].filter(
    (part) => part !== undefined,
  );
  // Some faults begin with the name of what they are about; it is not said twice.
  const name = fault.path?.split('.').at(-1) ?? '';
  const about = fault.path && !fault.says.startsWith(name) ? `${fault.path} ` : '';
  terminal.say(`${terminal.paint('bold', place.join(':'))}: ${about}${fault.says}`);
  if (fault.suggestion !== undefined) terminal.say(`  ${terminal.paint('dim', fault.suggestion)}`);
}
