import { useNavigate } from '@tanstack/react-router';
import type { Choice } from '../shell/choices.ts';
import { useDesk } from '../shell/desk.tsx';
import { TABS } from './tabs.ts';

/** The pages of each workflow, and the way to take back what it did, as choices of the palette. */
export function useWorkflowChoices(): Choice[] {
  const navigate = useNavigate();
  return useDesk().workflows.flatMap(({ name, label }) => [
    ...TABS.map(({ to, says }): Choice => ({
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
