import type { ComponentProps } from 'react';
import { Icon, type IconName } from './icon.tsx';

const LOOKS = {
  plain: 'border-line-2 bg-surface text-ink hover:bg-hover',
  main: 'border-transparent bg-ink text-bg hover:opacity-90',
  quiet: 'border-transparent text-ink-2 hover:bg-hover hover:text-ink',
  /** The brake, and nothing else. */
  stop: 'border-transparent bg-alarm text-on-alarm hover:opacity-90',
  danger: 'border-line-2 bg-surface text-red hover:bg-red-soft',
} as const;

interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'> {
  look?: keyof typeof LOOKS;
  icon?: IconName;
  /** The key that does the same. */
  hint?: string;
  small?: boolean;
}

export function Button({ look = 'plain', icon, hint, small, children, ...rest }: ButtonProps) {
  const size = small ? 'h-7 px-1.5 text-xs' : 'h-8 px-2.5 text-sm';
  return (
    <button
      type="button"
      {...rest}
      className={`inline-flex shrink-0 items-center gap-1.5 rounded-md border font-medium whitespace-nowrap select-none disabled:cursor-default disabled:opacity-55 ${size} ${LOOKS[look]}`}
    >
      {icon && <Icon name={icon} size={small ? 14 : 15} />}
      {children}
      {hint && <Key keys={hint} on={look === 'main' || look === 'stop' ? 'dark' : 'light'} />}
    </button>
  );
}

/** A key cap. Hidden from screen readers where the control's own `aria-keyshortcuts` says it. */
export function Key({ keys, on = 'light' }: { keys: string; on?: 'light' | 'dark' }) {
  const look = on === 'dark' ? 'border-current/35' : 'border-line-2 text-ink-3 bg-surface';
  return (
    <span aria-hidden="true" className="hidden gap-0.5 md:inline-flex">
      {keyCaps(keys).map((cap) => (
        <kbd
          key={cap}
          className={`grid h-[17px] min-w-[17px] place-items-center rounded border px-1 font-sans text-2xs font-medium leading-none ${look}`}
        >
          {cap}
        </kbd>
      ))}
    </span>
  );
}

/** `mod+k` as it is printed on this person's keyboard. */
export function keyCaps(keys: string): string[] {
  const isMac = /mac|iphone|ipad/i.test(navigator.userAgent);
  const names: Record<string, string> = {
    mod: isMac ? '⌘' : 'Ctrl',
    escape: 'Esc',
    enter: '↵',
    arrowdown: '↓',
    arrowup: '↑',
    space: 'Space',
    shift: isMac ? '⇧' : 'Shift',
    pagedown: 'PgDn',
    pageup: 'PgUp',
  };
  return keys.split(/[+ ]/).map((part) => names[part.toLowerCase()] ?? part.toUpperCase());
}
