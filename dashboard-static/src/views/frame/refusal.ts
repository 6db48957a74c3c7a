/** What the user is told when the daemon turns the page away, beside the daemon's own words. */

import type { RefusalCode } from '../../link/link-state';

export interface Refusal {
  readonly short: string;
  readonly title: string;
  /** What to do about it; the command that does it follows. */
  readonly advice: string;
}

export function refusalOf(code: RefusalCode | null): Refusal {
  switch (code) {
    case 'unauthorized':
      return {
        short: 'Wrong token',
        title: 'Wrong token',
        advice:
          'The daemon has another token than this page, perhaps because it was renewed. Get a page with the new one:',
      };
    case 'unsupported_version':
      return {
        short: 'Other version',
        title: 'The daemon is of another version',
        advice:
          'The daemon and this page speak different versions of the protocol. Open the page that belongs to the daemon:',
      };
    case 'malformed':
    case null:
      return {
        short: 'Refused',
        title: 'The daemon refused this page',
        advice: 'The daemon does not understand this page. Open the page that belongs to the daemon:',
      };
  }
}
