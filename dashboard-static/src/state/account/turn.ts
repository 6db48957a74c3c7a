/**
 * Whose turn it is in the conversation of a session's main agent, by the daemon's own rules. An event that happened before the last
 * change came too late to change anything.
 */

import { textAt } from '../../event/json';
import { FORKED, INTERRUPTED } from '../../event/observed';
import type { EventRow } from '../../event/row';
import { MAIN, type WaitingFor } from './records';

const QUESTIONS = new Set(['elicitation_dialog', 'elicitation_url_dialog', 'agent_needs_input']);
const ANSWERS = new Set(['elicitation_complete', 'elicitation_response']);

/** What changes from one row to the next. */
interface Standing {
  readonly active: boolean;
  readonly waitingFor: WaitingFor | null;
  readonly endedAt: number | null;
  readonly changedAt: number;
}

export class Turn {
  active = false;
  /** What the session waits for, told by no call. */
  waitingFor: WaitingFor | null = 'idle';
  /** When the session ended; null while it goes on. */
  endedAt: number | null = null;
  private changedAt = -Infinity;
  /** How it was before the last row, if that was the start of a process. */
  private beforeStart: Standing | null = null;

  /** Takes in a row of the session. */
  add(row: EventRow): void {
    if (row.event.type === FORKED) return;
    this.beforeStart = null;
    if (this.isOver(row)) return;
    if (row.event.agent === null || row.event.agent.id === MAIN) this.mainMoves(row);
  }

  /** Whether the row came too late to change anything. */
  isOver({ millis }: EventRow): boolean {
    return millis < this.changedAt;
  }

  /** The last row told of another session's start: all is as it was before. */
  takeBackStart(): void {
    if (this.beforeStart === null) return;
    const { active, waitingFor, endedAt, changedAt } = this.beforeStart;
    this.active = active;
    this.waitingFor = waitingFor;
    this.endedAt = endedAt;
    this.changedAt = changedAt;
    this.beforeStart = null;
  }

  private mainMoves(row: EventRow): void {
    const { event } = row;
    switch (event.type) {
      case 'session.start':
        this.beforeStart = this.standing();
        this.endedAt = null;
        if (textAt(event.data, 'source') !== 'compact') this.change(row, false, 'idle');
        break;
      case 'hook.user_prompt':
        this.endedAt = null;
        this.change(row, true, null);
        break;
      case 'hook.stop':
      case 'hook.stop_failure':
        this.change(row, false, null);
        break;
      case 'hook.post_compact':
        if (textAt(event.data, 'trigger') === 'manual') this.change(row, false, null);
        break;
      case INTERRUPTED:
        this.change(row, false, 'idle');
        break;
      case 'session.end':
        this.endedAt = row.millis;
        this.change(row, false, null);
        break;
      case 'hook.elicitation':
        this.change(row, this.active, 'question');
        break;
      case 'hook.notification':
        this.notified(row);
        break;
      case 'hook.pre_tool':
      case 'hook.pre_compact':
      case 'hook.user_prompt_expansion':
      case 'hook.message_display':
        this.change(row, true, this.waitingFor === 'idle' ? null : this.waitingFor);
        break;
      case 'hook.elicitation_result':
        this.change(row, true, null);
        break;
      default:
        if (isCallEnd(row)) this.change(row, true, null);
    }
  }

  private notified(row: EventRow): void {
    const kind = textAt(row.event.data, 'notification_type') ?? '';
    if (kind === 'idle_prompt') this.change(row, false, 'idle');
    else if (QUESTIONS.has(kind)) this.change(row, this.active, 'question');
    else if (ANSWERS.has(kind)) this.change(row, this.active, null);
  }

  private standing(): Standing {
    const { active, waitingFor, endedAt, changedAt } = this;
    return { active, waitingFor, endedAt, changedAt };
  }

  private change({ millis }: EventRow, active: boolean, waitingFor: WaitingFor | null): void {
    this.active = active;
    this.waitingFor = waitingFor;
    if (!Number.isNaN(millis)) this.changedAt = millis;
  }
}

const CALL_ENDS = new Set([
  'hook.post_tool',
  'hook.post_tool_use_failure',
  'hook.post_tool_batch',
  'hook.permission_denied',
  INTERRUPTED,
]);

export function isCallEnd({ event }: EventRow): boolean {
  return CALL_ENDS.has(event.type);
}

/** Whether a process of Claude Code has begun with the session; the one before, if any, is no more. */
export function isNewProcess({ event }: EventRow): boolean {
  const source = textAt(event.data, 'source');
  return event.type === 'session.start' && (source === 'startup' || source === 'resume');
}
