import type { CallRecord } from '../../state/account/records';
import type { Store } from '../../state/store';
import { durationOf } from '../../state/tools/durations';
import type { Waits } from '../../state/tools/waits';
import { plural } from '../../text/count';
import { duration } from '../../text/time';
import { Plain } from '../../ui/plain';
import { callHref } from '../places';
import { Histogram } from './histogram';
import { ToolName } from './tool-name';

/** What the shown calls have in common: how long they take, which take longest, how long they waited for the user. */
export function Overview({ store }: { store: Store }) {
  const { durations, slowest, waits } = store.calls.summary.value;
  return (
    <section class="overview" aria-label="Overview" data-testid="overview">
      <Histogram durations={durations} span={store.calls.span} />
      <div class="overview-part" data-testid="slowest">
        <h3>Slowest</h3>
        {slowest.length === 0 ? (
          <p class="dim">No call has a duration yet.</p>
        ) : (
          <ol class="overview-list">
            {slowest.map((call) => (
              <CallLink
                key={call.key}
                call={call}
                store={store}
                millis={durationOf(call, store.clock.value)}
              />
            ))}
          </ol>
        )}
      </div>
      <div class="overview-part" data-testid="waits">
        <h3>Permission</h3>
        <PermissionWaits waits={waits} store={store} />
      </div>
    </section>
  );
}

function PermissionWaits({ waits, store }: { waits: Waits; store: Store }) {
  const { asked, waiting, denied, total, longest } = waits;
  if (asked === 0) return <p class="dim">Nothing needed your permission.</p>;
  return (
    <>
      <p class="dim">
        Asked {asked === 1 ? 'once' : `${asked} times`}
        {denied > 0 && `, denied ${denied}`}
        {total > 0 && `, waited ${duration(total)} in all`}
      </p>
      <ol class="overview-list">
        {waiting.slice(0, 3).map((call) => (
          <CallLink
            key={call.key}
            call={call}
            store={store}
            millis={askedFor(call, store.clock.value)}
            waits
          />
        ))}
        {longest !== null && (
          <CallLink call={longest} store={store} millis={longest.permission?.waitedMs ?? null} />
        )}
      </ol>
      {waiting.length > 3 && <p class="waits">{plural(waiting.length - 3, 'more call')} waiting</p>}
    </>
  );
}

function askedFor({ permission }: CallRecord, now: number): number | null {
  const asked = permission?.askedAt ?? NaN;
  return Number.isNaN(asked) ? null : Math.max(0, now - asked);
}

interface LinkProps {
  call: CallRecord;
  store: Store;
  millis: number | null;
  waits?: boolean;
}

function CallLink({ call, store, millis, waits = false }: LinkProps) {
  return (
    <li data-waits={waits}>
      <a href={callHref(store.route.value, call)} title={call.summary}>
        <span class="overview-tool">
          <ToolName name={call.name} />
        </span>{' '}
        <span class="dim">
          <Plain text={call.summary} />
        </span>
      </a>
      <span class="overview-number">{millis === null ? '' : duration(millis)}</span>
    </li>
  );
}
