import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Icon } from './icon';

interface Props {
  search: ComponentChildren;
  /** How many of the choices below are made: said where they are out of sight. */
  chosen: number;
  children: ComponentChildren;
}

/** A search box and further choices, which small windows show only when asked for. */
export function Filters({ search, chosen, children }: Props) {
  const open = useSignal(false);
  return (
    <div class="filters" data-open={open.value}>
      <div class="filters-first">
        {search}
        <button
          type="button"
          class="button filters-more"
          aria-expanded={open.value}
          data-testid="more-filters"
          onClick={() => (open.value = !open.value)}
        >
          <Icon name="filter" />
          {chosen === 0 ? 'Filters' : `${chosen} chosen`}
        </button>
      </div>
      <div class="filters-choices">{children}</div>
    </div>
  );
}
