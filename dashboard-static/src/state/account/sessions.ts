/** The sessions that the held events belong to, in the order in which they first appeared. */

import { textAt } from '../../event/json';
import { FORKED } from '../../event/observed';
import type { EventRow } from '../../event/row';
import type { SessionRecord } from './records';
import { SessionFold, type Around } from './session-fold';

const HUES = 8;
const NEAR_MILLIS = 10_000;

/** A session that is said to have been resumed. */
export interface Resumed {
  readonly session: string;
  readonly cwd: string | null;
  readonly millis: number;
}

export class SessionTable {
  private readonly byId = new Map<string, SessionFold>();
  /** Sessions that are said to have been resumed, and of which nothing was heard since. */
  private readonly resumed = new Map<string, Resumed>();
  private readonly bearers = new Map<string, number>();
  private listed: readonly SessionRecord[] | null = null;
  private appeared = 0;

  get size(): number {
    return this.byId.size;
  }

  get(id: string): SessionRecord | undefined {
    return this.byId.get(id)?.record;
  }

  /** Those that appeared last come first. */
  newestFirst(): readonly SessionRecord[] {
    this.listed ??= [...this.byId.values()].reverse().map(({ record }) => record);
    return this.listed;
  }

  /** What to call the session where its id is not beside it: its project, with its id when others have the same. */
  labelOf({ project, id }: SessionRecord): string {
    return (this.bearers.get(project) ?? 0) > 1 ? `${project} ${id.slice(0, 4)}` : project;
  }

  /** Takes in a row; answers the session that was not resumed after all, by what the row shows. */
  add(row: EventRow, around: Around): Resumed | null {
    const known = this.byId.get(row.session);
    const session = known ?? this.open(row);
    const before = session.record.project;
    session.add(row, around);
    const origin = this.heedStarts(row, known === undefined ? session : null);
    const { project } = session.record;
    if (project !== before) {
      this.count(before, -1);
      this.count(project, 1);
    }
    return origin;
  }

  /** All is as it was before the session was said to have been resumed; so is `around`. */
  takeBackResume({ session }: Resumed, around: Around): void {
    this.byId.get(session)?.takeBackResume(around);
  }

  remove(row: EventRow, around: Around): void {
    const session = this.byId.get(row.session);
    if (session === undefined || session.remove(row, around) > 0) return;
    this.byId.delete(row.session);
    this.resumed.delete(row.session);
    this.listed = null;
    this.count(session.record.project, -1);
  }

  /**
   * Claude Code tells the start of a fork under the id of the session that it forks; the fork's own first event is another one.
   * `first` is the session when this is its first event.
   */
  private heedStarts({ event, session, millis }: EventRow, first: SessionFold | null): Resumed | null {
    const resumed = this.resumed.get(session) ?? null;
    this.resumed.delete(session);
    if (event.type === FORKED) return resumed;
    if (event.type === 'session.start') {
      const { cwd } = event;
      if (textAt(event.data, 'source') === 'resume') this.resumed.set(session, { session, cwd, millis });
      return null;
    }
    if (first === null || event.hookEventName === null || this.resumed.size === 0) return null;
    const origins = [...this.resumed.values()].filter(
      (start) => start.cwd === event.cwd && Math.abs(start.millis - millis) <= NEAR_MILLIS,
    );
    const [origin] = origins;
    if (origin === undefined || origins.length > 1) return null;
    this.resumed.delete(origin.session);
    first.linkTo({ how: 'fork', session: origin.session });
    return origin;
  }

  private open(row: EventRow): SessionFold {
    const session = new SessionFold(row, this.appeared++ % HUES);
    this.byId.set(row.session, session);
    this.listed = null;
    this.count(session.record.project, 1);
    return session;
  }

  private count(project: string, by: 1 | -1): void {
    const bearers = (this.bearers.get(project) ?? 0) + by;
    if (bearers > 0) this.bearers.set(project, bearers);
    else this.bearers.delete(project);
  }
}
