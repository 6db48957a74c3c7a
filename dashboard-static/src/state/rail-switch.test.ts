import { describe, expect, it } from 'vitest';
import { RailSwitch } from './rail-switch';

describe('RailSwitch', () => {
  it('windowBecomesNarrow_closes_andIsAsItWasWhenItIsWideAgain', () => {
    const rail = new RailSwitch(false);
    rail.fit(true);
    expect([rail.open.value, rail.covers.value]).toEqual([false, true]);
    rail.toggle();
    rail.fit(false);
    expect([rail.open.value, rail.covers.value]).toEqual([true, false]);
    rail.toggle();
    rail.fit(true);
    rail.fit(false);
    expect(rail.open.value).toBe(false);
  });

  it('uncover_closesOnlyWhatCovers', () => {
    const rail = new RailSwitch(false);
    expect(rail.uncover()).toBe(false);
    expect(rail.open.value).toBe(true);
    rail.fit(true);
    expect(rail.uncover()).toBe(false);
    rail.toggle();
    expect(rail.uncover()).toBe(true);
    expect(rail.open.value).toBe(false);
  });
});
