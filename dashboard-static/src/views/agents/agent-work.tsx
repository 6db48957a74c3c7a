import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { AgentRecord, CallRecord } from '../../state/account/records';
import { agentName } from '../../state/agents/agent-tree';
import { hashOf } from '../../state/route';
import type { Store } from '../../state/store';
import { plural } from '../../text/count';
import { relativeTo } from '../../text/path';
import { duration } from '../../text/time';
import { More } from '../../ui/more';
import { shownStatus, Status } from '../events/status';
import { agentHref, callHref, fileHref } from '../places';

const AT_ONCE = 50;

/** What the agent did: the agents it started, its calls, its files; each leads to its own view. */
export function AgentWork({ agent, store }: { agent: AgentRecord; store: Store }) {
  const { agents, calls, sessions } = store.account;
  const route = store.route.value;
  const started = agents.of(agent.session).filter(({ parent }) => parent === agent.id);
  const own = calls.all().filter(({ session, agentId }) => session === agent.session && agentId === agent.id);
  const files = pathsOf(own);
  const cwd = sessions.get(agent.session)?.cwd ?? null;
  return (
    <>
      <Part title={plural(started.length, 'agent')} items={started}>
        {(child) => (
          <a key={child.key} href={agentHref(route, child)} data-testid="child-link">
            <span class="work-what">{agentName(child)}</span>
            <span class="work-more">{child.description}</span>
          </a>
        )}
      </Part>
      <Part title={plural(own.length, 'call')} items={own} action={<OnlyIts agent={agent} store={store} />}>
        {(call) => (
          <a key={call.key} href={callHref(route, call)} data-testid="call-link">
            <span class="work-what">{call.name}</span>
            <span class="work-more">{call.summary}</span>
            <Status status={shownStatus(call)} />
            <span class="work-time">{call.durationMs === null ? '' : duration(call.durationMs)}</span>
          </a>
        )}
      </Part>
      <Part title={plural(files.length, 'file')} items={files}>
        {(path) => (
          <a key={path} href={fileHref(route, agent.session, path, null)} data-testid="file-link">
            <span class="work-more">{relativeTo(cwd, path)}</span>
          </a>
        )}
      </Part>
    </>
  );
}

interface PartProps<T> {
  title: string;
  items: readonly T[];
  action?: ComponentChildren;
  children: (item: T) => ComponentChildren;
}

function Part<T>({ title, items, action, children }: PartProps<T>) {
  const shown = useSignal(AT_ONCE);
  if (items.length === 0) return null;
  return (
    <section>
      <div class="detail-section">
        <h3>{title}</h3>
        {action}
      </div>
      <ul class="work">
        {items.slice(0, shown.value).map((item, i) => (
          <li key={i}>{children(item)}</li>
        ))}
      </ul>
      <More
        rest={items.length - shown.value}
        step={AT_ONCE}
        noun="line"
        onMore={() => (shown.value += AT_ONCE)}
      />
    </section>
  );
}

/** The same calls where they can be filtered and ordered, and the agent's events. */
function OnlyIts({ agent, store }: { agent: AgentRecord; store: Store }) {
  const word = `agent:${/\s/.test(agent.id) ? `"${agent.id}"` : agent.id}`;
  const sessions = new Set([agent.session]);
  const leadTo = (tab: string, search: { value: string }) => (
    <a
      class="link"
      href={hashOf({ sessions, tab, item: null })}
      data-testid={`its-${tab}`}
      onClick={() => (search.value = word)}
    >
      {tab === 'tools' ? 'In Tools' : 'In Events'}
    </a>
  );
  return (
    <span class="links">
      {leadTo('tools', store.calls.search)}
      {leadTo('events', store.events.search)}
    </span>
  );
}

function pathsOf(calls: readonly CallRecord[]): readonly string[] {
  return [...new Set(calls.flatMap(({ files }) => files.map(({ path }) => path)))];
}
