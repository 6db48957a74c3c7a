/** The lanes of all agents, kept up as calls and rows come, change and go: only what has changed is placed again. */

import type { EventLog } from '../event-log';
import { keyOf, MAIN, type CallRecord } from '../account/records';
import { agentRows } from '../agents/agent-tree';
import { markOf, permissionOf, type Mark, type Timeline } from './lanes';
import { Packing } from './packing';
import { Track } from './track';

interface Seen {
  readonly call: CallRecord;
  readonly lane: string;
  revision: number;
}

interface HeldLane {
  readonly bars: Packing;
  /** By the ordinal of the row that tells of it, or the call that waited. */
  readonly marks: Map<number | CallRecord, Mark>;
  /** The marks in their order, null when they have changed. */
  ordered: Track<Mark> | null;
}

const NO_MARKS = new Track<Mark>();

export class TimelineFold {
  private readonly lanes = new Map<string, HeldLane>();
  /** In the order in which the account has the calls. */
  private readonly seen: Seen[] = [];
  private readonly running = new Set<CallRecord>();
  private readonly marked: { readonly n: number; readonly lane: string }[] = [];
  private looked = 0;
  private now = NaN;

  constructor(private readonly log: EventLog) {}

  /**
   * Takes in what the log has learned since the last time.
   *
   * @param now where calls that run end for the moment
   */
  catchUp(now: number): this {
    const grow = now !== this.now;
    this.now = now;
    this.takeCalls();
    if (grow) for (const call of this.running) this.put(call, keyOf(call.session, call.agentId));
    this.takeRows();
    return this;
  }

  /** The lanes of the chosen sessions; none chosen means all. */
  shown(chosen: ReadonlySet<string>): Timeline {
    const { account } = this.log;
    const agents = account.sessions
      .newestFirst()
      .filter(({ id }) => chosen.size === 0 || chosen.has(id))
      .flatMap(({ id }) => agentRows(account.agents.of(id), new Set()));
    let [from, to, bars] = [Infinity, -Infinity, 0];
    const lanes = agents.map(({ agent, depth }) => {
      const held = this.lanes.get(agent.key);
      const tracks = held?.bars.tracks ?? [];
      const marks = held === undefined ? NO_MARKS : inOrder(held);
      bars += held?.bars.size ?? 0;
      for (const track of [...tracks, marks]) {
        from = Math.min(from, track.bars[0]?.from ?? Infinity);
        to = Math.max(to, track.last);
      }
      return { key: agent.key, agent, depth, tracks, marks };
    });
    return from <= to ? { lanes, bars, from, to } : { lanes, bars, from: this.now - 60_000, to: this.now };
  }

  /** Both lists have one order, so that what is gone and what is new shows when they are read side by side. */
  private takeCalls(): void {
    const calls = this.log.account.calls.all();
    let kept = 0;
    for (const one of this.seen) {
      if (one.call !== calls[kept]) {
        this.drop(one);
        continue;
      }
      if (one.revision !== one.call.revision) {
        one.revision = one.call.revision;
        this.put(one.call, one.lane);
      }
      this.seen[kept++] = one;
    }
    this.seen.length = kept;
    for (const call of calls.slice(kept)) {
      const lane = keyOf(call.session, call.agentId);
      this.seen.push({ call, lane, revision: call.revision });
      this.put(call, lane);
    }
  }

  private takeRows(): void {
    const { log } = this;
    const gone = this.marked.findIndex(({ n }) => n >= log.first);
    for (const { n, lane } of this.marked.splice(0, gone === -1 ? this.marked.length : gone))
      this.mark(lane, n, null);
    for (let n = Math.max(this.looked, log.first); n < log.end; n++) {
      const row = log.at(n);
      if (row?.kind !== 'event' || Number.isNaN(row.millis)) continue;
      const mark = markOf(row);
      if (mark === null) continue;
      const lane = keyOf(row.session, row.event.agent?.id ?? MAIN);
      this.marked.push({ n, lane });
      this.mark(lane, n, mark);
    }
    this.looked = log.end;
  }

  private put(call: CallRecord, lane: string): void {
    if (call.status === 'running') this.running.add(call);
    else this.running.delete(call);
    this.laneOf(lane).bars.put(call, this.now);
    this.mark(lane, call, permissionOf(call, this.now));
  }

  private drop({ call, lane }: Seen): void {
    this.running.delete(call);
    this.laneOf(lane).bars.remove(call);
    this.mark(lane, call, null);
  }

  private mark(key: string, of: number | CallRecord, mark: Mark | null): void {
    const lane = this.laneOf(key);
    if (mark !== null) lane.marks.set(of, mark);
    if (mark !== null || lane.marks.delete(of)) lane.ordered = null;
    if (lane.marks.size + lane.bars.size === 0) this.lanes.delete(key);
  }

  private laneOf(key: string): HeldLane {
    let lane = this.lanes.get(key);
    if (lane === undefined) {
      lane = { bars: new Packing(), marks: new Map(), ordered: null };
      this.lanes.set(key, lane);
    }
    return lane;
  }
}

function inOrder(lane: HeldLane): Track<Mark> {
  if (lane.ordered !== null) return lane.ordered;
  const track = new Track<Mark>();
  for (const mark of [...lane.marks.values()].sort((a, b) => a.from - b.from)) track.push(mark);
  lane.ordered = track;
  return track;
}
