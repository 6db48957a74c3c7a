import { agentName } from '../../state/agents/agent-tree';
import type { AgentRecord, AskedPermission, CallRecord } from '../../state/account/records';
import { hashOf } from '../../state/route';
import type { Store } from '../../state/store';
import { durationOf } from '../../state/tools/durations';
import { isWaiting } from '../../state/tools/waits';
import { relativeTo } from '../../text/path';
import { duration } from '../../text/time';
import { Moment } from '../../ui/moment';
import { Fields } from '../detail/fields';
import { Status } from '../events/status';
import { agentHref, fileHref } from '../places';

interface Props {
  call: CallRecord;
  /** The record changes in place; its revision says that there is something new to draw. */
  revision: number;
  store: Store;
}

/** What is known of a call besides its input and output. */
export function CallFields({ call, store }: Props) {
  const now = store.clock.value;
  const millis = durationOf(call, now);
  const { agents, sessions } = store.account;
  const session = sessions.get(call.session);
  const agent = agents.get(call.session, call.agentId);
  // The agent that this call asked for.
  const started = agents.of(call.session).find(({ callId }) => callId === call.callId);
  return (
    <Fields
      fields={[
        ['Status', <Status status={call.status} />],
        ['In background', call.background === null ? null : <Status status={call.background} />],
        ['Why', call.reason],
        ['Duration', millis === null ? null : duration(millis)],
        ['Permission', call.permission === null ? null : permissionText(call, call.permission, now)],
        ['Began', <Moment millis={call.startedAt} now={now} />],
        ['Ended', call.endedAt === null ? null : <Moment millis={call.endedAt} now={now} />],
        ['Agent', agent === undefined ? call.agentId : <AgentLink agent={agent} store={store} />],
        ['Started', started === undefined ? null : <AgentLink agent={started} store={store} />],
        ['Session', session === undefined ? call.session : `${session.project} · ${call.session}`],
        ['Files', call.files.length === 0 ? null : fileLinks(call, store)],
        ['Events', eventLinks(call, store)],
        ['Call', call.callId],
      ]}
    />
  );
}

function permissionText(
  call: CallRecord,
  { answer, askedAt, waitedMs }: AskedPermission,
  now: number,
): string {
  if (isWaiting(call)) {
    return Number.isNaN(askedAt)
      ? 'waits for you'
      : `waits for you since ${duration(Math.max(0, now - askedAt))}`;
  }
  return waitedMs === null ? answer : `${answer} after ${duration(waitedMs)}`;
}

function AgentLink({ agent, store }: { agent: AgentRecord; store: Store }) {
  return (
    <a href={agentHref(store.route.value, agent)} data-testid="agent-link">
      {agentName(agent)}
    </a>
  );
}

function fileLinks(call: CallRecord, store: Store) {
  const cwd = store.account.sessions.get(call.session)?.cwd ?? null;
  return (
    <ul>
      {[...new Set(call.files.map(({ path }) => path))].map((path) => (
        <li key={path}>
          <a href={fileHref(store.route.value, call.session, path, call.key)} data-testid="file-link">
            {relativeTo(cwd, path)}
          </a>
        </li>
      ))}
    </ul>
  );
}

function eventLinks(call: CallRecord, store: Store) {
  const ends = [
    ['start', call.startRow],
    ['end', call.endRow],
  ] as const;
  return (
    <span class="event-links">
      {ends.map(([name, ordinal]) => {
        const row = ordinal === null ? undefined : store.log.at(ordinal);
        if (row?.kind !== 'event') return null;
        const href = hashOf({ ...store.route.value, tab: 'events', item: row.event.id });
        return (
          <a key={name} href={href}>
            {name}
          </a>
        );
      })}
    </span>
  );
}
