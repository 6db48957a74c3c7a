import { describe, expect, it } from 'vitest';
import { atMostEvery, promptly } from './scheduling';

/** A time that goes on when told, and frames that come when told. */
function stage() {
  let time = 0;
  const frames: (() => void)[] = [];
  const done: number[] = [];
  const schedule = promptly({
    now: () => time,
    withFrame: (task) => frames.push(task),
    afterwards: (task) => task(),
  });
  return {
    done,
    pass: (millis: number) => (time += millis),
    frame: () => frames.splice(0).forEach((task) => task()),
    /** Asks for some work that takes a while. */
    work: (millis: number) =>
      schedule(() => {
        done.push(time);
        time += millis;
      }),
  };
}

describe('promptly', () => {
  it('afterAQuietTime_atOnce', () => {
    const { work, pass, done } = stage();
    work(1);
    pass(10);
    work(1);
    expect(done).toEqual([0, 11]);
  });

  it('soonAfterOtherWork_withTheNextFrame', () => {
    const { work, pass, frame, done } = stage();
    work(1);
    pass(2);
    work(1);
    expect(done).toEqual([0]);
    pass(9);
    frame();
    expect(done).toEqual([0, 12]);
  });

  it('longWork_isRestedFrom', () => {
    const { work, pass, frame, done } = stage();
    work(20);
    pass(20);
    work(1);
    expect(done).toEqual([0]);
    frame();
    pass(30);
    work(1);
    expect(done).toEqual([0, 40, 71]);
  });
});

describe('atMostEvery', () => {
  it('afterAWhile_atOnce_otherwiseWhenTheTimeHasPassed', () => {
    let time = 0;
    const waiting: [number, () => void][] = [];
    const done: number[] = [];
    const schedule = atMostEvery(
      100,
      () => time,
      (millis, task) => waiting.push([millis, task]),
    );
    const ask = () => schedule(() => done.push(time));
    ask();
    time = 30;
    ask();
    expect(done).toEqual([0]);
    expect(waiting.map(([millis]) => millis)).toEqual([70]);
    time = 100;
    waiting.forEach(([, task]) => task());
    expect(done).toEqual([0, 100]);
    time = 250;
    ask();
    expect(done).toEqual([0, 100, 250]);
  });
});
