/** The sessions that the held events belong to, in the order they first appeared. */

import type { EventRow } from '../event/row';
import { textAt } from '../event/json';
import { baseName } from '../text/path';

/** What the newest telling event says the session is doing. */
export type Phase = 'working' | 'idle' | 'waiting' | 'ended';

export interface Session {
  readonly id: string;
  readonly name: string;
  readonly cwd: string | null;
  /** Colour 0 to 7. */
  readonly hue: number;
  readonly phase: Phase;
  /** Time of the newest event, NaN when none had one. */
  readonly lastMillis: number;
  /** Held events, all and by type. */
  readonly count: number;
  readonly types: ReadonlyMap<string, number>;
}

type Tally = { -readonly [K in keyof Session]: Session[K] } & { types: Map<string, number> };

const HUES = 8;

export class Sessions {
  private readonly byId = new Map<string, Tally>();
  private readonly bearers = new Map<string, number>();
  private appeared = 0;

  get size(): number {
    return this.byId.size;
  }

  get(id: string): Session | undefined {
    return this.byId.get(id);
  }

  /** What to call the session where its id is not beside it: its name, with its id when others have the same name. */
  labelOf(session: Session): string {
    return (this.bearers.get(session.name) ?? 0) > 1
      ? `${session.name} ${session.id.slice(0, 4)}`
      : session.name;
  }

  /** Those that appeared last come first. */
  newestFirst(): Session[] {
    return [...this.byId.values()].reverse();
  }

  add(row: EventRow): void {
    const session = this.byId.get(row.session) ?? this.open(row.session);
    const { event } = row;
    session.count++;
    session.types.set(event.type, (session.types.get(event.type) ?? 0) + 1);
    session.phase = nextPhase(session.phase, row);
    if (!(row.millis <= session.lastMillis)) session.lastMillis = row.millis;
    if (event.cwd !== null && session.cwd === null) {
      this.rename(session, event.cwd);
    }
  }

  remove(row: EventRow): void {
    const session = this.byId.get(row.session);
    if (session === undefined) return;
    session.count--;
    const left = (session.types.get(row.event.type) ?? 1) - 1;
    if (left > 0) session.types.set(row.event.type, left);
    else session.types.delete(row.event.type);
    if (session.count > 0) return;
    this.byId.delete(row.session);
    this.countName(session.name, -1);
  }

  private open(id: string): Tally {
    const session: Tally = {
      id,
      name: id === '' ? 'No session' : shortId(id),
      cwd: null,
      hue: this.appeared++ % HUES,
      phase: 'idle',
      lastMillis: NaN,
      count: 0,
      types: new Map(),
    };
    this.byId.set(id, session);
    this.countName(session.name, 1);
    return session;
  }

  private rename(session: Tally, cwd: string): void {
    this.countName(session.name, -1);
    session.cwd = cwd;
    session.name = baseName(cwd);
    this.countName(session.name, 1);
  }

  private countName(name: string, by: 1 | -1): void {
    const bearers = (this.bearers.get(name) ?? 0) + by;
    if (bearers > 0) this.bearers.set(name, bearers);
    else this.bearers.delete(name);
  }
}

export function shortId(id: string): string {
  return id.slice(0, 8);
}

const IDLE_AFTER = new Set(['hook.stop', 'hook.stop_failure', 'session.start']);
const TELLS_NOTHING = new Set([
  'memory:loaded',
  'hook.config_change',
  'hook.file_changed',
  'hook.cwd_changed',
]);

function nextPhase(before: Phase, { event }: EventRow): Phase {
  if (event.type === 'session.end') return 'ended';
  if (IDLE_AFTER.has(event.type)) return 'idle';
  if (event.type === 'hook.permission_request') return 'waiting';
  if (event.type === 'hook.notification') {
    return textAt(event.data, 'notification_type') === 'idle_prompt' ? 'idle' : 'waiting';
  }
  return TELLS_NOTHING.has(event.type) ? before : 'working';
}
