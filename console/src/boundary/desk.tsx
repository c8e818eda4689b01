import { useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Section } from '../ui/section.tsx';
import { useLater } from '../ui/later.ts';
import { faultText } from '../ui/states.tsx';
import { BaseMoved } from './base_moved.tsx';
import { useDraft, type Drafting } from './draft.ts';
import { Editor } from './editor.tsx';
import { Effect } from './effect.tsx';
import { Limits } from './limits.tsx';
import { Meaning } from './meaning.tsx';
import { PutBar } from './put_bar.tsx';
import { checkQuery, type BoundaryView, type Check } from './queries.ts';

/** What is typed is checked once it has stood still for this long. */
const CHECK_WAIT_MS = 350;
const CASES_FIRST = 2_000;

/** A change under way: its form and its text on one side, what it would mean on the other. */
export function Desk({ view }: { view: BoundaryView }) {
  const drafting = useDraft(view.workflow, view);
  const { draft } = drafting;
  const [cases, setCases] = useState(CASES_FIRST);
  const check = useCheck(view, drafting, cases);
  const isChanged = isOther(drafting, check);
  useAlong(drafting, isChanged, view.version);
  const hasMoved = isChanged && draft.base !== view.version;
  // Limits that the shown text holds already need not be set in it again; those that could not be stay as typed.
  const isTakenIn = check.isSettled && (check.data?.faults ?? []).length === 0;
  const shownText = check.isSettled ? (check.data?.text ?? draft.text) : draft.text;
  return (
    <div className="grid min-w-0 gap-6">
      {hasMoved && <BaseMoved view={view} drafting={drafting} />}
      <div className="grid min-w-0 gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
        <div className="grid min-w-0 content-start gap-8">
          {!view.may.change && <p className="text-pretty text-ink-2">{view.may.says}</p>}
          <Section title="Limits">
            <Limits view={view} drafting={drafting} limits={check.limits} />
          </Section>
          <Section title="Rules" aside="Tab indents; Escape, then Tab, leaves the text">
            <Editor
              text={shownText}
              baseText={draft.baseText}
              faults={check.data?.faults ?? []}
              warnings={check.data?.warnings ?? []}
              isReadOnly={!view.may.change}
              change={(text) => drafting.edit({ text, limits: isTakenIn ? {} : draft.limits, ticked: [] })}
            />
          </Section>
        </div>
        <div
          className="-m-1 grid min-w-0 content-start gap-8 p-1 lg:sticky lg:top-14 lg:max-h-[calc(100dvh-10.5rem)] lg:self-start lg:overflow-y-auto"
          aria-busy={!check.isSettled}
        >
          {check.error && (
            <p role="alert" className="text-sm text-pretty text-red">
              It could not be checked: {faultText(check.error)} What you wrote is kept.
            </p>
          )}
          <Section title="What it would say">
            <Meaning check={check.data} isChanged={isChanged} />
          </Section>
          <Section title="What it would have done">
            <Effect
              check={check.data}
              isChanged={isChanged}
              cases={cases}
              setCases={setCases}
              ticked={draft.ticked}
              tick={(ticked) => drafting.edit({ ticked })}
            />
          </Section>
        </div>
      </div>
      <PutBar
        view={view}
        drafting={drafting}
        check={check.isSettled ? check.data : undefined}
        text={shownText}
        isChanged={isChanged}
        hasMoved={hasMoved}
      />
    </div>
  );
}

/** A draft that turns out to say nothing else than its base goes along when another boundary comes into force. */
function useAlong({ draft, drop }: Drafting, isChanged: boolean, version: string): void {
  const isLeftBehind = !isChanged && draft.base !== version;
  useEffect(() => {
    if (isLeftBehind) drop();
  });
}

/** A limit that was typed back to what it had been leaves the text as it was. */
function isOther({ draft, isChanged }: Drafting, check: Checking): boolean {
  const isKnown = check.isSettled && check.data?.faults.length === 0;
  return isKnown ? check.data?.text !== draft.baseText : isChanged;
}

interface Checking {
  data: Check | undefined;
  error: Error | null;
  /** The answer is about what is on the page now. */
  isSettled: boolean;
  /** The last limits that could be read, also while the text has a fault. */
  limits: Check['limits'];
}

function useCheck(view: BoundaryView, { draft, isChanged }: Drafting, cases: number): Checking {
  const wanted = JSON.stringify({
    text: draft.text,
    limits: draft.limits,
    cases: isChanged ? cases : 0,
  });
  const asked = useLater(wanted, CHECK_WAIT_MS);
  const query = useQuery(checkQuery(view.workflow, view.version, JSON.parse(asked)));
  // A text with a fault has no limits to show; then those in force, or the last ones that could be read, stay.
  const inForce = useQuery(
    checkQuery(view.workflow, view.version, { text: view.text, limits: {}, cases: 0 }),
  );
  const [last, setLast] = useState<Check['limits']>([]);
  const found = query.data?.limits ?? [];
  if (found.length > 0 && found !== last) setLast(found);
  const limits = [found, last, inForce.data?.limits ?? []].find((list) => list.length > 0) ?? [];
  return {
    data: query.data,
    error: query.error,
    isSettled: asked === wanted && query.data !== undefined && !query.isPlaceholderData,
    limits,
  };
}
