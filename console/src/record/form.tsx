import { useEffect, useRef, useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { RecordBody, WorkflowView } from '../live/answers.ts';
import { call, CallError } from '../live/client.ts';
import { OutcomeFields, type Outcome } from '../inbox/outcomes.tsx';
import { InputFields, KindField, PlayField, useWork, type WorkForm } from '../inbox/work.tsx';
import { Button } from '../ui/button.tsx';
import { faultText } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { Numbered, TextField } from './fields.tsx';

/** What was recorded last for a workflow is likely what comes next; the first time it has to be said. */
const lastKind = new Map<string, string>();

interface RecordFormProps {
  workflow: WorkflowView;
  /** Empties the form for the next piece of work. */
  startAgain: () => void;
}

/** The six fields. All but the first may stay as they are, so that most work takes a sentence and a few keys. */
export function RecordForm({ workflow, startAgain }: RecordFormProps) {
  const filled = useFilled(workflow);
  const save = useSave(workflow, startAgain);
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => box.current?.querySelector('textarea')?.focus(), []);
  const submit = () => {
    if (filled.body && !save.isPending) save.mutate(filled.body);
  };
  return (
    <form
      ref={box}
      aria-label="Record work"
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
        event.preventDefault();
        submit();
      }}
    >
      <SixFields filled={filled} fault={save.error} />
      {save.isError && (
        <p role="alert" className="rounded-lg bg-red-soft px-3 py-2 text-sm text-pretty text-red">
          Not recorded. {faultText(save.error)}
        </p>
      )}
      <div className="flex items-center justify-end gap-3">
        <p className="text-xs text-ink-3">Only the first one must be filled in.</p>
        <Button type="submit" look="main" hint="mod+enter" disabled={save.isPending || !filled.body}>
          Record
        </Button>
      </div>
    </form>
  );
}

/** What is on the form, and as the API takes it once there is enough of it. */
function useFilled(workflow: WorkflowView) {
  const form = useWork(workflow, { kind: lastKind.get(workflow.name), play: '' });
  const [words, setWords] = useState({ trigger: '', context: '', note: '', boundary: '', rule_update: '' });
  const [outcome, setOutcome] = useState<Outcome>('solved');
  const [minutes, setMinutes] = useState('');
  // One name for one filling of the form: sent twice, it is recorded once.
  const [sourceId] = useState(() => crypto.randomUUID());
  const said = Object.fromEntries(Object.entries(words).filter(([, value]) => value.trim() !== ''));
  const body: RecordBody | undefined =
    form.given && said['trigger'] !== undefined
      ? {
          ...said,
          ...form.given,
          trigger: said['trigger'],
          outcome,
          minutes: minutes === '' ? undefined : Number(minutes),
          source_id: sourceId,
        }
      : undefined;
  return {
    form,
    body,
    end: { outcome, setOutcome, minutes, setMinutes },
    text: (name: keyof typeof words) => ({
      value: words[name],
      change: (value: string) => setWords((before) => ({ ...before, [name]: value })),
    }),
  };
}
type Filled = ReturnType<typeof useFilled>;

function SixFields({ filled, fault }: { filled: Filled; fault: Error | null }) {
  const { form, text, end } = filled;
  return (
    <>
      <Numbered at={1} label="What came in">
        <div className="grid gap-3">
          <TextField
            {...text('trigger')}
            label="What came in"
            hint="Anna Berg asked where order 4711 is"
            max={4_000}
            rows={2}
            hideLabel
          />
          <KindField form={form} label="What it was about" />
        </div>
      </Numbered>
      <Numbered at={2} label="What you looked at">
        <TextField
          {...text('context')}
          label="What you looked at"
          hint="The order and the tracking page"
          max={4_000}
          hideLabel
        />
      </Numbered>
      <Numbered at={3} label="What you did">
        <Done form={form} fault={fault} words={text('note')} />
      </Numbered>
      <Numbered at={4} label="What allowed it">
        <TextField
          {...text('boundary')}
          label="What allowed it"
          hint="Within my limit; Marek agreed"
          max={1_000}
          hideLabel
        />
      </Numbered>
      <Numbered at={5} label="How it ended">
        <OutcomeFields {...end} label="Outcome" />
      </Numbered>
      <Numbered at={6} label="What should change">
        <TextField
          {...text('rule_update')}
          label="What should change"
          hint="A rule, a limit or an answer that would have helped"
          max={1_000}
          hideLabel
        />
      </Numbered>
    </>
  );
}

interface DoneProps {
  form: WorkForm;
  fault: Error | null;
  words: { value: string; change: (value: string) => void };
}

function Done({ form, fault, words }: DoneProps) {
  const problems = fault instanceof CallError ? fault.problems : [];
  return (
    <div className="grid gap-3">
      <PlayField form={form} label="Play" />
      <InputFields form={form} problems={problems} />
      <TextField
        {...words}
        label={form.play ? 'In words, if there is more to say' : 'In words'}
        hint={form.play ? '' : 'Called the carrier, then wrote to her'}
        max={4_000}
      />
    </div>
  );
}

function useSave(workflow: WorkflowView, onSaved: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RecordBody) => call('record', { id: workflow.name, body }),
    onSuccess: (answer, body) => {
      lastKind.set(workflow.name, body.kind);
      const says = answer.status === 'recorded' ? 'Recorded.' : 'It was recorded already.';
      toast({ tone: 'done', says, more: <SeeCase id={answer.case} /> });
      onSaved();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['log-head'] }),
  });
}

function SeeCase({ id }: { id: string }) {
  return (
    <Link
      to="/cases/$id"
      params={{ id }}
      className="text-xs text-ink-2 underline underline-offset-2 hover:text-ink"
    >
      See the case
    </Link>
  );
}
