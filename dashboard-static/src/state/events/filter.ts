/** Which rows are shown: the chosen sessions and types, and the search. */

import type { Row } from '../../event/row';
import { EVERYTHING, isEverything, matchesQuery, type Query, type QueryContext } from '../query';

export interface Filter {
  /** Empty means all. */
  readonly sessions: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  readonly query: Query;
}

export const NO_FILTER: Filter = { sessions: new Set(), types: new Set(), query: EVERYTHING };

export function passes(row: Row, filter: Filter, context: QueryContext): boolean {
  // A gap may hide events of any session and type, but it is no answer to a search.
  if (row.kind === 'gap') return isEverything(filter.query);
  if (filter.sessions.size > 0 && !filter.sessions.has(row.session)) return false;
  if (filter.types.size > 0 && !filter.types.has(row.event.type)) return false;
  return matchesQuery(row, filter.query, context);
}
