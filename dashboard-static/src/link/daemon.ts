/**
 * What the daemon answers to questions over HTTP. Only a page that the daemon itself serves may ask: from the disk there is no
 * origin that it could let in, and such a page lives from events alone.
 */

import type { ReadonlySignal } from '@preact/signals';
import type { Json } from '../event/json';
import type { Access } from './access';

export type AnswerAs<T> =
  | { readonly ok: true; readonly value: T }
  /** `error` is a sentence for the user; `status` is null when nobody answered. */
  | { readonly ok: false; readonly status: number | null; readonly error: string };

export type Answer = AnswerAs<Json>;

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export class Daemon {
  constructor(
    private readonly access: ReadonlySignal<Access | null>,
    private readonly fetch: Fetch,
  ) {}

  /** Whether there is somebody to ask; a signal's reader hears when that changes. */
  get canBeAsked(): boolean {
    const access = this.access.value;
    return access !== null && !access.fromDisk;
  }

  get(path: string, query: Readonly<Record<string, string>> = {}, signal?: AbortSignal): Promise<Answer> {
    return this.ask('GET', path, query, signal);
  }

  /** The answer as it is written, whatever it holds. */
  text(path: string): Promise<AnswerAs<string>> {
    return this.send('GET', path, {});
  }

  /** Never throws: what went wrong is an answer too. */
  async ask(
    method: 'GET' | 'DELETE',
    path: string,
    query: Readonly<Record<string, string>> = {},
    signal?: AbortSignal,
  ): Promise<Answer> {
    const answer = await this.send(method, path, query, signal);
    if (!answer.ok) return answer;
    const value = parsed(answer.value);
    if (value === undefined) return { ok: false, status: 200, error: "The daemon's answer is no JSON" };
    return { ok: true, value };
  }

  private async send(
    method: 'GET' | 'DELETE',
    path: string,
    query: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<AnswerAs<string>> {
    const access = this.access.peek();
    if (access === null || access.fromDisk) {
      return { ok: false, status: null, error: 'Only a page that the daemon serves may ask it for this.' };
    }
    const search = new URLSearchParams(query).toString();
    const url = `${access.origin}${path}${search === '' ? '' : `?${search}`}`;
    try {
      const response = await this.fetch(url, {
        method,
        headers: { Authorization: `Bearer ${access.token}` },
        cache: 'no-store',
        credentials: 'omit',
        ...(signal === undefined ? {} : { signal }),
      });
      const text = await response.text();
      return response.ok
        ? { ok: true, value: text }
        : { ok: false, status: response.status, error: reasonIn(text, response.status) };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { ok: false, status: null, error: `The daemon did not answer: ${why}` };
    }
  }
}

function reasonIn(text: string, status: number): string {
  const value = parsed(text);
  const told = typeof value === 'object' && value !== null && 'error' in value ? value.error : text;
  return typeof told === 'string' && told.trim() !== '' ? told.trim() : `HTTP ${status}`;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
