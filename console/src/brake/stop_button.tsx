import { Key } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { openBrake } from './view.ts';

/** The brake, in sight on every page. */
export function StopButton({ small }: { small?: boolean }) {
  return (
    <button
      type="button"
      onClick={() => openBrake()}
      aria-keyshortcuts="!"
      aria-label="Stop: open the brake"
      title="Stop (!)"
      className={`flex items-center gap-2 rounded-md border border-red/45 bg-surface font-semibold text-red hover:bg-red-soft ${
        small ? 'h-9 px-2 text-sm' : 'mx-2.5 h-8 px-2 text-sm max-2xl:justify-center'
      }`}
    >
      <Icon name="stop" />
      <span className={small ? '' : 'flex-1 text-left max-2xl:sr-only'}>Stop</span>
      {!small && (
        <span className="max-2xl:hidden">
          <Key keys="!" />
        </span>
      )}
    </button>
  );
}
