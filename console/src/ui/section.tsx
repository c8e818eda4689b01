import { createContext, useContext, useId, type ReactNode } from 'react';
import { Icon } from './icon.tsx';

/** How deep the headings of sections stand: below a case's title in a pane, or below that of a page. */
const SectionLevel = createContext<'h2' | 'h3'>('h3');
export const SectionLevelProvider = SectionLevel.Provider;

/** A part of a page with its small heading. */
export function Section({
  title,
  aside,
  part,
  children,
}: {
  title: string;
  aside?: ReactNode;
  /** Its name among what a person may look at before they decide. */
  part?: string;
  children: ReactNode;
}) {
  const id = useId();
  const level = useContext(SectionLevel);
  const look = 'text-xs font-semibold text-ink-3';
  return (
    <section aria-labelledby={id} data-part={part} className="grid min-w-0 gap-2">
      <div className="flex min-h-5 items-baseline justify-between gap-3">
        {level === 'h2' ? (
          <h2 id={id} className={look}>
            {title}
          </h2>
        ) : (
          <h3 id={id} className={look}>
            {title}
          </h3>
        )}
        {aside && <div className="min-w-0 text-xs text-ink-3">{aside}</div>}
      </div>
      {children}
    </section>
  );
}

interface FoldProps {
  says: ReactNode;
  children: ReactNode;
  open?: boolean;
  /** Hears when it is opened and closed, for what is read only then. */
  onOpen?: (isOpen: boolean) => void;
}

/** What is there for who asks, folded away. */
export function Fold({ says, children, open, onOpen }: FoldProps) {
  return (
    <details
      className="group min-w-0"
      open={open}
      onToggle={onOpen && ((event) => onOpen(event.currentTarget.open))}
    >
      <summary className="inline-flex items-center gap-1 rounded py-0.5 text-xs text-ink-3 hover:text-ink">
        <span className="transition-transform group-open:rotate-90">
          <Icon name="right" size={12} />
        </span>
        {says}
      </summary>
      <div className="pt-1.5 pl-4">{children}</div>
    </details>
  );
}
