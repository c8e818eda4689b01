import { Icon } from '../ui/icon.tsx';
import { useDesk } from './desk.tsx';

/** Stands above every page of a sandbox, so that nobody takes it for the real thing. */
export function SandboxBanner() {
  const { sandbox } = useDesk();
  if (!sandbox) return null;
  return (
    <p className="flex items-center gap-2 bg-violet-soft px-3 py-1.5 text-sm text-violet sm:px-4" role="note">
      <Icon name="eye" size={15} />
      <span>
        <span className="font-semibold">Sandbox.</span> Reads come from recorded answers and writes only
        pretend: nothing real is reached.
      </span>
    </p>
  );
}
