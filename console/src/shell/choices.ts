import { useMemo } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { openPerson } from '../away/view.ts';
import { TABS as CONNECTIONS } from '../connections/tabs.ts';
import { openBrake, openRelease } from '../brake/view.ts';
import { bindings } from '../keys/keys.ts';
import { call } from '../live/client.ts';
import { brakeQuery } from '../live/queries.ts';
import { useStore } from '../live/store.ts';
import type { IconName } from '../ui/icon.tsx';
import { useLater } from '../ui/later.ts';
import { faultText } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useWorkflowChoices } from '../workflow/use_choices.ts';
import { useDesk } from './desk.tsx';
import { useTheme } from './theme.ts';

export interface Choice {
  id: string;
  label: string;
  detail?: string;
  keys?: string;
  icon: IconName;
  run: () => void;
}

const FOUND_MAX = 8;
const SEARCH_WAIT_MS = 180;
const SEARCH_LETTERS_MIN = 2;
const PACES = [0, 5, 20, 60];

/** What fits the letters that were typed: commands first, then places, then cases that say them. */
export function useChoices(text: string): Choice[] {
  const commands = useCommands();
  const places = usePlaces();
  const settings = useSettings();
  const brakes = useBrakes();
  const parts = useWorkflowChoices();
  const cases = useCases(text);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ label, detail }: Choice) =>
    words.every((word) => `${label} ${detail ?? ''}`.toLowerCase().includes(word));
  // The pages of workflows and what can be stopped are long lists, and are offered to who asks for them.
  const all = [...commands, ...places, ...settings, ...(words.length > 0 ? [...parts, ...brakes] : [])];
  return [...all.filter(fits), ...cases];
}

function useCommands(): Choice[] {
  return useStore(bindings)
    .flat()
    .filter((binding) => !binding.hidden)
    .toReversed()
    .map(({ keys, says, run }) => ({ id: `key ${keys}`, label: says, keys, icon: 'right', run }));
}

function usePlaces(): Choice[] {
  const navigate = useNavigate();
  const workflows = useDesk().workflows.map(({ name, label }): Choice => ({
    id: `workflow ${name}`,
    label,
    detail: 'workflow',
    icon: 'workflow',
    run: () => void navigate({ to: '/workflows/$name', params: { name } }),
  }));
  const connections = CONNECTIONS.map(({ to, label, says }): Choice => ({
    id: `connections ${to}`,
    label,
    detail: `connections: ${says}`,
    icon: 'plug',
    run: () => void navigate({ to }),
  }));
  return [...workflows, ...connections];
}

/** Each brake by its name: what can be stopped, and what can be released. */
function useBrakes(): Choice[] {
  const { data } = useQuery(brakeQuery);
  const stop = (data?.offers ?? []).map(({ switch: name, label }): Choice => ({
    id: `stop ${name}`,
    label: `Stop ${label}`,
    detail: 'brake',
    icon: 'stop',
    run: () => openBrake(name),
  }));
  const release = (data?.thrown ?? []).map(({ switch: name, label, drill }): Choice => ({
    id: `release ${name} ${drill}`,
    label: drill ? `End the drill: ${label}` : `Release ${label}`,
    detail: 'brake',
    icon: 'stop',
    run: () => openRelease(name),
  }));
  return [...release, ...stop];
}

/** What the rail offers where there is room for it, so that it can be reached on every screen. */
function useSettings(): Choice[] {
  const [, chooseTheme] = useTheme();
  const { sample } = useDesk();
  const client = useQueryClient();
  const setPace = (perMinute: number) =>
    void call('pace', { body: { per_minute: perMinute } })
      .then(() => client.invalidateQueries({ queryKey: ['desk'] }))
      .catch((fault: unknown) => toast({ tone: 'fault', says: faultText(fault) }));
  const themes: Choice[] = [
    { id: 'light', label: 'Light colours', icon: 'sun', run: () => chooseTheme('light') },
    { id: 'dark', label: 'Dark colours', icon: 'moon', run: () => chooseTheme('dark') },
    { id: 'system', label: 'Colours as the system', icon: 'screen', run: () => chooseTheme('system') },
  ];
  const away: Choice = { id: 'person', label: 'Who I am, and being away', icon: 'person', run: openPerson };
  if (!sample) return [away, ...themes];
  const paces: Choice[] = PACES.map((pace) => ({
    id: `pace ${pace}`,
    label: pace === 0 ? 'No new messages' : `${pace} new messages a minute`,
    detail: 'sample business',
    icon: 'inbox',
    run: () => setPace(pace),
  }));
  const open = () => void window.open(sample.shop_page, '_blank', 'noreferrer');
  return [
    away,
    ...themes,
    ...paces,
    { id: 'shop', label: 'Open the shop', detail: 'sample business', icon: 'out', run: open },
  ];
}

function useCases(text: string): Choice[] {
  const navigate = useNavigate();
  const q = useLater(text.trim(), SEARCH_WAIT_MS);
  const found = useQuery({
    queryKey: ['palette', q],
    queryFn: ({ signal }) => call('log', { query: { q, limit: 40 }, signal }),
    enabled: q.length >= SEARCH_LETTERS_MIN,
  });
  return useMemo(() => {
    const rows = new Map((found.data?.rows ?? []).map((row) => [row.case, row]));
    return [...rows.values()].slice(0, FOUND_MAX).map((row): Choice => ({
      id: `case ${row.case}`,
      label: row.trigger,
      detail: row.outcome || 'open',
      icon: 'log',
      run: () => void navigate({ to: '/cases/$id', params: { id: row.case } }),
    }));
  }, [found.data, navigate]);
}
