import { useId, useState } from 'react';
import type { MoneyValue, Shape } from '../live/answers.ts';
import { Button } from './button.tsx';
import { isMoney } from './value.tsx';
import { humanise } from './words.ts';

export interface FieldProps {
  name: string;
  label?: string;
  shape: Shape;
  value: unknown;
  change: (value: unknown) => void;
  /** What is wrong, by path below the form: `amount`, `address.street`. */
  problems: { path: string; says: string }[];
  path?: string;
  currency: string;
  autoFocus?: boolean;
}

/** A typed control for a value of any shape, with what is wrong said below it. */
export function Field(props: FieldProps) {
  const { shape } = props;
  if (shape.type === 'object') return <ObjectField {...props} fields={shape.fields} />;
  if (shape.type === 'list') return <ListField {...props} of={shape.of} />;
  return <ScalarField {...props} />;
}

function ScalarField(props: FieldProps) {
  const id = useId();
  const { shape, name, problems, path = name } = props;
  const wrong = problems.filter((problem) => problem.path === path || problem.path === `inputs.${path}`);
  const says = wrong.map((problem) => problem.says).join('; ');
  const attributes = {
    id,
    'aria-invalid': wrong.length > 0,
    'aria-describedby': says ? `${id}-says` : undefined,
    'data-first': props.autoFocus ? '' : undefined,
    className: 'field',
  };
  return (
    <div className="grid content-start gap-1">
      <label htmlFor={id} className="text-xs font-medium text-ink-2">
        {props.label ?? shape.label ?? humanise(name)}
        {shape.optional && <span className="font-normal text-ink-3"> (may stay empty)</span>}
      </label>
      <Control {...props} attributes={attributes} />
      {says && (
        <p id={`${id}-says`} className="text-xs text-red">
          {says}
        </p>
      )}
    </div>
  );
}

type Attributes = Record<'id' | 'className', string> & { 'aria-invalid': boolean };

function Control({ shape, value, change, currency, attributes }: FieldProps & { attributes: Attributes }) {
  const text = value === null || value === undefined ? '' : plain(value);
  if (shape.type === 'money') {
    return (
      <MoneyField
        value={isMoney(value) ? value : undefined}
        change={change}
        currency={currency}
        attributes={attributes}
      />
    );
  }
  if ('choices' in shape && shape.choices) {
    return (
      <select
        {...attributes}
        className="field pick"
        value={text}
        onChange={(event) => change(event.target.value || undefined)}
      >
        {(shape.optional || !text) && <option value="">Not given</option>}
        {shape.choices.map((choice) => (
          <option key={choice} value={choice}>
            {humanise(choice)}
          </option>
        ))}
      </select>
    );
  }
  switch (shape.type) {
    case 'boolean':
      return (
        <select
          {...attributes}
          className="field pick"
          value={text}
          onChange={(event) => change(event.target.value === 'true')}
        >
          <option value="true">Yes</option>
          <option value="false">No</option>
        </select>
      );
    case 'text':
      return (
        <textarea
          {...attributes}
          value={text}
          rows={8}
          onChange={(event) => change(event.target.value)}
          className="field field-sizing-content max-h-[50vh] min-h-36 text-base leading-[1.55]"
        />
      );
    case 'time':
      return (
        <input
          {...attributes}
          type="datetime-local"
          value={localTime(text)}
          onChange={(event) =>
            change(event.target.value ? new Date(event.target.value).toISOString() : undefined)
          }
        />
      );
    case 'integer':
    case 'number':
      return (
        <input
          {...attributes}
          inputMode="decimal"
          value={text}
          onChange={(event) => change(numberOr(event.target.value))}
        />
      );
    case 'string':
    case 'list':
    case 'object':
      return <input {...attributes} value={text} onChange={(event) => change(event.target.value)} />;
  }
}

interface MoneyFieldProps {
  value: MoneyValue | undefined;
  change: (value: unknown) => void;
  currency: string;
  attributes: Attributes;
}

/** An amount in whole and decimal, kept as minor units; what cannot be read is handed on as it was typed. */
function MoneyField({ value, change, currency, attributes }: MoneyFieldProps) {
  const unit = value?.currency ?? currency;
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency: unit }).resolvedOptions()
      .maximumFractionDigits ?? 2;
  const [text, setText] = useState(value ? (value.minor / 10 ** digits).toFixed(digits) : '');
  const type = (typed: string) => {
    setText(typed);
    const amount = /^\s*-?\d+([.,]\d*)?\s*$/.test(typed) ? Number(typed.replace(',', '.')) : Number.NaN;
    change(Number.isNaN(amount) ? typed : { minor: Math.round(amount * 10 ** digits), currency: unit });
  };
  return (
    <span className="relative block max-w-48">
      <input
        {...attributes}
        inputMode="decimal"
        value={text}
        onChange={(event) => type(event.target.value)}
        className="field pr-12 tabular-nums"
      />
      <span
        aria-hidden="true"
        className="absolute inset-y-0 right-2.5 grid place-items-center text-xs text-ink-3"
      >
        {unit}
      </span>
    </span>
  );
}

function ObjectField({ fields, ...props }: FieldProps & { fields: Record<string, Shape> }) {
  const value = (props.value ?? {}) as Record<string, unknown>;
  const path = props.path ?? props.name;
  return (
    <fieldset className="grid gap-2.5 border-l-2 border-line pl-3 sm:grid-cols-2">
      <legend className="mb-1.5 text-xs font-medium text-ink-2">
        {props.label ?? props.shape.label ?? humanise(props.name)}
      </legend>
      {Object.entries(fields).map(([name, shape]) => (
        <Field
          key={name}
          {...props}
          name={name}
          label={undefined}
          shape={shape}
          value={value[name]}
          path={`${path}.${name}`}
          change={(next) => props.change({ ...value, [name]: next })}
        />
      ))}
    </fieldset>
  );
}

function ListField({ of, ...props }: FieldProps & { of: Shape }) {
  const rows = Array.isArray(props.value) ? (props.value as unknown[]) : [];
  const path = props.path ?? props.name;
  return (
    <fieldset className="grid gap-2.5">
      <legend className="mb-1 text-xs font-medium text-ink-2">
        {props.label ?? props.shape.label ?? humanise(props.name)}
      </legend>
      {rows.map((row, index) => (
        <div key={index} className="grid grid-cols-[1fr_auto] items-end gap-2">
          <Field
            {...props}
            label={`${index + 1}.`}
            shape={of}
            value={row}
            path={`${path}.${index}`}
            change={(next) => props.change(rows.map((old, at) => (at === index ? next : old)))}
          />
          <Button small onClick={() => props.change(rows.filter((_, at) => at !== index))}>
            Remove
          </Button>
        </div>
      ))}
      <div>
        <Button small onClick={() => props.change([...rows, of.type === 'object' ? {} : ''])}>
          Add one
        </Button>
      </div>
    </fieldset>
  );
}

/** What a plain control shows of a value that does not fit it. */
function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function numberOr(typed: string): unknown {
  if (typed.trim() === '') return undefined;
  const number = Number(typed.replace(',', '.'));
  return Number.isNaN(number) ? typed : number;
}

function localTime(at: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return '';
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
