import { Button } from '../ui/button.tsx';
import { Period } from './period.tsx';
import type { Numbers } from './queries.ts';
import type { FilterName, NumbersSearch } from './search.ts';

const CHOICES: { name: FilterName & keyof Numbers['options']; label: string }[] = [
  { name: 'kind', label: 'Kind' },
  { name: 'play', label: 'Play' },
  { name: 'agent', label: 'Agent' },
  { name: 'version', label: 'Version' },
  { name: 'system', label: 'System' },
];

interface FiltersProps {
  numbers: Numbers;
  search: NumbersSearch;
  change: (next: NumbersSearch) => void;
}

/** What the numbers are narrowed down by; each choice says how many decisions it holds. */
export function NumbersFilters({ numbers, search, change }: FiltersProps) {
  const isNarrowed = CHOICES.some(({ name }) => search[name] !== undefined);
  return (
    <div className="flex flex-wrap items-center gap-1.5" role="group" aria-label="Filters">
      <Period search={search} change={change} />
      {CHOICES.map(({ name, label }) => {
        const options = numbers.options[name].filter(
          (option) => !('agent' in option) || !search.agent || option.agent === search.agent,
        );
        const value = search[name];
        if (options.length === 0 && value === undefined) return null;
        return (
          <select
            key={name}
            aria-label={label}
            value={value ?? ''}
            onChange={(event) =>
              change({
                [name]: event.target.value || undefined,
                ...(name === 'agent' && { version: undefined }),
              })
            }
            className={`pick h-8 max-w-52 truncate rounded-md border pl-2 text-sm ${value ? 'border-accent bg-accent-soft text-accent' : 'border-line-2 bg-surface text-ink-2'}`}
          >
            <option value="">{label}: any</option>
            {options.map((option) => (
              <option key={option.name} value={option.name}>
                {`${option.label} (${option.decisions.toLocaleString('en')})`}
              </option>
            ))}
            {value && !options.some((option) => option.name === value) && (
              <option value={value}>{value}</option>
            )}
          </select>
        );
      })}
      {isNarrowed && (
        <Button
          small
          look="quiet"
          icon="close"
          onClick={() =>
            change({
              kind: undefined,
              play: undefined,
              agent: undefined,
              version: undefined,
              system: undefined,
            })
          }
        >
          Clear
        </Button>
      )}
    </div>
  );
}
