import { useEffect } from 'preact/hooks';
import type { LookBack } from '../../state/look-back/look-back';
import { SPEEDS, type Playback } from '../../state/look-back/playback';
import { duration, exactTime, localTime } from '../../text/time';
import { Icon } from '../../ui/icon';
import { Plain } from '../../ui/plain';

/** Says, above every view, that it is not the present, and moves through the time. */
export function LookBackBanner({ lookBack }: { lookBack: LookBack }) {
  const playback = lookBack.playback.value;
  return playback === null ? null : (
    <Controls playback={playback} onLive={lookBack.hasPresent ? () => lookBack.backToLive() : null} />
  );
}

/** Where an arrow key leads. The browser's own step is a millisecond; its larger ones, a tenth of the whole, are good. */
const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

function Controls({ playback, onLive }: { playback: Playback; onLive: (() => void) | null }) {
  const { moment, from, to, playing, speed, recording } = playback;
  const runs = playing.value;
  useEffect(() => {
    if (!runs) return;
    let last = performance.now();
    let frame = requestAnimationFrame(function turn(now) {
      playback.advance(now - last);
      last = now;
      frame = requestAnimationFrame(turn);
    });
    return () => cancelAnimationFrame(frame);
  }, [playback, runs]);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = STEPS[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    playback.step(by);
  };
  const time = `${localTime(moment.value, Date.now(), '')} · ${duration(moment.value - from)} of ${duration(to - from)}`;
  return (
    <section class="look-back" aria-label="Looking back" data-testid="look-back">
      <strong>
        Looking back: <Plain text={recording.name} />
      </strong>
      <button type="button" class="button" onClick={() => (runs ? playback.pause() : playback.play())}>
        <Icon name={runs ? 'pause' : 'play'} />
        {runs ? 'Hold' : 'Play'}
      </button>
      <select
        class="choice"
        aria-label="Speed"
        value={speed.value}
        onChange={({ currentTarget }) =>
          (speed.value = SPEEDS.find((times) => String(times) === currentTarget.value) ?? 1)
        }
      >
        {SPEEDS.map((times) => (
          <option key={times} value={times}>
            {times}×
          </option>
        ))}
      </select>
      <input
        type="range"
        data-testid="scrub"
        aria-label="Moment"
        aria-valuetext={time}
        min={from}
        max={Math.max(to, from + 1)}
        value={moment.value}
        onKeyDown={onKeyDown}
        onInput={({ currentTarget }) => playback.seek(Number(currentTarget.value))}
      />
      <span data-testid="moment" title={exactTime(moment.value)}>
        {time}
      </span>
      {onLive !== null && (
        <button type="button" class="button primary" data-testid="back-to-live" onClick={onLive}>
          Back to live
        </button>
      )}
    </section>
  );
}
