import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { CaseView, Preview } from '../live/answers.ts';
import { call } from '../live/client.ts';
import { Actions } from '../case/proposal.tsx';
import { useDesk } from '../shell/desk.tsx';
import { Button } from '../ui/button.tsx';
import { EFFECT_WORDS, EffectBadge } from '../ui/effect.tsx';
import { Field } from '../ui/field.tsx';
import { useLater } from '../ui/later.ts';
import { Fold, Section } from '../ui/section.tsx';
import { faultText } from '../ui/states.tsx';
import { sentence } from '../ui/words.ts';
import { changesOf } from './changes.ts';
import { Changes } from './changes_view.tsx';
import { Labelled } from '../ui/form_sheet.tsx';
import { PlanChanged } from './standing.tsx';
import type { Decide } from './use_decide.tsx';
import type { SeenPlan } from './use_seen_plan.ts';
import { wayOf } from './way.ts';

const PREVIEW_WAIT_MS = 250;

interface EditProps {
  one: CaseView;
  seen: SeenPlan;
  decide: Decide;
  close: () => void;
}

/** The proposal as a form. While one types, the server says how the changed plan would be ruled. */
export function EditPanel({ one, seen, decide, close }: EditProps) {
  const form = useDraft(one);
  const { currency } = useDesk();
  const box = useRef<HTMLFormElement>(null);
  const begin = useEffectEvent(() => {
    box.current?.querySelector<HTMLElement>('[data-first]')?.focus();
    box.current?.scrollIntoView({ block: 'start' });
    return claim(one);
  });
  const isSent = useRef(false);
  useEffect(() => {
    const letGo = begin();
    return () => {
      if (!isSent.current) letGo();
    };
  }, []);
  const { draft, preview } = form;
  const { hasPlan } = wayOf(one);
  const changes = hasPlan ? form.changes : [];
  const problems = preview.data?.problems ?? [];
  const isSettled = preview.isSuccess && !preview.isPlaceholderData && form.isSettled;
  const maySend =
    isSettled && problems.length === 0 && !seen.hasChanged && !decide.isBusy && draft.play !== '';
  const send = () => {
    if (!maySend) return;
    isSent.current = true;
    decide.decide(
      { decision: 'edit', kind: draft.kind, play: draft.play, inputs: draft.inputs },
      seen.digest,
    );
  };
  return (
    <form
      ref={box}
      aria-label={hasPlan ? 'Edit the proposal' : 'Choose what to do'}
      className="grid scroll-mt-4 gap-4 rounded-xl border border-line-2 bg-surface p-4 shadow-pop"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) send();
      }}
    >
      {seen.hasChanged && <PlanChanged seen={seen} />}
      <Choices one={one} form={form} />
      {form.inputs.map((input, index) => (
        <Field
          key={`${draft.play} ${input.name}`}
          name={input.name}
          label={input.label}
          shape={input.shape}
          value={draft.inputs[input.name]}
          problems={problems}
          currency={currency}
          autoFocus={index === 0}
          change={(value) => form.change(input.name, value)}
        />
      ))}
      {form.inputs.length === 0 && <p className="text-sm text-ink-2">This play needs nothing filled in.</p>}
      <PreviewView
        preview={preview.data}
        error={preview.error}
        isOld={!isSettled}
        inputs={form.inputs.map((i) => i.name)}
      />
      <Changes changes={changes} />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <Button hint="escape" onClick={close}>
          Cancel
        </Button>
        <Button type="submit" look="main" icon="check" hint="mod+enter" disabled={!maySend}>
          {hasPlan ? (changes.length > 0 ? 'Approve with changes' : 'Approve') : 'Do this'}
        </Button>
      </div>
    </form>
  );
}

/** Takes the case while it is edited, and returns how to let go of it: nobody waits for a form that was closed. */
function claim({ review }: CaseView): () => void {
  if (review?.status !== 'open') return () => undefined;
  const taken = call('claim', { id: review.id }).catch(() => undefined);
  return () => void taken.then(() => call('unclaim', { id: review.id })).catch(() => undefined);
}

