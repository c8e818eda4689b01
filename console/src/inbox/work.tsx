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

/** What a person did or would do. Undefined is not chosen yet; an empty play is something else, in words. */
export interface Work {
  kind: string | undefined;
  play: string | undefined;
  inputs: Record<string, unknown>;
}
type Start = Pick<Work, 'kind' | 'play'>;

/** The work on a form. Choosing a play fills in what it usually takes. */
export function useWork(choices: Choices, first: Start) {
  const chosen = (name: string | undefined) => choices.plays.find((play) => play.name === name);
  const fresh = (from: Start): Work => ({ ...from, inputs: usualInputs(chosen(from.play)?.inputs ?? []) });
  const [work, setWork] = useState(() => fresh(first));
  const { kind, play, inputs } = work;
  return {
    ...work,
    choices,
    fields: chosen(play)?.inputs ?? [],
    setKind: (next: string) => setWork((before) => ({ ...before, kind: next })),
    setPlay: (next: string) => setWork((before) => fresh({ kind: before.kind, play: next })),
    setInput: (name: string, value: unknown) =>
      setWork((before) => ({ ...before, inputs: { ...before.inputs, [name]: value } })),
    /** As the API takes it: only what was given, so that nothing is compared that nobody chose. */
    given:
      kind === undefined || play === undefined
        ? undefined
        : { kind, play: play || null, inputs: play ? given(inputs) : undefined },
  };
}
export type WorkForm = ReturnType<typeof useWork>;

export function KindField({ form, label }: { form: WorkForm; label: string }) {
  return (
    <Labelled label={label}>
      <Choose value={form.kind} choose={form.setKind} choices={form.choices.kinds} />
    </Labelled>
  );
}

interface PlayFieldsProps {
  form: WorkForm;
  label: string;
  problems?: { path: string; says: string }[];
  /** The play has the focus when a sheet opens. */
  autoFocus?: boolean;
}

export function PlayField({ form, label, autoFocus }: PlayFieldsProps) {
  const choices = [...form.choices.plays, { name: '', label: 'Something else' }];
  return (
    <Labelled label={label}>
      <Choose value={form.play} choose={form.setPlay} choices={choices} autoFocus={autoFocus} />
    </Labelled>
  );
}

/** The inputs of the chosen play. Long texts are folded: they may be left out, and then count for nothing. */
export function InputFields({ form, problems = [] }: Pick<PlayFieldsProps, 'form' | 'problems'>) {
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
      problems={problems}
      currency={currency}
      change={(value) => form.setInput(name, value)}
    />
  );
  return (
    <>
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

/** Play and kind side by side, and below them what the play takes. */
export function WorkFields({ kindLabel, ...play }: PlayFieldsProps & { kindLabel: string }) {
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <PlayField {...play} />
        <KindField form={play.form} label={kindLabel} />
      </div>
      <InputFields {...play} />
    </>
  );
}

interface ChooseProps {
  value: string | undefined;
  choose: (name: string) => void;
  choices: { name: string; label: string }[];
  autoFocus?: boolean | undefined;
}

/** Stands for what is not chosen yet. No name of a workspace looks like it. */
const UNCHOSEN = '?';

function Choose({ value, choose, choices, autoFocus }: ChooseProps) {
  return (
    <select
      data-autofocus={autoFocus ? '' : undefined}
      value={value ?? UNCHOSEN}
      onChange={(event) => choose(event.target.value)}
      className="field pick"
    >
      {value === undefined && (
        <option value={UNCHOSEN} disabled>
          Choose…
        </option>
      )}
      {choices.map(({ name, label }) => (
        <option key={name} value={name}>
          {label}
        </option>
      ))}
    </select>
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
