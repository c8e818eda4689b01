import { useNavigate } from '@tanstack/react-router';
import type { Choice } from '../shell/choices.ts';
import { useDesk } from '../shell/desk.tsx';

const PARTS = [
  { to: '/workflows/$name/rollout', says: 'Roll-out of' },
  { to: '/workflows/$name/boundary', says: 'Boundary of' },
  { to: '/workflows/$name/exposure', says: 'The worst case of' },
] as const;

/** The pages of each workflow, and the way to take back what it did, as choices of the palette. */
export function useWorkflowChoices(): Choice[] {
  const navigate = useNavigate();
  return useDesk().workflows.flatMap(({ name, label }) => [
    ...PARTS.map(({ to, says }): Choice => ({
      id: `${to} ${name}`,
      label: `${says} ${label}`,
      icon: 'workflow',
      run: () => void navigate({ to, params: { name } }),
    })),
    {
      id: `roll back ${name}`,
      label: `Roll back ${label}`,
      icon: 'undo',
      run: () => void navigate({ to: '/rollbacks/new', search: { workflow: name } }),
    },
  ]);
}
