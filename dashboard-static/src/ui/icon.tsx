/** Line icons on a 16 by 16 field; always beside a word or inside a labelled button. */

const PATHS = {
  check: 'M3.5 8.5 6.5 11.5 12.5 5',
  cross: 'M4.5 4.5 11.5 11.5M11.5 4.5 4.5 11.5',
  ban: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM4.2 4.2 11.8 11.8',
  dot: 'M8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6Z',
  bolt: 'M9 2 4 9h4l-1 5 5-7H8l1-5Z',
  question: 'M6 6.2a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.4M8 11.6v.2',
  filter: 'M2.5 4.5h11M4.5 8h7M6.5 11.5h3',
  search: 'M7 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM10 10l3.2 3.2',
  pause: 'M5.5 4v8M10.5 4v8',
  play: 'M5.5 3.8v8.4L12 8 5.5 3.8Z',
  down: 'M8 3v10M4 9l4 4 4-4',
  chevron: 'M6 4l4 4-4 4',
  copy: 'M6 6h7v7H6zM10 6V3H3v7h3',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6ZM8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9',
  moon: 'M13 9.5A5.5 5.5 0 1 1 6.5 3a4.5 4.5 0 0 0 6.5 6.5Z',
  bell: 'M4 11h8l-1-1.6V7a3 3 0 0 0-6 0v2.4L4 11ZM6.9 13a1.2 1.2 0 0 0 2.2 0',
  'bell-on':
    'M4 11h8l-1-1.6V7a3 3 0 0 0-6 0v2.4L4 11ZM6.9 13a1.2 1.2 0 0 0 2.2 0M2.2 6.4A5 5 0 0 1 4 3M13.8 6.4A5 5 0 0 0 12 3',
  command:
    'M6 6h4v4H6zM6 6H4.5A1.5 1.5 0 1 1 6 4.5V6ZM10 6V4.5a1.5 1.5 0 1 1 1.5 1.5H10ZM10 10h1.5a1.5 1.5 0 1 1-1.5 1.5V10ZM6 10v1.5A1.5 1.5 0 1 1 4.5 10H6Z',
  agent: 'M8 2.5v2M4.5 4.5h7v6h-7zM6.5 7v1M9.5 7v1M3 6.5v2M13 6.5v2M6.5 10.5v2M9.5 10.5v2',
  tool: 'M9.5 3.5a3 3 0 0 0-3 4L3 11l2 2 3.5-3.5a3 3 0 0 0 4-3L10.5 8 8.5 7.5 8 5.5Z',
  screen: 'M2.5 3.5h11v7h-11zM6 13h4M8 10.5V13',
  sidebar: 'M2.5 3.5h11v9h-11zM6.2 3.5v9',
  rows: 'M2.5 4h11M2.5 8h11M2.5 12h11',
  'rows-close': 'M2.5 3.5h11M2.5 6.5h11M2.5 9.5h11M2.5 12.5h11',
  folder: 'M2 4h4l1.5 1.5H14v7.5H2z',
  file: 'M4 2.5h5l3 3v8H4zM9 2.5v3h3',
  pulse: 'M1.5 8.5h3l1.6-4 2.4 7.5 2-5.5 1 2h3',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
