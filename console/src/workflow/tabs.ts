interface TabInfo {
  to: `/workflows/$name${string}`;
  label: string;
  /** Before the workflow's name, in the palette. */
  says: string;
}

/** The pages of one workflow, in the order of their tabs; the palette offers them too. */
export const TABS = [
  { to: '/workflows/$name', label: 'Overview', says: 'Overview of' },
  { to: '/workflows/$name/rollout', label: 'Roll-out', says: 'Roll-out of' },
  { to: '/workflows/$name/boundary', label: 'Boundary', says: 'Boundary of' },
  { to: '/workflows/$name/exposure', label: 'What can it do', says: 'The worst case of' },
  { to: '/workflows/$name/numbers', label: 'Numbers', says: 'Numbers of' },
  { to: '/workflows/$name/standing', label: 'Standing', says: 'Standing of' },
  { to: '/workflows/$name/readiness', label: 'Readiness', says: 'Readiness of' },
  { to: '/workflows/$name/backrun', label: 'Back-run', says: 'Back-run of' },
  { to: '/workflows/$name/agents', label: 'Agents', says: 'Agents of' },
  { to: '/workflows/$name/gateway', label: 'Gateway', says: 'Gateway of' },
] as const satisfies TabInfo[];
