import { Icon, type IconName } from '../ui/icon.tsx';
import { useTheme, type Theme } from './theme.ts';

const CHOICES: { value: Theme; label: string; icon: IconName }[] = [
  { value: 'system', label: 'As the system', icon: 'screen' },
  { value: 'light', label: 'Light', icon: 'sun' },
  { value: 'dark', label: 'Dark', icon: 'moon' },
];

export function ThemeSwitch() {
  const [chosen, choose] = useTheme();
  return (
    <div role="group" aria-label="Colours" className="flex rounded-md max-2xl:flex-col">
      {CHOICES.map(({ value, label, icon }) => (
        <button
          key={value}
          type="button"
          aria-label={label}
          aria-pressed={chosen === value}
          title={label}
          onClick={() => choose(value)}
          className="grid size-7 place-items-center rounded-md text-ink-3 hover:text-ink aria-pressed:bg-hover aria-pressed:text-ink"
        >
          <Icon name={icon} size={15} />
        </button>
      ))}
    </div>
  );
}
