import type { Store } from '../../state/store';

const WIDTH = 96;
const HEIGHT = 22;

/** Live events a second: the number, and the last minute as a line. */
export function RateMeter({ store }: { store: Store }) {
  const now = store.clock.value;
  const perSecond = store.rate.perSecond(now);
  return (
    <div class="rate" data-testid="rate" title="Live events per second, last minute">
      <svg class="rate-line" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <path d={pathOf(store.rate.history(now))} />
      </svg>
      <span class="rate-number">{perSecond < 10 ? perSecond.toFixed(1) : Math.round(perSecond)}</span>
      <span class="dim">events/s</span>
    </div>
  );
}

function pathOf(history: readonly number[]): string {
  const top = Math.max(1, ...history);
  const step = WIDTH / (history.length - 1);
  const y = (value: number) => (HEIGHT - 1.5 - (value / top) * (HEIGHT - 3)).toFixed(1);
  return history.map((value, i) => `${i === 0 ? 'M' : 'L'}${(i * step).toFixed(1)} ${y(value)}`).join('');
}
