import { StripTab, TabStrip } from '../ui/tab_strip.tsx';
import { TABS } from './tabs.ts';

interface WorkflowTabsProps {
  name: string;
  /** Tabs where something waits for a person, and what. */
  waiting: Partial<Record<(typeof TABS)[number]['to'], string>>;
}

/** The way to the pages of one workflow. */
export function WorkflowTabs({ name, waiting }: WorkflowTabsProps) {
  return (
    <TabStrip label="Parts of the workflow" width="max-w-[1144px]">
      {TABS.map(({ to, label }) => {
        const says = waiting[to];
        return (
          <StripTab
            key={to}
            to={to}
            params={{ name }}
            waiting={says === undefined ? undefined : { says, tone: 'blue' }}
          >
            {label}
          </StripTab>
        );
      })}
    </TabStrip>
  );
}
