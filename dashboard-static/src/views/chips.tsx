import type { Signal } from '@preact/signals';
import type { Counted } from '../state/counted';
import { toggled } from '../state/toggled';
import { count } from '../text/count';
import { Plain } from '../ui/plain';

interface Props<T extends string> {
  label: string;
  choices: Counted<T>;
  chosen: Signal<ReadonlySet<T>>;
  testId: string;
}

/** What has come so far, to choose from. None chosen means all. */
export function Chips<T extends string>({ label, choices, chosen, testId }: Props<T>) {
  return (
    <div class="chips" role="group" aria-label={label}>
      {choices.map(([value, number]) => (
        <button
          key={value}
          type="button"
          class="chip"
          data-testid={testId}
          data-value={value}
          aria-pressed={chosen.value.has(value)}
          onClick={() => (chosen.value = toggled(chosen.value, value))}
        >
          <Plain text={value} /> <span class="chip-count">{count(number)}</span>
        </button>
      ))}
    </div>
  );
}
