import { useComputed } from '@preact/signals';
import type { Bar, Mark } from '../../state/timeline/lanes';
import { TimelineFold } from '../../state/timeline/timeline-fold';
import type { Mode } from '../../state/timeline/timeline-window';
import { EVENTS } from '../../state/events/event-list';
import { Panes } from '../panes';
import { focusList } from '../../ui/virtual-rows';
import { Segments } from '../../ui/segments';
import { NoAgents } from '../agents/no-agents';
import type { ViewProps } from '../tabs';
import { CallDetail } from '../tools/call-detail';
import { Chart } from './chart';
import { VisibleList } from './visible-list';

const MODES: readonly { readonly value: Mode; readonly title: string }[] = [
  { value: 'all', title: 'All' },
  { value: 'live', title: 'Last 5 min' },
  { value: 'part', title: 'Zoomed' },
];

const MARKS = [
  ['prompt', 'prompt'],
  ['permission', 'permission'],
  ['wait', 'wait'],
  ['running', 'running'],
  ['ok', 'ok'],
  ['failed', 'failed, denied'],
  ['broken-off', 'broken off'],
] as const;

/** What every agent of the chosen sessions did, over time. */
export function TimelineView({ store, preferences }: ViewProps) {
  const fold = useComputed(() => new TimelineFold(store.log));
  const timeline = useComputed(() => {
    // Read for their changes: rows and records are no signals.
    const { account } = store.content.value.log;
    const running = account.sessions.newestFirst().some(({ counts }) => counts.running > 0);
    const now = running ? store.clock.value : store.clock.peek();
    return fold.value.catchUp(now).shown(store.sessions.value);
  });
  const view = useComputed(() => store.timeline.view(timeline.value, store.clock.value));
  const { item } = store.route.value;
  if (timeline.value.lanes.length === 0) return <NoAgents store={store} />;
  const close = () => {
    store.closeDetail();
    focusList();
  };
  const open = (thing: Bar | Mark) => {
    if (thing.call !== null) store.go({ item: thing.call.key });
    else if (thing.eventId !== null) store.go({ tab: EVENTS, item: thing.eventId });
  };
  return (
    <Panes
      preferences={preferences}
      onEscape={close}
      side={
        item === null ? null : (
          <CallDetail key={item} callKey={item} store={store} preferences={preferences} onClose={close} />
        )
      }
    >
      <div class="filters timeline-head">
        <Segments label="Part of the time" options={MODES} value={store.timeline.mode} />
        <span class="timeline-key" aria-hidden="true">
          {MARKS.map(([mark, meaning]) => (
            <span key={mark}>
              <i data-mark={mark} /> {meaning}{' '}
            </span>
          ))}
        </span>
        <span class="dim">Wheel zooms, dragging moves</span>
      </div>
      <Chart store={store} preferences={preferences} timeline={timeline} view={view} onOpen={open} />
      <VisibleList timeline={timeline.value} view={view.value} now={store.clock.value} onOpen={open} />
    </Panes>
  );
}
