import { Link } from '@tanstack/react-router';
import { Icon, type IconName } from '../ui/icon.tsx';

const COMING: { icon: IconName; title: string; says: string }[] = [
  {
    icon: 'check',
    title: 'How much it does',
    says: 'Plans that were ready when a person looked, and cases that it finished alone.',
  },
  {
    icon: 'pen',
    title: 'How good it is',
    says: 'How often people changed a plan, and how often a case came back.',
  },
  {
    icon: 'clock',
    title: 'How quick it is',
    says: 'From the question to the answer and to the solution, beside people’s own work.',
  },
  {
    icon: 'coin',
    title: 'What it is worth',
    says: 'Hours of people that were won, and the money that went through its hands.',
  },
];

/** Day one: nothing was decided yet, and the page says what will stand here and what brings it about. */
export function NothingYet() {
  return (
    <div className="grid gap-8 rounded-xl border border-line bg-surface p-6 sm:p-8">
      <div className="grid max-w-[62ch] gap-2">
        <h2 className="text-lg font-semibold">Nothing is decided yet, so nothing is claimed.</h2>
        <p className="text-pretty text-ink-2">
          From the first decision on, this page counts. Every number will come with what it was counted from,
          with the range in which the true one lies, and beside what people did before and do at the same
          time.
        </p>
      </div>
      <ul className="grid gap-x-10 gap-y-5 sm:grid-cols-2">
        {COMING.map(({ icon, title, says }) => (
          <li key={title} className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3">
            <span className="grid size-8 place-items-center rounded-lg bg-hover text-ink-2">
              <Icon name={icon} />
            </span>
            <span className="grid gap-0.5">
              <span className="font-medium">{title}</span>
              <span className="text-sm text-pretty text-ink-2">{says}</span>
            </span>
          </li>
        ))}
      </ul>
      <p className="border-t border-line pt-5 text-sm text-pretty text-ink-2">
        It begins with <Go to="/record">recording what people do</Go>, with{' '}
        <Go to="/inbox">deciding a plan in the inbox</Go>, or with cases of the past:{' '}
        <code className="rounded bg-sunk px-1.5 py-0.5 font-mono text-xs">remit import</code>.
      </p>
    </div>
  );
}

function Go({ to, children }: { to: '/record' | '/inbox'; children: string }) {
  return (
    <Link to={to} className="text-accent underline underline-offset-2">
      {children}
    </Link>
  );
}
