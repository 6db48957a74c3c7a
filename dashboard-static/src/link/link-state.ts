/** How the page stands with its daemon. */

/** The codes of `CONNECT` errors. */
export const REFUSAL_CODES = ['unauthorized', 'unsupported_version', 'malformed'] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

export type LinkState =
  | { readonly name: 'no-access'; readonly reason: 'no-token' | 'bad-port'; readonly given: string }
  | { readonly name: 'connecting' }
  | { readonly name: 'live' }
  /** The connection broke; the next try is at `retryAt`. */
  | { readonly name: 'reconnecting'; readonly retryAt: number }
  /**
   * Nobody answers at the daemon's address. With `orRefused` the daemon may as well have turned the page away at the handshake: a
   * browser does not tell its page the difference.
   */
  | { readonly name: 'stopped'; readonly retryAt: number; readonly orRefused: boolean }
  /** The daemon answered and said no: `message` is its own, `code` null when the page does not know it. */
  | { readonly name: 'refused'; readonly code: RefusalCode | null; readonly message: string };

/** When the next try is, as the end of a sentence: ` in 3 s`, ` now`. */
export function inSeconds(retryAt: number, now: number): string {
  const seconds = Math.ceil((retryAt - now) / 1_000);
  return seconds > 0 ? ` in ${seconds} s` : ' now';
}

const FIRST_WAIT_MILLIS = 1_000;
const LONGEST_WAIT_MILLIS = 10_000;

/** How long to wait before try number `attempt`, which counts from 1. */
export function waitBefore(attempt: number): number {
  return Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS * 2 ** (attempt - 1));
}
