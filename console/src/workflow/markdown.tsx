import type { ReactNode } from 'react';
import { blocksOf, spansOf, type Block, type Span } from './markdown.ts';

/** A playbook as it is read. It makes elements and never HTML from text, so nothing in it can run. */
export function Markdown({ text }: { text: string }) {
  const blocks = blocksOf(text);
  if (blocks.length === 0) return <p className="text-ink-2">Nobody has written the playbook yet.</p>;
  return (
    <div className="grid gap-3 text-base leading-relaxed">
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { block: Block }): ReactNode {
  switch (block.type) {
    case 'heading': {
      // The page has a heading of its own, so those of the text go down two steps.
      const Tag = block.level === 1 ? 'h3' : block.level === 2 ? 'h4' : 'h5';
      return (
        <Tag className={`mt-2 font-semibold ${block.level === 1 ? 'text-lg' : ''}`}>
          <Spans text={block.text} />
        </Tag>
      );
    }
    case 'text':
      return (
        <p className="text-pretty">
          <Spans text={block.text} />
        </p>
      );
    case 'list': {
      const Tag = block.isOrdered ? 'ol' : 'ul';
      return (
        <Tag className={`grid gap-1 pl-5 ${block.isOrdered ? 'list-decimal' : 'list-disc'}`}>
          {block.items.map((item, index) => (
            <li key={index} className="text-pretty marker:text-ink-3">
              <Spans text={item.text} />
              {item.inner.map((inner, at) => (
                <BlockView key={at} block={inner} />
              ))}
            </li>
          ))}
        </Tag>
      );
    }
    case 'quote':
      return (
        <blockquote className="border-l-2 border-line-2 pl-3.5 text-ink-2">
          <Spans text={block.text} />
        </blockquote>
      );
    case 'code':
      return (
        <pre
          tabIndex={0}
          className="overflow-x-auto rounded-md border border-line bg-sunk p-3 font-mono text-xs"
        >
          {block.text}
        </pre>
      );
    case 'table':
      return <TableView rows={block.rows} />;
  }
}

function TableView({ rows }: { rows: string[][] }) {
  const [head = [], ...body] = rows;
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Table">
      <table className="text-sm">
        <thead>
          <tr>
            {head.map((cell, index) => (
              <th key={index} scope="col" className="py-1 pr-6 text-left font-semibold">
                <Spans text={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, index) => (
            <tr key={index}>
              {row.map((cell, at) => (
                <td key={at} className="border-t border-line py-1 pr-6 align-top">
                  <Spans text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Spans({ text }: { text: string }) {
  return spansOf(text).map((span, index) => <SpanView key={index} span={span} />);
}

function SpanView({ span }: { span: Span }): ReactNode {
  switch (span.type) {
    case 'strong':
      return <strong className="font-semibold">{span.text}</strong>;
    case 'emphasis':
      return <em>{span.text}</em>;
    case 'code':
      return <code className="rounded bg-hover px-1 py-px font-mono text-[0.86em]">{span.text}</code>;
    case 'link':
      return (
        <a
          href={span.to}
          target="_blank"
          rel="noreferrer noopener"
          className="text-accent underline underline-offset-2"
        >
          {span.text}
        </a>
      );
    case 'plain':
      return span.text;
  }
}
