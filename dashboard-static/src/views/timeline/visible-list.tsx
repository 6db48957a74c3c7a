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
  const seen = visible(timeline, view);
  return (
    <details class="timeline-list" data-testid="visible-list">
      <summary>{count(seen.length)} calls and marks in sight, as a list</summary>
      <ul>
        {seen.slice(0, AT_ONCE).map((thing, i) => (
          <li key={i}>
            <button type="button" class="link" onClick={() => onOpen(thing)}>
              {localTime(thing.from, now, '')} {titleOf(thing)}
            </button>{' '}
            {thing.to > thing.from && <span class="dim">{duration(thing.to - thing.from)}</span>}
          </li>
        ))}
        {seen.length > AT_ONCE && <li class="dim">… and {count(seen.length - AT_ONCE)} more: zoom in.</li>}
      </ul>
    </details>
  );
}

function visible({ lanes }: Timeline, view: Stretch): (Bar | Mark)[] {
  return lanes
    .flatMap(({ tracks, marks }) =>
      [...tracks, marks].flatMap((track) => {
        const { first, end } = track.within(view);
        const things: readonly (Bar | Mark)[] = track.bars;
        return things.slice(first, end).filter(({ to }) => to >= view.from);
      }),
    )
    .sort((a, b) => a.from - b.from);
}
