/** Where the daemon is and the token that opens it: from the address, then from the tab's own storage. */

const DEFAULT_PORT = 8765;

export interface Access {
  readonly token: string;
  /** The daemon's address, such as `http://127.0.0.1:8765`. */
  readonly origin: string;
  /** A page from the disk has no origin that a daemon could know. */
  readonly fromDisk: boolean;
}

export type AccessResult =
  | { readonly found: true; readonly access: Access }
  | { readonly found: false; readonly reason: 'no-token' | 'bad-port'; readonly given: string };

export interface Place {
  readonly protocol: string;
  readonly origin: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
}

const KEY = 'mpm-monitor.access';

/** Takes token and port out of the address, so that neither a screenshot nor the history shows them. */
export function findAccess(
  place: Place,
  storage: Storage | null,
  history: Pick<History, 'replaceState'>,
): AccessResult {
  const fragment = new URLSearchParams(place.hash.slice(1));
  const kept = recall(storage);
  const token = fragment.get('token') ?? kept.get('token') ?? '';
  const port = fragment.get('port') ?? kept.get('port') ?? '';
  if (fragment.has('token') || fragment.has('port')) {
    remember(storage, new URLSearchParams({ token, port }));
    history.replaceState(null, '', place.pathname + place.search);
  }
  if (token === '') return { found: false, reason: 'no-token', given: '' };
  // A page that a daemon serves belongs to that daemon, whatever port the fragment names.
  if (place.protocol.startsWith('http'))
    return { found: true, access: { token, origin: place.origin, fromDisk: false } };
  const number = port === '' ? DEFAULT_PORT : Number(port);
  if (!Number.isInteger(number) || number < 1 || number > 65_535)
    return { found: false, reason: 'bad-port', given: port };
  return { found: true, access: { token, origin: `http://127.0.0.1:${number}`, fromDisk: true } };
}

function recall(storage: Storage | null): URLSearchParams {
  try {
    return new URLSearchParams(storage?.getItem(KEY) ?? '');
  } catch {
    return new URLSearchParams();
  }
}

function remember(storage: Storage | null, access: URLSearchParams): void {
  try {
    storage?.setItem(KEY, access.toString());
  } catch {
    // Without storage the page works until it is reloaded.
  }
}
