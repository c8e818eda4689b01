import { Badge } from '../ui/effect.tsx';
import { Fold } from '../ui/section.tsx';
import { Difference } from './difference.tsx';
import type { BoundaryView } from './queries.ts';

/** How the files of the workspace and what is in force stand to each other, where they differ. */
export function Files({ view }: { view: BoundaryView }) {
  const { files } = view;
  const isConflict = files.state === 'conflict';
  return (
    <section
      aria-label="Files and console"
      className={`grid gap-3 rounded-xl border px-5 py-4 ${isConflict ? 'border-red/30 bg-red-soft' : 'border-line bg-surface'}`}
    >
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone={isConflict ? 'red' : 'blue'}>{isConflict ? 'Two versions' : 'Ahead of the files'}</Badge>
        <span className="font-medium">
          {isConflict
            ? 'The files say one thing, and what is in force says another'
            : 'What is in force does not stand in the files yet'}
        </span>
      </p>
      <p className="max-w-[76ch] text-sm text-pretty text-ink-2">
        {isConflict
          ? 'Both were changed since they last agreed. What is in force stays until somebody chooses with one of these commands.'
          : 'It was changed here, or came from another machine. The files keep their old text until somebody writes it into them.'}
      </p>
      {files.text !== null && (
        <div className="grid gap-1">
          <p className="text-xs text-ink-3">From the files (−) to what is in force (+)</p>
          <Difference label="From the files to what is in force" before={files.text} after={view.text} />
          {isConflict && (
            <Fold says="The whole text of the files">
              <pre
                tabIndex={0}
                aria-label="The whole text of the files"
                className="max-h-80 overflow-y-auto rounded-lg border border-line bg-surface px-3 py-2 font-mono text-xs leading-[1.7] [overflow-wrap:anywhere] whitespace-pre-wrap"
              >
                {files.text}
              </pre>
            </Fold>
          )}
        </div>
      )}
      <dl className="grid gap-x-4 gap-y-1.5 text-sm sm:grid-cols-[auto_minmax(0,1fr)]">
        {isConflict ? (
          <>
            <Command text="remit pull --force" says="takes what is in force into the files." />
            <Command text="remit push --force" says="puts the text of the files in force." />
          </>
        ) : (
          <Command text="remit pull" says="writes what is in force into the files." />
        )}
      </dl>
    </section>
  );
}

function Command({ text, says }: { text: string; says: string }) {
  return (
    <>
      <dt>
        <code className="rounded bg-hover px-1.5 py-0.5 font-mono text-xs text-ink">{text}</code>
      </dt>
      <dd className="text-ink-2">{says}</dd>
    </>
  );
}
