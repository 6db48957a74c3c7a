import type { Bar, Mark } from '../../state/timeline/lanes';
import { duration, localTime } from '../../text/time';

interface Props {
  thing: Bar | Mark;
  x: number;
  y: number;
  now: number;
}

/** What is under the pointer, in words. */
export function Pointed({ thing, x, y, now }: Props) {
  const length = thing.to - thing.from;
  return (
    <div class="timeline-pointed" data-testid="pointed" style={{ left: `${x}px`, top: `${y + 18}px` }}>
      <strong>{titleOf(thing)}</strong>
      <span>
        {localTime(thing.from, now, '')}
        {length > 0 && ` · ${duration(length)}`}
      </span>
    </div>
  );
}

export function titleOf(thing: Bar | Mark): string {
  if ('kind' in thing) return thing.kind === 'permission' ? thing.text : `${thing.kind}: ${thing.text}`;
  const { name, status, summary } = thing.call;
  return `${name} ${status} ${summary}`.trim();
}
