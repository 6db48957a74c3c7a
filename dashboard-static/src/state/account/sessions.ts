/** The sessions that the held events belong to, in the order in which they first appeared. */

import type { EventRow } from '../../event/row';
import type { SessionRecord } from './records';
import { SessionFold, type Around } from './session-fold';

const HUES = 8;

export class SessionTable {
  private readonly byId = new Map<string, SessionFold>();
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

  add(row: EventRow, around: Around): void {
    const session = this.byId.get(row.session) ?? this.open(row);
    const before = session.record.project;
    session.add(row, around);
    const { project } = session.record;
    if (project === before) return;
    this.count(before, -1);
    this.count(project, 1);
  }

  remove(row: EventRow, around: Around): void {
    const session = this.byId.get(row.session);
    if (session === undefined || session.remove(row, around) > 0) return;
    this.byId.delete(row.session);
    this.listed = null;
    this.count(session.record.project, -1);
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
