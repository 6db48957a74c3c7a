import { describe, expect, it } from 'vitest';
import { Ring } from './ring';

const item = (name: string, weight = 1) => ({ name, weight });
const ignore = () => undefined;

describe('Ring', () => {
  it('push_beyondItems_forgetsOldestFirst', () => {
    const ring = new Ring<ReturnType<typeof item>>({ items: 2, weight: 100 });
    const forgotten: string[] = [];
    for (const name of ['a', 'b', 'c', 'd']) ring.push(item(name), (gone) => forgotten.push(gone.name));
    expect(forgotten).toEqual(['a', 'b']);
    expect([ring.first, ring.end, ring.length]).toEqual([2, 4, 2]);
    expect(ring.at(1)).toBeUndefined();
    expect(ring.at(3)?.name).toBe('d');
  });

  it('push_beyondWeight_forgetsAsMuchAsNeeded', () => {
    const ring = new Ring<ReturnType<typeof item>>({ items: 10, weight: 10 });
    for (const name of ['a', 'b', 'c']) ring.push(item(name, 3), ignore);
    ring.push(item('heavy', 8), ignore);
    expect(ring.length).toBe(1);
    expect(ring.weight).toBe(8);
  });

  it('push_oneItemOverTheWeight_staysAsTheNewest', () => {
    const ring = new Ring<ReturnType<typeof item>>({ items: 10, weight: 10 });
    ring.push(item('huge', 50), ignore);
    expect(ring.at(0)?.name).toBe('huge');
  });

  it('constructor_noRoom_namesTheValue', () => {
    expect(() => new Ring({ items: 0, weight: 1 })).toThrow('limits.items must be at least 1, is 0');
  });
});
