import type { ReactNode } from 'react';
import type { MoneyValue, Shape } from '../live/answers.ts';
import { Money, Stamp } from './time.tsx';
import { humanise } from './words.ts';

/** Beyond this many rows a list is folded. */
const ROWS_SHOWN = 6;
/** An object of at most so many words is shown on one line. */
const WORDS_ON_LINE = 6;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** Any value as a person reads it, led by its shape; without one, by what it looks like. */
export function Value({ value, shape }: { value: unknown; shape?: Shape | undefined }): ReactNode {
  if (value === null || value === undefined || value === '') return <Nothing />;
  const type = shape?.type ?? guess(value);
  if (type === 'money' && isMoney(value)) return <Money value={value} />;
  if (type === 'time' && typeof value === 'string') return <Stamp at={value} />;
  if (type === 'boolean') return value ? 'Yes' : 'No';
  if (type === 'list' && Array.isArray(value)) {
    return <List rows={value} shape={shape?.type === 'list' ? shape.of : undefined} />;
  }
  if (type === 'object' && typeof value === 'object') {
    const fields = shape?.type === 'object' ? shape.fields : undefined;
    const line = asLine(value as Record<string, unknown>, fields);
    if (line) return line;
    return <Fields value={value as Record<string, unknown>} fields={fields} nested />;
  }
  if (type === 'text') return <Letter text={plain(value)} />;
  if (shape && 'choices' in shape && shape.choices) return humanise(plain(value));
  if (typeof value === 'number') return <span className="tabular-nums">{value.toLocaleString('en')}</span>;
  if (typeof value === 'string') return <Words text={value} />;
  return <code className="font-mono text-xs break-all">{JSON.stringify(value)}</code>;
}

/** A text that goes to somebody, set as the letter that it will be. */
export function Letter({ text }: { text: string }) {
  return (
    <div className="rounded-md border border-line bg-surface px-3.5 py-3 text-base leading-[1.55] break-words whitespace-pre-wrap text-ink">
      {text}
    </div>
  );
}

interface FieldsProps {
  value: Record<string, unknown>;
  fields?: Record<string, Shape> | undefined;
  /** Inside of another list of fields: a little smaller, with a line at its side. */
  nested?: boolean;
  skip?: string[];
}

/** The fields of an object as names and values; those that are missing and may be are left out. */
export function Fields({ value, fields, nested, skip = [] }: FieldsProps) {
  const names = Object.keys({ ...fields, ...value }).filter((name) => !skip.includes(name));
  const shown = names.filter((name) => value[name] !== undefined && value[name] !== null);
  return (
    <dl className={`grid gap-y-1 text-sm ${nested ? 'border-l-2 border-line pl-2.5' : ''}`}>
      {shown.map((name) => (
        <FieldRow key={name} name={name} value={value[name]} shape={fields?.[name]} />
      ))}
    </dl>
  );
}

function FieldRow({ name, value, shape }: { name: string; value: unknown; shape: Shape | undefined }) {
  const isTall = isTallValue(value, shape);
  return (
    <div
      className={
        isTall ? 'grid gap-1 py-0.5' : 'grid grid-cols-[minmax(84px,min(36%,140px))_minmax(0,1fr)] gap-x-3'
      }
    >
      <dt className="text-ink-3">{shape?.label ?? humanise(name)}</dt>
      <dd className="min-w-0 break-words">{named(name, value) ?? <Value value={value} shape={shape} />}</dd>
    </div>
  );
}

/** An address, or anything else of a few short words, reads best on one line. */
function asLine(
  value: Record<string, unknown>,
  fields: Record<string, Shape> | undefined,
): string | undefined {
  const names = Object.keys({ ...fields, ...value });
  const words = names
    .map((name) => value[name])
    .filter((one) => one !== undefined && one !== null && one !== '');
  const isShort =
    words.length <= WORDS_ON_LINE && words.every((one) => typeof one === 'string' && !one.includes('\n'));
  return isShort && words.length > 0 ? words.join(', ') : undefined;
}

