/** Files that sessions named, and what git says of them. The daemon decides what it shows, and says why when it does not. */

import { numberAt, textAt } from '../event/json';
import type { Answer, AnswerAs, Daemon } from './daemon';

export interface FilePlace {
  readonly path: string;
  /** The folder of the session; a relative path is read from there. */
  readonly folder: string | null;
}

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

export async function fileNow(
  daemon: Daemon,
  place: FilePlace,
  signal: AbortSignal,
): Promise<AnswerAs<FileNow>> {
  const answer = await daemon.get('/api/file-content', { file_path: place.path, ...inFolder(place) }, signal);
  return reply(answer, (value) => ({
    content: textAt(value, 'content') ?? '',
    size: numberAt(value, 'file_size'),
    encoding: textAt(value, 'encoding'),
  }));
}

/** The first commit after `moment`; where there is none, what is in no commit yet; where there is nothing, the last commit. */
export async function gitChange(
  daemon: Daemon,
  place: FilePlace,
  moment: number,
  signal: AbortSignal,
): Promise<AnswerAs<GitChange>> {
  const at = Number.isNaN(moment) ? {} : { timestamp: new Date(moment).toISOString() };
  const answer = await daemon.get('/api/git-diff', { file: place.path, ...inFolder(place), ...at }, signal);
  return reply(answer, (value) => {
    const method = textAt(value, 'method');
    const commit = textAt(value, 'commit_hash');
    return { diff: textAt(value, 'diff') ?? '', method, commit: commit === method ? null : commit };
  });
}

function reply<T>(answer: Answer, read: (value: unknown) => T): AnswerAs<T> {
  if (answer.ok) return { ok: true, value: read(answer.value) };
  return answer.status === 401 ? { ...answer, error: 'The daemon has another token than this page' } : answer;
}

/** Only a relative path needs its folder. */
function inFolder({ path, folder }: FilePlace): Record<string, string> {
  return folder === null || /^(?:\/|[A-Za-z]:[\\/])/.test(path) ? {} : { working_dir: folder };
}
