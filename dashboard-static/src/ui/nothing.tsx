import type { ComponentChildren } from 'preact';

interface Props {
  testId: string;
  /** Why there is nothing, and what would make something appear. */
  children: ComponentChildren;
  /** The way out. */
  action?: { readonly label: string; readonly run: () => void } | undefined;
}

/** What stands in the place of a list that has nothing to show. */
export function Nothing({ testId, children, action }: Props) {
  return (
    <div class="nothing" data-testid={testId}>
      {children}
      {action !== undefined && (
        <button type="button" class="button" onClick={action.run}>
          {action.label}
        </button>
      )}
    </div>
  );
}

/** @param noun what a row of the list is */
export function NothingMatches({ noun, onClear }: { noun: string; onClear: () => void }) {
  return (
    <Nothing testId="nothing-matches" action={{ label: 'Clear filters', run: onClear }}>
      <p>No {noun} matches the filters.</p>
    </Nothing>
  );
}
