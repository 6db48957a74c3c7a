/** Which tool calls are in flight, by the call id the daemon puts on both ends of a call. */

import type { EventRow } from '../event/row';
import type { ToolStatus } from '../event/wire';

export class Calls {
  private readonly starts = new Map<string, number>();
  private readonly ends = new Map<string, number>();
  private readonly open = new Set<string>();
  private closings = 0;

  /** Grows whenever a call that was in flight no longer is. */
  get closed(): number {
    return this.closings;
  }

  add(row: EventRow): void {
    if (row.event.type === 'session.end') this.endSession(row.session);
    const { callKey } = row;
    if (callKey === null) return;
    if (row.event.tool?.phase === 'start') {
      this.starts.set(callKey, row.n);
      // Ends may overtake starts: hooks are processes of their own.
      if (!this.ends.has(callKey)) this.open.add(callKey);
    } else if (row.event.tool?.phase === 'end') {
      this.ends.set(callKey, row.n);
      this.close(callKey);
    }
  }

  remove(row: EventRow): void {
    const { callKey } = row;
    if (callKey === null) return;
    if (this.ends.get(callKey) === row.n) this.ends.delete(callKey);
    if (this.starts.get(callKey) === row.n) {
      this.starts.delete(callKey);
      this.open.delete(callKey);
    }
  }

  /** Ordinal of the other end of `row`'s call; undefined when it is not held. */
  otherEnd(row: EventRow): number | undefined {
    if (row.callKey === null) return undefined;
    return (row.event.tool?.phase === 'start' ? this.ends : this.starts).get(row.callKey);
  }

  /** `started` is the start of a call that is over: how it ended is told by its end. */
  statusOf(row: EventRow): ToolStatus | 'started' | null {
    const tool = row.event.tool;
    if (tool === null) return null;
    if (tool.phase !== 'start' || tool.status !== 'running' || row.callKey === null) return tool.status;
    return this.open.has(row.callKey) ? 'running' : 'started';
  }

  private endSession(session: string): void {
    for (const callKey of this.open) if (callKey.startsWith(`${session} `)) this.close(callKey);
  }

  private close(callKey: string): void {
    if (this.open.delete(callKey)) this.closings++;
  }
}
