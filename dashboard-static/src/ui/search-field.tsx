import type { Signal } from '@preact/signals';
import { Icon } from './icon';

/** Every view has at most one. */
export const SEARCH_ID = 'search';

interface Props {
  label: string;
  placeholder: string;
  value: Signal<string>;
  /** What of the text can never match. */
  problem?: string | null;
  /** The way out of all filters; null while there is none. */
  onClear: (() => void) | null;
}

/** The box that `/` leads to. */
export function SearchField({ label, placeholder, value, problem = null, onClear }: Props) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || value.peek() === '') return;
    event.preventDefault();
    value.value = '';
  };
  return (
    <div class="search" role="search">
      <Icon name="search" />
      <input
        id={SEARCH_ID}
        type="search"
        data-testid="search"
        aria-label={label}
        aria-describedby={`${SEARCH_ID}-problem`}
        placeholder={placeholder}
        autocomplete="off"
        spellcheck={false}
        value={value.value}
        onInput={(event) => (value.value = event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <kbd class="search-key" aria-hidden="true">
        /
      </kbd>
      {onClear !== null && (
        <button type="button" class="link" data-testid="clear-filters" onClick={onClear}>
          Clear filters
        </button>
      )}
      <span id={`${SEARCH_ID}-problem`} class="problem" role="status">
        {problem}
      </span>
    </div>
  );
}
