const PATHS = {
  inbox: 'M2.5 9.5h3l1 2h3l1-2h3M3.8 3.5h8.4l1.3 6v3h-11v-3z',
  log: 'M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01',
  workflow: 'M2.5 3h4v4h-4zM9.5 9h4v4h-4zM6.5 5h5v4M4.5 7v4h5',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.5 10.5l3 3',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  close: 'M4 4l8 8M12 4l-8 8',
  pen: 'M3 13l.6-2.8L10.8 3l2.2 2.2-7.2 7.2zM9.5 4.3l2.2 2.2',
  hand: 'M2.5 8h9M8.5 4.5L12 8l-3.5 3.5M13.5 3v10',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8V8l2.2 1.4',
  undo: 'M5.5 3L2.5 6l3 3M2.8 6h6.7a3.5 3.5 0 0 1 0 7H6',
  person: 'M8 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM3 13.5c.4-2.6 2.4-4 5-4s4.6 1.4 5 4',
  shield: 'M8 2l5 1.8v4c0 3-2.1 5-5 6.2-2.9-1.2-5-3.2-5-6.2v-4z',
  left: 'M10 3.5L5.5 8l4.5 4.5',
  right: 'M6 3.5L10.5 8 6 12.5',
  down: 'M3.5 6L8 10.5 12.5 6',
  out: 'M6.5 3.5h-3v9h9v-3M9 3h4v4M13 3L7.5 8.5',
  warn: 'M8 2.5l6 10.5H2zM8 6.5v3M8 11.3v.01',
  sun: 'M8 10.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1',
  moon: 'M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5z',
  screen: 'M2.5 3h11v7.5h-11zM6 13.5h4M8 10.5v3',
  link: 'M6.5 9.5l3-3M7 4.8l1.4-1.4a2.9 2.9 0 0 1 4.2 4.2L11.2 9M4.8 7L3.4 8.4a2.9 2.9 0 0 0 4.2 4.2L9 11.2',
  stop: 'M5.4 2h5.2L14 5.4v5.2L10.6 14H5.4L2 10.6V5.4zM5.5 8h5',
  bell: 'M4 11V7a4 4 0 0 1 8 0v4l1.2 1.5H2.8zM6.7 14.2h2.6',
  note: 'M3 2.5h7l3 3v8H3zM10 2.5v3h3M5.5 8.5h5M5.5 11h3.5',
  eye: 'M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8zM8 9.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z',
  away: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM5.5 8h5',
  more: 'M3 3h3.5v3.5H3zM9.5 3H13v3.5H9.5zM3 9.5h3.5V13H3zM9.5 9.5H13V13H9.5z',
  chart: 'M2.5 2.5v11h11M5 10.5l2.5-3 2 1.8L13 5',
  rule: 'M3 3.5h10M3 7h6M3 10.5h4M9.5 11l1.6 1.6 2.9-3.2',
  file: 'M4 2.5h5l3 3v8H4zM9 2.5v3h3M6.2 11V9.5M8 11V8M9.8 11V9',
  coin: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM9.8 6a2 2 0 0 0-1.8-.9c-1 0-1.8.6-1.8 1.4S7 7.8 8 8s1.8.6 1.8 1.5-.8 1.4-1.8 1.4A2 2 0 0 1 6.2 10M8 4v8',
  target: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 10.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM8 8h.01',
  plug: 'M6 2v3M10 2v3M4.5 5h7v2.5a3.5 3.5 0 0 1-7 0zM8 11v3',
  keys: 'M2 4.5h12v7H2zM4.5 7h.01M7 7h.01M9.5 7h.01M11.8 7h.01M5 9.5h6',
} as const;
export type IconName = keyof typeof PATHS;

/** A small line drawing. It never speaks: the words beside it, or the control's label, do. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      className="shrink-0"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
