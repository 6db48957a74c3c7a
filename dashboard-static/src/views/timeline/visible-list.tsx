import type { Bar, Mark, Timeline } from '../../state/timeline/lanes';
import type { Stretch } from '../../state/timeline/span';
import { count } from '../../text/count';
import { titleOf } from './pointed';
import { duration, localTime } from '../../text/time';

const AT_ONCE = 100;

interface Props {
  timeline: Timeline;
  view: Stretch;
  now: number;
  onOpen: (thing: Bar | Mark) => void;
}

/** The same as the canvas shows, for those who cannot see or point at it. */
export function VisibleList({ timeline, view, now, onOpen }: Props) {
  const { things, number } = visible(timeline, view);
  return (
    <details class="timeline-list" data-testid="visible-list">
      <summary>Calls and marks in sight, as a list: {count(number)}</summary>
      <ul>
        {things.map((thing, i) => (
          <li key={i}>
            <button type="button" class="link" onClick={() => onOpen(thing)}>
              {localTime(thing.from, now, '')} {titleOf(thing)}
            </button>{' '}
            {thing.to > thing.from && <span class="dim">{duration(thing.to - thing.from)}</span>}
          </li>
        ))}
        {number > AT_ONCE && <li class="dim">… and {count(number - AT_ONCE)} more: zoom in.</li>}
      </ul>
    </details>
  );
}

/** How many there are, and the first of them: of each track no more than can be shown. */
function visible(
  { lanes }: Timeline,
  view: Stretch,
): { readonly things: (Bar | Mark)[]; readonly number: number } {
  const first: (Bar | Mark)[] = [];
  let number = 0;
  for (const { tracks, marks } of lanes) {
    for (const track of [...tracks, marks]) {
      const before = number;
      const { first: from, end } = track.within(view);
      for (let i = from; i < end; i++) {
        const thing = track.bars[i];
        if (thing === undefined || thing.to < view.from) continue;
        if (number++ - before < AT_ONCE) first.push(thing);
      }
    }
  }
  return { things: first.sort((a, b) => a.from - b.from).slice(0, AT_ONCE), number };
}
