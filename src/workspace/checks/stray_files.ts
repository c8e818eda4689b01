import type { Files } from '../folder.ts';
import { nearestName } from '../nearest.ts';
import type { Fault } from '../shape.ts';

/** A YAML file at a place where nothing reads it was most likely meant to count. */
export function checkStrayFiles(files: Files, faults: Fault[]): void {
  for (const path of files.keys()) {
    if (!/\.ya?ml$/.test(path) || path === 'remit.yaml' || /^systems\/[^/]+\.yaml$/.test(path)) continue;
    const [, folder, name] = /^(workflows\/[^/]+)\/([^/]+\.ya?ml)$/.exec(path) ?? [];
    if (folder !== undefined && name !== undefined) checkName(path, folder, name, files, faults);
    else if (!path.includes('/')) sayStray(path, ['remit.yaml'], faults);
    else if (/^(systems|workflows)\//.test(path)) sayStray(path, [path.replace(/\.yml$/, '.yaml')], faults);
  }
}

/** Besides the two that are always read, a workflow's folder may hold decision tables under any name. */
function checkName(path: string, folder: string, name: string, files: Files, faults: Fault[]): void {
  if (!name.endsWith('.yaml')) sayStray(path, [path.replace(/\.yml$/, '.yaml')], faults);
  else if (name !== 'workflow.yaml' && !files.has(`${folder}/workflow.yaml`)) {
    const says = 'stands in a folder without a workflow.yaml';
    if (!faults.some((fault) => fault.says === says && fault.file.startsWith(`${folder}/`)))
      faults.push({ file: path, says });
  }
}

function sayStray(path: string, names: string[], faults: Fault[]): void {
  const near = nearestName(path, names);
  faults.push({
    file: path,
    says: 'is not read: no file of this name belongs here',
    ...(near === undefined ? {} : { suggestion: `did you mean "${near}"?` }),
  });
}