/** Codes of countries and languages, as people call them. */
function named(name: string, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (name === 'country' && /^[A-Z]{2}$/.test(value)) return REGIONS.of(value);
  return name === 'language' && /^[a-z]{2}$/.test(value) ? LANGUAGES.of(value) : undefined;
}
const REGIONS = new Intl.DisplayNames('en', { type: 'region' });
const LANGUAGES = new Intl.DisplayNames('en', { type: 'language' });

function isTallValue(value: unknown, shape: Shape | undefined): boolean {
  const type = shape?.type ?? guess(value);
  if (type === 'object' && typeof value === 'object' && value !== null) {
    const fields = shape?.type === 'object' ? shape.fields : undefined;
    return asLine(value as Record<string, unknown>, fields) === undefined;
  }
  return type === 'list' || type === 'object' || type === 'text';
}

function List({ rows, shape }: { rows: unknown[]; shape: Shape | undefined }) {
  if (rows.length === 0) return <span className="text-ink-3">None</span>;
  const lines = rows.map((row, index) => (
    <li key={index} className="border-t border-line py-1 first:border-0 first:pt-0 last:pb-0">
      <Line row={row} shape={shape} />
    </li>
  ));
  return (
    <>
      <ul className="grid">{lines.slice(0, ROWS_SHOWN)}</ul>
      {lines.length > ROWS_SHOWN && (
        <details>
          <summary className="py-1 text-xs text-accent">and {lines.length - ROWS_SHOWN} more</summary>
          <ul className="grid">{lines.slice(ROWS_SHOWN)}</ul>
        </details>
      )}
    </>
  );
}

/** One row of a list on one line: `2 × Walking socks, grey` on the left, amounts on the right. */
function Line({ row, shape }: { row: unknown; shape: Shape | undefined }) {
  if (typeof row !== 'object' || row === null || isMoney(row)) return <Value value={row} shape={shape} />;
  const fields = shape?.type === 'object' ? shape.fields : {};
  const { quantity, ...rest } = row as Record<string, unknown>;
  const parts = Object.entries(rest).filter(([, value]) => value !== null && value !== '');
  const amounts = parts.filter(([, value]) => isMoney(value));
  const words = parts.filter(([, value]) => !isMoney(value)).sort((a, b) => weight(a[0]) - weight(b[0]));
  return (
    <div className="flex items-baseline justify-between gap-3">
      <span className="min-w-0">
        {typeof quantity === 'number' && <span className="tabular-nums">{quantity} × </span>}
        {words.map(([name, value], index) => (
          <span key={name} className={index === 0 ? '' : 'text-ink-3'}>
            {index > 0 && ' · '}
            <Value value={value} shape={fields[name]} />
          </span>
        ))}
      </span>
      {amounts.map(([name, value]) => (
        <Value key={name} value={value} />
      ))}
    </div>
  );
}

/** A title says more than a number of stock. */
function weight(name: string): number {
  return ['title', 'name', 'label'].includes(name) ? 0 : name === 'sku' || name === 'id' ? 2 : 1;
}

function Words({ text }: { text: string }) {
  if (!/^https?:\/\/\S+$/.test(text)) return text;
  return (
    <a
      href={text}
      target="_blank"
      rel="noreferrer noopener"
      className="break-all text-accent underline underline-offset-2"
    >
      {text.replace(/^https?:\/\/(www\.)?/, '')}
    </a>
  );
}

function Nothing() {
  return <span className="text-ink-3">not given</span>;
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function isMoney(value: unknown): value is MoneyValue {
  if (typeof value !== 'object' || value === null) return false;
  return 'minor' in value && 'currency' in value && typeof value.minor === 'number';
}

function guess(value: unknown): Shape['type'] {
  if (isMoney(value)) return 'money';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'object';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value !== 'string') return 'number';
  if (ISO_TIME.test(value)) return 'time';
  return value.includes('\n') ? 'text' : 'string';
}
