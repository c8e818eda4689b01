import { useState } from 'react';
import type { Input, PlayChoice } from '../live/answers.ts';
import { useDesk } from '../shell/desk.tsx';
import { Field } from '../ui/field.tsx';
import { Labelled } from '../ui/form_sheet.tsx';
import { Fold } from '../ui/section.tsx';

interface Choices {
  kinds: { name: string; label: string }[];
  plays: PlayChoice[];
}

/** What a person did or would do, as a form holds it: a kind, a play (none: in words), and the play's inputs. */
export interface Work {
  kind: string;
  play: string;
  inputs: Record<string, unknown>;
}

/** The work on a form. Choosing a play fills in what it usually takes. */
export function useWork(choices: Choices, first: { kind: string; play: string }) {
  const chosen = (name: string) => choices.plays.find((play) => play.name === name);
  const fresh = (from: { kind: string; play: string }): Work => ({
    ...from,
    inputs: usualInputs(chosen(from.play)?.inputs ?? []),
  });
  const [work, setWork] = useState(() => fresh(first));
  return {
    ...work,
    fields: chosen(work.play)?.inputs ?? [],
    setKind: (kind: string) => setWork((before) => ({ ...before, kind })),
    setPlay: (play: string) => setWork((before) => fresh({ kind: before.kind, play })),
    setInput: (name: string, value: unknown) =>
      setWork((before) => ({ ...before, inputs: { ...before.inputs, [name]: value } })),
    reset: (to: { kind: string; play: string }) => setWork(fresh(to)),
    /** As the API takes it: only what was given, so that nothing is compared that nobody chose. */
    given: () => ({
      kind: work.kind,
      play: work.play || null,
      inputs: work.play ? given(work.inputs) : undefined,
    }),
  };
}
export type WorkForm = ReturnType<typeof useWork>;

interface WorkFieldsProps {
  choices: Choices;
  form: WorkForm;
  problems?: { path: string; says: string }[];
  kindLabel?: string;
  playLabel?: string;
  /** The play has the focus when a sheet opens. */
  autoFocus?: boolean;
}

/** Kind, play and its inputs. Long texts are folded: they may be left out, and then count for nothing. */
export function WorkFields({ choices, form, autoFocus, ...labels }: WorkFieldsProps) {
  const { currency } = useDesk();
  const short = form.fields.filter(({ shape }) => shape.type !== 'text');
  const long = form.fields.filter(({ shape }) => shape.type === 'text');
  const field = ({ name, label, shape }: Input) => (
    <Field
      key={`${form.play} ${name}`}
      name={name}
      label={label}
      shape={shape}
      value={form.inputs[name]}
      problems={labels.problems ?? []}
      currency={currency}
      change={(value) => form.setInput(name, value)}
    />
  );
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <Labelled label={labels.playLabel ?? 'What you did'}>
          <select
            data-autofocus={autoFocus ? '' : undefined}
            value={form.play}
            onChange={(event) => form.setPlay(event.target.value)}
            className="field pick"
          >
            {choices.plays.map(({ name, label }) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
            <option value="">Something else</option>
          </select>
        </Labelled>
        <Labelled label={labels.kindLabel ?? 'What it was about'}>
          <select
            value={form.kind}
            onChange={(event) => form.setKind(event.target.value)}
            className="field pick"
          >
            {choices.kinds.map(({ name, label }) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </Labelled>
      </div>
      {short.length > 0 && <div className="grid gap-3 sm:grid-cols-2">{short.map(field)}</div>}
      {long.length > 0 && (
        <Fold
          key={form.play}
          says={`${long.map(({ label }) => label).join(', ')}: the words, if you keep them here`}
        >
          <div className="-ml-4 grid gap-3">{long.map(field)}</div>
        </Fold>
      )}
    </>
  );
}

/** The values that a play starts with, without texts: those are a person's own words. */
function usualInputs(inputs: Input[]): Record<string, unknown> {
  const usual = inputs.filter(({ shape }) => shape.type !== 'text');
  return Object.fromEntries(usual.map(({ name, value }) => [name, value]));
}

function given(inputs: Record<string, unknown>): Record<string, unknown> | undefined {
  const set = Object.entries(inputs).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  return set.length > 0 ? Object.fromEntries(set) : undefined;
}
