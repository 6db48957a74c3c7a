import { useComputed, useSignal, useSignalEffect, type ReadonlySignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { nameAmongSessions } from '../../state/agents/agent-tree';
import { MAIN } from '../../state/account/records';
import type { Bar, Mark, Timeline } from '../../state/timeline/lanes';
import type { Stretch } from '../../state/timeline/span';
import type { Preferences } from '../../state/preferences';
import type { Store } from '../../state/store';
import { agentHref } from '../places';
import { paint } from './paint';
import { AXIS, laneTop, placesOf, thingAt } from './places';
import { Pointed } from './pointed';

interface Props {
  store: Store;
  preferences: Preferences;
  timeline: ReadonlySignal<Timeline>;
  view: ReadonlySignal<Stretch>;
  onOpen: (thing: Bar | Mark) => void;
}

const ZOOM_STEP = 1.25;
const PAN_SHARE = 0.1;

/** The lanes: names in the document, bars and marks on a canvas of the size of the screen. */
export function Chart({ store, preferences, timeline, view, onOpen }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const size = useSignal({ width: 0, height: 0 });
  const scrollTop = useSignal(0);
  const pointed = useSignal<{ thing: Bar | Mark; x: number; y: number } | null>(null);
  const drag = useRef<{ x: number; y: number; moved: boolean } | null>(null);
  const places = useComputed(() => placesOf(timeline.value));
  const { timeline: shown } = store;

  useEffect(() => {
    const element = scroller.current;
    const area = canvas.current?.parentElement;
    if (element === null || area === null || area === undefined) return;
    const measure = () => (size.value = { width: area.clientWidth, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);

  useSignalEffect(() => {
    const { width, height } = size.value;
    // The theme is read for its change: its colours are drawn.
    const [line, lanes] = [timeline.value, places.value, preferences.theme.value];
    const field = {
      width,
      height,
      scrollTop: scrollTop.value,
      view: view.value,
      now: store.clock.value,
      pointed: pointed.value?.thing ?? null,
      open: store.route.value.item,
    };
    // With the next frame: by then the document has the theme's style, and however much has changed, it is drawn once.
    const frame = requestAnimationFrame(() => {
      const ink = canvas.current === null ? null : inkOf(canvas.current, width, height);
      if (ink !== null) paint(ink, line, lanes, field);
    });
    return () => cancelAnimationFrame(frame);
  });

  const timeAt = (x: number) => {
    const { from, to } = view.peek();
    return from + (x / Math.max(1, size.peek().width)) * (to - from);
  };
  const onWheel = (event: WheelEvent) => {
    event.preventDefault();
    const { from, to } = view.peek();
    const sideways = event.shiftKey ? event.deltaY : event.deltaX;
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))
      shown.pan(view.peek(), (sideways / Math.max(1, size.peek().width)) * (to - from));
    else shown.zoom(view.peek(), ZOOM_STEP ** (event.deltaY / 100), timeAt(event.offsetX));
  };
  useEffect(() => {
    const element = canvas.current;
    // Preact's own listener would be passive in some browsers, and the page would scroll as well.
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, []);

  const find = (event: MouseEvent) =>
    thingAt(
      timeline.peek(),
      places.peek(),
      view.peek(),
      size.peek().width,
      event.offsetX,
      event.offsetY + scrollTop.peek(),
    );
  const onPointerMove = (event: PointerEvent) => {
    const { offsetX: x, offsetY: y } = event;
    const from = drag.current;
    if (from === null) {
      const thing = find(event);
      pointed.value = thing === null ? null : { thing, x, y };
      return;
    }
    if (!from.moved && Math.abs(x - from.x) < 4) return;
    shown.pan(view.peek(), timeAt(from.x) - timeAt(x));
    if (scroller.current !== null) scroller.current.scrollTop += from.y - y;
    drag.current = { x, y, moved: true };
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const now = view.peek();
    const length = now.to - now.from;
    const action = {
      '+': () => shown.zoom(now, 1 / ZOOM_STEP, now.from + length / 2),
      '=': () => shown.zoom(now, 1 / ZOOM_STEP, now.from + length / 2),
      '-': () => shown.zoom(now, ZOOM_STEP, now.from + length / 2),
      ArrowLeft: () => shown.pan(now, -length * PAN_SHARE),
      ArrowRight: () => shown.pan(now, length * PAN_SHARE),
      Home: () => (shown.mode.value = 'all'),
      End: () => (shown.mode.value = 'live'),
    }[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };
  const route = store.route.value;
  return (
    <div
      ref={scroller}
      class="timeline"
      onScroll={(event) => (scrollTop.value = event.currentTarget.scrollTop)}
    >
      <div class="timeline-all" style={{ height: `${places.value.at(-1) ?? AXIS}px` }}>
        <ul class="timeline-names" aria-label="Agents">
          {timeline.value.lanes.map(({ key, agent, depth }, i) => (
            <li
              key={key}
              style={{ top: `${laneTop(places.value, i)}px`, '--depth': depth }}
              data-testid="lane"
              data-hue={agent.id === MAIN ? store.account.sessions.get(agent.session)?.hue : undefined}
            >
              <a href={agentHref(route, agent)} title={key}>
                {nameAmongSessions(agent, store.account.sessions)}
              </a>
            </li>
          ))}
        </ul>
        <div class="timeline-field">
          <canvas
            ref={canvas}
            tabIndex={0}
            role="img"
            data-testid="timeline"
            data-bars={timeline.value.bars}
            aria-label="Calls over time. Plus and minus zoom, the arrows move, Home shows all, End the last minutes. The table below lists the same."
            onKeyDown={onKeyDown}
            onPointerMove={onPointerMove}
            onPointerDown={(event) => {
              drag.current = { x: event.offsetX, y: event.offsetY, moved: false };
              event.currentTarget.setPointerCapture(event.pointerId);
            }}
            onPointerUp={(event) => {
              const thing = drag.current?.moved === false ? find(event) : null;
              drag.current = null;
              if (thing !== null) onOpen(thing);
            }}
            onPointerCancel={() => (drag.current = null)}
            onPointerLeave={() => (pointed.value = null)}
          />
          {pointed.value !== null && <Pointed {...pointed.value} now={store.clock.value} />}
        </div>
      </div>
    </div>
  );
}

/** The canvas has as many points as the screen; what is drawn is measured in the page's pixels. */
function inkOf(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const ink = canvas.getContext('2d');
  const [wide, high] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)];
  if (ink === null || wide === 0) return null;
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  // Here and not in the document, or an old drawing would be stretched until the next frame.
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  ink.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  return ink;
}
