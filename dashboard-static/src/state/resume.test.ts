import { describe, expect, it } from 'vitest';
import { NOWHERE, subscriptionFor } from './resume';

describe('subscriptionFor', () => {
  it('firstConnect_looksBackTenThousand', () => {
    expect(subscriptionFor(NOWHERE, { stream: 'a', seq: 12_200 })).toEqual({
      since: 2_200,
      stream: 'a',
      batch: true,
    });
  });

  it('firstConnect_youngDaemon_fromTheBeginning', () => {
    expect(subscriptionFor(NOWHERE, { stream: 'a', seq: 12 })).toEqual({
      since: 0,
      stream: 'a',
      batch: true,
    });
  });

  it('reconnect_sameStream_goesOnWhereItStood', () => {
    const known = { stream: 'a', seq: 41 };
    expect(subscriptionFor(known, { stream: 'a', seq: 99 })).toEqual({ since: 41, stream: 'a', batch: true });
  });

  it('reconnect_daemonRestarted_namesTheOldStream', () => {
    const known = { stream: 'a', seq: 41 };
    expect(subscriptionFor(known, { stream: 'b', seq: 3 })).toEqual({ since: 41, stream: 'a', batch: true });
  });
});
