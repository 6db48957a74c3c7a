/** As in every tree: left folds up and goes to what is above, right opens. */

export interface Tree<R extends { readonly depth: number }> {
  readonly rows: readonly R[];
  /** Place of the row that the keys have reached; -1 for none. */
  readonly at: number;
  /** Null for a row that has nothing below it. */
  readonly isOpen: (row: R) => boolean | null;
  readonly toggle: (row: R) => void;
  readonly reach: (row: R) => void;
}

export function onTreeKey<R extends { readonly depth: number }>(event: KeyboardEvent, tree: Tree<R>): void {
  const { rows, at, isOpen, toggle, reach } = tree;
  const row = rows[at];
  if (row === undefined || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
  event.preventDefault();
  const opens = event.key === 'ArrowRight';
  const open = isOpen(row);
  const above = rows.slice(0, at).findLast(({ depth }) => depth < row.depth);
  if (open !== null && open !== opens) toggle(row);
  else if (!opens && above !== undefined) reach(above);
}
