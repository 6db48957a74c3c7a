/** One session: what its events say of it in passing. An older event that comes late does not overwrite what a newer one said. */

import { EVENTS_DROPPED } from '../../event/dropped';
import { textAt } from '../../event/json';
import { shortType } from '../../event/kind';
import { notificationOf, promptOf } from '../../event/notification';
import { FORKED, SILENT } from '../../event/observed';
import type { EventRow } from '../../event/row';
import { oneLine } from '../../text/one-line';
import { baseName } from '../../text/path';
import { isQuestion, type CallTally } from './calls';
import {
  MAIN,
  newSession,
  type CallRecord,
  type Draft,
  type SessionCounts,
  type SessionLink,
  type SessionRecord,
  type SessionState,
  type WaitingFor,
} from './records';
import { UnnamedQuestion } from './question';
import { Turn } from './turn';

/** What the session's calls and agents say of it. */
export interface Around {
  readonly tally: CallTally;
  /** The calls that are in flight, and those of them that wait for the user. */
  readonly running: Iterable<CallRecord>;
  readonly waiting: Iterable<CallRecord>;
  readonly agentsRunning: boolean;
}

const TITLE_LENGTH = 80;
const MAX_LINKS = 32;

export class SessionFold {
  readonly record: Omit<Draft<SessionRecord>, 'types' | 'counts'> & {
    readonly types: Map<string, number>;
    readonly counts: Draft<SessionCounts>;
  };
  private readonly turn = new Turn();
  private readonly question = new UnnamedQuestion();
  private named = false;
  private namedAt = -Infinity;
  private titledAt = Infinity;
  private failedTurns = 0;

  constructor({ session: id, millis }: EventRow, hue: number) {
    this.record = {
      ...newSession(id, millis, hue),
      project: id === '' ? 'No session' : shortId(id),
      types: new Map(),
    };
  }

  add(row: EventRow, around: Around): void {
    const { record } = this;
    const { type } = row.event;
    record.types.set(type, (record.types.get(type) ?? 0) + 1);
    this.countEvents(1);
    // They say that it was not at work.
    const silent = type === SILENT || type === FORKED;
    const newest = !silent && !(row.millis < record.lastMillis);
    this.tell(row, newest);
    if (newest && !Number.isNaN(row.millis)) record.lastMillis = row.millis;
    if (!silent && row.millis < record.startedAt) record.startedAt = row.millis;
    this.question.add(row, around.running, this.turn.isOver(row));
    this.turn.add(row);
    record.endedAt = this.turn.endedAt;
    this.settle(around, row.millis);
  }

  /** Lets go of a row; answers how many are left. */
  remove(row: EventRow, around: Around): number {
    const { types, counts } = this.record;
    const left = (types.get(row.event.type) ?? 1) - 1;
    if (left > 0) types.set(row.event.type, left);
    else types.delete(row.event.type);
    this.countEvents(-1);
    this.settle(around, NaN);
    return counts.events;
  }

  private countEvents(by: 1 | -1): void {
    const { record } = this;
    record.counts.events += by;
    record.revision++;
  }

  private tell(row: EventRow, newest: boolean): void {
    const { record } = this;
    const { event } = row;
    const { data } = event;
    if (event.agent === null || event.agent.id === MAIN) {
      const cwd = event.type === 'hook.cwd_changed' ? textAt(data, 'new_cwd') : event.cwd;
      this.move(cwd, newest);
      record.permissionMode = latest(record.permissionMode, textAt(data, 'permission_mode'), newest);
      record.branch = latest(record.branch, textAt(data, 'git_branch'), newest);
    } else if (record.cwd === null) {
      this.move(event.cwd, newest);
    }
    switch (event.type) {
      case 'session.start':
        record.model = latest(record.model, textAt(data, 'model'), newest);
        this.name(textAt(data, 'session_title'), row.millis);
        this.link(textAt(data, 'source'));
        break;
      case 'hook.post_model_switch':
        record.model = latest(record.model, textAt(data, 'to_model'), newest);
        break;
      case 'hook.user_prompt':
        this.prompted(row);
        break;
      case 'hook.stop_failure':
        this.failedTurns++;
        break;
      default:
    }
    if (newest) record.lastAction = actionOf(row) ?? record.lastAction;
  }

  private move(cwd: string | null, newest: boolean): void {
    const { record } = this;
    const now = latest(record.cwd, cwd, newest);
    if (now === null || now === record.cwd) return;
    // The project is where the session began; it may wander into folders of it.
    if (record.cwd === null) record.project = baseName(now);
    record.cwd = now;
  }

