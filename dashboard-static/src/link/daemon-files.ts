/** The files that sessions named, and what git says of them: asked of the daemon, which decides what it shows. */

import { isObject, numberAt, textAt, type JsonObject } from '../event/json';
import type { Access } from './access';

export type Ask = (url: string, options: RequestInit) => Promise<Response>;

/** Either what was asked for, or the reason why not in words for the user. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string; readonly hints: readonly string[] };

export interface FileNow {
  readonly content: string;
  /** Bytes on the disk. */
  readonly size: number | null;
  readonly encoding: string | null;
}

export interface GitChange {
  readonly diff: string;
  /** How it was found, such as `unstaged_changes`. */
  readonly method: string | null;
  /** Null for changes that are in no commit. */
  readonly commit: string | null;
}

export interface FilePlace {
  readonly path: string;
  /** The folder of the session; a relative path is read from there. */
  readonly folder: string | null;
}

export class DaemonFiles {
  constructor(
    private readonly access: () => Access | null,
    private readonly ask: Ask,
  ) {}

  /** The file as it is now. */
  content({ path, folder }: FilePlace, signal: AbortSignal): Promise<Reply<FileNow>> {
    const asked = new URLSearchParams({ file_path: path, ...inFolder(path, folder) });
    return this.get(`/api/file-content?${asked.toString()}`, signal, (body) => ({
      content: typeof body.content === 'string' ? body.content : '',
      size: numberAt(body, 'file_size'),
      encoding: textAt(body, 'encoding'),
    }));
  }

  /** What git has of the file: the first commit after `moment`, else what is not committed, else the last commit. */
  gitDiff(
    { path, folder }: FilePlace,
    moment: number | null,
    signal: AbortSignal,
  ): Promise<Reply<GitChange>> {
    const at = moment === null || Number.isNaN(moment) ? {} : { timestamp: new Date(moment).toISOString() };
    const asked = new URLSearchParams({ file: path, ...inFolder(path, folder), ...at });
    return this.get(`/api/git-diff?${asked.toString()}`, signal, (body) => {
      const method = textAt(body, 'method');
      const commit = textAt(body, 'commit_hash');
      return { diff: textAt(body, 'diff') ?? '', method, commit: commit === method ? null : commit };
    });
  }

  private async get<T>(path: string, signal: AbortSignal, read: (body: JsonObject) => T): Promise<Reply<T>> {
    const access = this.access();
    if (access === null)
      return refused('This page is not connected with a daemon, and only a daemon can look at files.');
    if (access.fromDisk) {
      return refused('A page from the disk cannot ask the daemon for files: browsers do not let it.', [
        'mpm-monitord open shows the same page from the daemon.',
      ]);
    }
    try {
      const response = await this.ask(access.origin + path, {
        headers: { Authorization: `Bearer ${access.token}` },
        signal,
      });
      return readReply(response.status, await response.text(), read);
    } catch (error) {
      if (signal.aborted) throw error;
      return refused('The daemon does not answer.');
    }
  }
}

function readReply<T>(status: number, text: string, read: (body: JsonObject) => T): Reply<T> {
  const body = parsed(text);
  if (status === 200 && body?.success === true) return { ok: true, value: read(body) };
  if (status === 401) return refused('The daemon does not know this page’s token any more.');
  const hints = Array.isArray(body?.suggestions) ? body.suggestions : [];
  return refused(
    (body === null ? firstLine(text) : textAt(body, 'error')) ?? `The daemon answered ${status} and no more.`,
    hints.filter((hint) => typeof hint === 'string'),
  );
}

function refused(
  reason: string,
  hints: readonly string[] = [],
): { ok: false; reason: string; hints: readonly string[] } {
  return { ok: false, reason, hints };
}

/** Only a relative path needs its folder. */
function inFolder(path: string, folder: string | null): Record<string, string> {
  return folder === null || /^(?:\/|[A-Za-z]:[\\/])/.test(path) ? {} : { working_dir: folder };
}

function parsed(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function firstLine(text: string): string | null {
  const line = text.split('\n', 1)[0]?.trim() ?? '';
  return line === '' ? null : line;
}