interface Draft {
  kind: string;
  play: string;
  inputs: Record<string, unknown>;
}

function useDraft(one: CaseView) {
  const first = (play: string): Record<string, unknown> => {
    const own = one.plan?.play === play ? one.plan.inputs : undefined;
    const inputs = own ?? one.plays.find(({ name }) => name === play)?.inputs ?? [];
    return Object.fromEntries(inputs.map(({ name, value }) => [name, value]));
  };
  const play = one.plan?.play ?? one.plays[0]?.name ?? '';
  const [draft, setDraft] = useState<Draft>({
    kind: one.kind ?? one.plan?.kind ?? '',
    play,
    inputs: first(play),
  });
  const settled = useLater(draft, PREVIEW_WAIT_MS);
  const preview = useQuery({
    // Not the case's version: a claim moves that, and would take the button away from under a hand.
    queryKey: ['preview', one.id, one.review?.id, one.plan?.digest, settled],
    queryFn: ({ signal }) =>
      call('preview', {
        id: one.id,
        body: { kind: settled.kind || undefined, play: settled.play, inputs: settled.inputs },
        signal,
      }),
    enabled: settled.play !== '',
    placeholderData: keepPreviousData,
  });
  return {
    draft,
    preview,
    isSettled: settled === draft,
    inputs:
      one.plays.find(({ name }) => name === draft.play)?.inputs ??
      (one.plan?.play === draft.play ? one.plan.inputs : []),
    changes: changesOf(one, draft),
    change: (name: string, value: unknown) =>
      setDraft((before) => ({ ...before, inputs: { ...before.inputs, [name]: value } })),
    chooseKind: (kind: string) => setDraft((before) => ({ ...before, kind })),
    choosePlay: (next: string) => setDraft((before) => ({ ...before, play: next, inputs: first(next) })),
  };
}

function Choices({ one, form }: { one: CaseView; form: ReturnType<typeof useDraft> }) {
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Labelled label="What to do">
        <select
          value={form.draft.play}
          onChange={(event) => form.choosePlay(event.target.value)}
          className="field pick"
        >
          {one.plays.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </Labelled>
      <Labelled label="What it is about">
        <select
          value={form.draft.kind}
          onChange={(event) => form.chooseKind(event.target.value)}
          className="field pick"
        >
          {one.kinds.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </Labelled>
    </div>
  );
}

interface PreviewProps {
  preview: Preview | undefined;
  error: unknown;
  isOld: boolean;
  inputs: string[];
}

/** How the plan on the form would be ruled. */
function PreviewView({ preview, error, isOld, inputs }: PreviewProps) {
  if (error) {
    return (
      <p role="alert" className="text-sm text-red">
        It cannot be said how this would be ruled: {faultText(error)}
      </p>
    );
  }
  if (!preview) return null;
  const { plan } = preview;
  const reasons = [...plan.reasons, ...plan.actions.flatMap((action) => action.ruling?.reasons ?? [])];
  const strictest = reasons.filter((reason) => reason.effect === plan.effect);
  const elsewhere = preview.problems.filter(
    ({ path }) => !inputs.includes(path.replace(/^inputs\./, '').split('.')[0] ?? ''),
  );
  return (
    <div aria-live="polite" className={`grid gap-2 ${isOld ? 'opacity-60' : ''}`}>
      <Section title="How this would be ruled" aside={plan.effect && <EffectBadge effect={plan.effect} />}>
        {strictest.slice(0, 3).map((reason) => (
          <p key={`${reason.source} ${reason.rule} ${reason.says}`} className="text-sm text-ink-2">
            {sentence(reason.says)}
          </p>
        ))}
        {strictest.length === 0 && plan.effect && (
          <p className="text-sm text-ink-2">{EFFECT_WORDS[plan.effect].says}.</p>
        )}
        {elsewhere.map((problem) => (
          <p key={problem.path + problem.says} className="text-sm text-red">
            {problem.path ? `${problem.path}: ` : ''}
            {problem.says}
          </p>
        ))}
      </Section>
      <Fold says="What would be done, with every detail">
        <Actions actions={plan.actions} />
      </Fold>
    </div>
  );
}