  private name(title: string | null, millis: number): void {
    if (title === null || millis < this.namedAt) return;
    this.record.title = oneLine(title, TITLE_LENGTH);
    this.namedAt = Number.isNaN(millis) ? this.namedAt : millis;
    this.named = true;
  }

  /** A session without a name goes by its first prompt. */
  private prompted({ event, millis }: EventRow): void {
    if (notificationOf(event) !== null) return;
    const { record } = this;
    record.counts.prompts++;
    const prompt = promptOf(event);
    if (this.named || prompt === null || !(millis < this.titledAt)) return;
    record.title = oneLine(prompt, TITLE_LENGTH);
    this.titledAt = millis;
  }

  private link(how: string | null): void {
    if (how === 'resume' || how === 'compact') this.linkTo({ how, session: this.record.id });
  }

  /** It goes on where another session was, or where it was itself. */
  linkTo(link: SessionLink): void {
    const { record } = this;
    if (record.links.length < MAX_LINKS) record.links = [...record.links, link];
  }

  /** It was not this session that was resumed, but a fork of it. `around` is as it was before. */
  takeBackResume(around: Around): void {
    const { record, turn } = this;
    const last = record.links.findLastIndex(({ how }) => how === 'resume');
    record.links = record.links.filter((_, at) => at !== last);
    turn.takeBackStart();
    record.revision++;
    record.endedAt = turn.endedAt;
    this.settle(around, turn.endedAt ?? record.lastMillis);
  }

  private turnWait(): WaitingFor | null {
    const { waitingFor } = this.turn;
    return this.question.isOpen && waitingFor !== 'question' ? 'permission' : waitingFor;
  }

  private settle({ tally, waiting, agentsRunning }: Around, millis: number): void {
    const { record } = this;
    record.counts.calls = tally.held;
    record.counts.running = tally.running;
    record.errors = this.failedTurns + tally.failed;
    const { state, waitingFor } = conditionOf(this.turn, waitOf(waiting) ?? this.turnWait(), agentsRunning);
    if (state !== record.state || waitingFor !== record.waitingFor || Number.isNaN(record.since)) {
      record.since = millis;
    }
    record.state = state;
    record.waitingFor = waitingFor;
  }
}

export function shortId(id: string): string {
  return id.slice(0, 8);
}

const SILENCE_MILLIS = 24 * 3_600_000;

/** The state at `now`: a session that was silent for a day is gone. */
export function stateAt({ state, lastMillis }: SessionRecord, now: number): SessionState {
  return lastMillis + SILENCE_MILLIS < now ? 'gone' : state;
}

interface Condition {
  readonly state: SessionState;
  readonly waitingFor: WaitingFor | null;
}

function conditionOf(turn: Turn, wait: WaitingFor | null, agentsRunning: boolean): Condition {
  if (turn.endedAt !== null) return { state: 'gone', waitingFor: null };
  if (wait === 'permission' || wait === 'question') return { state: 'waiting', waitingFor: wait };
  if (turn.active || agentsRunning) return { state: 'working', waitingFor: null };
  return wait === 'idle' ? { state: 'waiting', waitingFor: 'idle' } : { state: 'done', waitingFor: null };
}

/** A question goes before a permission: it cannot be granted by a rule. */
function waitOf(waiting: Iterable<CallRecord>): WaitingFor | null {
  let wait: WaitingFor | null = null;
  for (const call of waiting) {
    if (isQuestion(call)) return 'question';
    wait = 'permission';
  }
  return wait;
}

const TELLS_NOTHING = new Set([
  EVENTS_DROPPED,
  'memory:loaded',
  'session.start',
  'session.end',
  'hook.post_tool_batch',
  'hook.config_change',
  'hook.file_changed',
  'hook.cwd_changed',
]);

const ACTION_LENGTH = 120;

function actionOf(row: EventRow): { millis: number; text: string } | null {
  if (TELLS_NOTHING.has(row.event.type)) return null;
  const what = row.summary === '' ? shortType(row.event.type) : row.summary;
  const text = row.tool === null ? what : `${row.tool} ${row.summary}`.trim();
  return { millis: row.millis, text: oneLine(text, ACTION_LENGTH) };
}

function latest(known: string | null, said: string | null, newest: boolean): string | null {
  return said === null || !(newest || known === null) ? known : said;
}
