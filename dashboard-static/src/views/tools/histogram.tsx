import type { Signal } from '@preact/signals';
import { SPANS, type Durations, type Span } from '../../state/tools/durations';
import { count, plural } from '../../text/count';
import { duration } from '../../text/time';

/** How many calls took how long; a bar shows only its own. */
export function Histogram({ durations, span }: { durations: Durations; span: Signal<Span | null> }) {
  const { counts, known, median, p95, longest } = durations;
  const highest = Math.max(1, ...counts);
  return (
    <div class="overview-part" data-testid="histogram">
      <h3>
        Durations{' '}
        <span class="dim">
          {known === 0
            ? 'no call has ended'
            : `${plural(known, 'call')} · median ${shown(median)} · p95 ${shown(p95)} · max ${shown(longest)}`}
        </span>
      </h3>
      <div class="bars" role="group" aria-label="Calls by duration">
        {SPANS.map((bar, i) => {
          const number = counts[i] ?? 0;
          const words = `${plural(number, 'call')} ${spanText(bar)}`;
          return (
            <button
              key={bar.from}
              type="button"
              class="bar"
              title={words}
              aria-pressed={span.value === bar}
              onClick={() => (span.value = span.value === bar ? null : bar)}
            >
              <span class="visually-hidden">{words}</span>
              <span class="bar-count" aria-hidden="true">
                {number === 0 ? '' : count(number)}
              </span>
              <span class="bar-fill" style={{ height: `${(number / highest) * 100}%` }} />
              <span class="bar-label" aria-hidden="true">
                {bar.from === 0 ? '0' : short(bar.from)}
              </span>
            </button>
          );
        })}
      </div>
    </div>
  );
}

function spanText({ from, to }: Span): string {
  if (from === 0) return `under ${short(to)}`;
  return to === Infinity ? `of ${short(from)} and more` : `from ${short(from)} to ${short(to)}`;
}

/** The bounds are round: `30 ms`, `3 s`. */
function short(millis: number): string {
  return millis < 1_000 ? `${millis} ms` : `${millis / 1_000} s`;
}

function shown(millis: number | null): string {
  return millis === null ? '—' : duration(millis);
}
