/** The input and the result of a call, as long as the rows are held that bring them. */

import { objectAt, textAt, type Json, type JsonObject } from '../../event/json';
import type { EventRow, Row } from '../../event/row';
import { batchElement } from './calls';
import type { CallRecord } from './records';

export interface Rows {
  at(ordinal: number): Row | undefined;
}

export interface CallResult {
  /** What the tool gave back, in whatever shape; null when it gave nothing or failed. */
  readonly response: Json;
  /** Why it failed or was denied. */
  readonly error: string | null;
  /** Whether `response` is the text that Claude read, and not what the tool itself gave back. */
  readonly asRead: boolean;
}

/** What the call was made with; null when no held row says it. */
export function inputOf(call: CallRecord, rows: Rows): JsonObject | null {
  return inputIn(rowAt(call.startRow, rows), call) ?? inputIn(rowAt(call.endRow, rows), call);
}

/** What came of the call; null while it runs, and when the row of its end is not held. */
export function resultOf(call: CallRecord, rows: Rows): CallResult | null {
  const row = rowAt(call.endRow, rows);
  if (row === null) return null;
  const { data, tool } = row.event;
  if (tool?.callId !== call.callId) {
    const response = valueAt(batchElement(row.event, call.callId), 'tool_response');
    const failed = call.status === 'failed' || call.status === 'denied';
    return failed && typeof response === 'string'
      ? { response: null, error: response, asRead: true }
      : { response, error: null, asRead: true };
  }
  const response = valueAt(data, 'tool_response') ?? valueAt(data, 'result_summary');
  const error = textAt(data, 'error') ?? (call.status === 'denied' ? textAt(data, 'reason') : null);
  return { response, error, asRead: false };
}

function inputIn(row: EventRow | null, { callId }: CallRecord): JsonObject | null {
  if (row === null) return null;
  const { event } = row;
  const holder = event.tool?.callId === callId ? event.data : batchElement(event, callId);
  return objectAt(holder, 'tool_input') ?? objectAt(holder, 'tool_parameters');
}

function rowAt(ordinal: number | null, rows: Rows): EventRow | null {
  const row = ordinal === null ? undefined : rows.at(ordinal);
  return row?.kind === 'event' ? row : null;
}

function valueAt(value: Json, key: string): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value[key] ?? null) : null;
}
