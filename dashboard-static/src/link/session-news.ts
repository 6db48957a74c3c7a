/** Asks the daemon for its sessions now and then, as long as somebody looks and something happens. */

import { numberAt } from '../event/json';
import { readToldSessions } from '../state/told-sessions';
import type { Store } from '../state/store';
import type { Daemon } from './daemon';

export const NEWS_EVERY_MILLIS = 10_000;
/** The first time, once the events of a new session have come. */
const FIRST_NEWS_MILLIS = 400;

export class SessionNews {
  private cancel: () => void = () => undefined;
  private askedAt = -1;

  constructor(
    private readonly store: Store,
    private readonly daemon: Daemon,
    private readonly after: (millis: number, task: () => void) => () => void,
    private readonly isSeen: () => boolean,
  ) {}

  /** Begins, or begins anew with the next question at once. */
  start(): void {
    this.stop();
    this.askedAt = -1;
    this.cancel = this.after(FIRST_NEWS_MILLIS, () => void this.turn());
  }

  stop(): void {
    this.cancel();
    this.cancel = () => undefined;
  }

  /** How much older events there are than this page has asked for. */
  private async askForFirst(): Promise<void> {
    const answer = await this.daemon.get('/api/v1/events', { limit: '1' });
    const first = answer.ok ? numberAt(answer.value, 'first_held') : null;
    if (first !== null) this.store.tellFirst(first);
  }

  private async turn(): Promise<void> {
    const cancelled = this.cancel;
    if (this.daemon.canBeAsked && this.store.log.asksForFirst) await this.askForFirst();
    const now = this.store.account.revisions.sessions;
    if (this.isSeen() && this.daemon.canBeAsked && now !== this.askedAt) {
      const answer = await this.daemon.get('/api/v1/sessions');
      if (answer.ok) {
        this.askedAt = now;
        this.store.told.value = readToldSessions(answer.value);
      }
    }
    // Stopped or started anew while the answer was under way.
    if (this.cancel !== cancelled) return;
    this.cancel = this.after(NEWS_EVERY_MILLIS, () => void this.turn());
  }
}
