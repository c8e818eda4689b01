import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { RecordBody, WorkflowView } from '../live/answers.ts';
import { call, CallError } from '../live/client.ts';
import { OutcomeFields, type Outcome } from '../inbox/outcomes.tsx';
import { useWork, WorkFields, type WorkForm } from '../inbox/work.tsx';
import { Button } from '../ui/button.tsx';
import { faultText } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { Numbered, TextField } from './fields.tsx';

interface RecordFormProps {
  workflow: WorkflowView;
  /** Empties the form for the next piece of work. */
  startAgain: () => void;
}

/** The six fields. All but the first have an answer already, so that most work takes a sentence and one key. */
export function RecordForm({ workflow, startAgain }: RecordFormProps) {
  const form = useWork(workflow, { kind: usualKind(workflow), play: '' });
  const [words, setWords] = useState({ trigger: '', context: '', note: '', boundary: '', rule_update: '' });
  const [outcome, setOutcome] = useState<Outcome>('solved');
  const [minutes, setMinutes] = useState('');
  // One name for one filling of the form: sent twice, it is recorded once.
  const [sourceId] = useState(() => crypto.randomUUID());
  const save = useSave(workflow, startAgain);
  const text = (name: keyof typeof words) => ({
    value: words[name],
    change: (value: string) => setWords((before) => ({ ...before, [name]: value })),
  });
  const submit = () => {
    if (save.isPending || words.trigger.trim() === '') return;
    const said = Object.entries(words).filter(([, value]) => value.trim() !== '');
    save.mutate({
      ...(Object.fromEntries(said) as { trigger: string }),
      ...form.given(),
      outcome,
      minutes: minutes === '' ? undefined : Number(minutes),
      source_id: sourceId,
    });
  };
  return (
    <form
      aria-label="Record work"
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
          event.preventDefault();
          submit();
        }
      }}
    >
      <Numbered at={1} label="What came in">
        <TextField {...text('trigger')} label="What came in" rows={2} max={4_000} isFirst hideLabel />
      </Numbered>
      <Numbered at={2} label="What you looked at">
        <TextField {...text('context')} label="What you looked at" max={4_000} hideLabel />
      </Numbered>
      <Numbered at={3} label="What you did">
        <Done workflow={workflow} form={form} fault={save.error} words={text('note')} />
      </Numbered>
      <Numbered at={4} label="What allowed it">
        <TextField {...text('boundary')} label="What allowed it" max={1_000} hideLabel />
      </Numbered>
      <Numbered at={5} label="How it ended">
        <OutcomeFields {...{ outcome, setOutcome, minutes, setMinutes }} />
      </Numbered>
      <Numbered at={6} label="What should change">
        <TextField {...text('rule_update')} label="What should change" max={1_000} hideLabel />
      </Numbered>
      {save.isError && (
        <p role="alert" className="rounded-lg bg-red-soft px-3 py-2 text-sm text-pretty text-red">
          Not recorded. {faultText(save.error)}
        </p>
      )}
      <div className="flex items-center justify-end gap-3">
        <p className="text-xs text-ink-3">Only the first field must be filled in.</p>
        <Button
          type="submit"
          look="main"
          hint="mod+enter"
          disabled={save.isPending || words.trigger.trim() === ''}
        >
          Record
        </Button>
      </div>
    </form>
  );
}

interface DoneProps {
  workflow: WorkflowView;
  form: WorkForm;
  fault: Error | null;
  words: { value: string; change: (value: string) => void };
}

function Done({ workflow, form, fault, words }: DoneProps) {
  const problems = fault instanceof CallError ? fault.problems : [];
  return (
    <div className="grid gap-3">
      <WorkFields
        choices={workflow}
        form={form}
        problems={problems}
        playLabel="Play"
        kindLabel="What it was about"
      />
      <TextField
        {...words}
        label={form.play ? 'In words, if there is more to say' : 'In words'}
        max={4_000}
      />
    </div>
  );
}

function useSave(workflow: WorkflowView, onSaved: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RecordBody) => call('record', { id: workflow.name, body }),
    onSuccess: (answer) => {
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

/** What most of this work is about, or what says that one does not know. */
function usualKind({ kinds }: WorkflowView): string {
  const most = kinds.toSorted((a, b) => b.cases - a.cases)[0];
  return most?.name ?? 'unclear';
}
