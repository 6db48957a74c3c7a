/** The agents of all sessions that held rows tell of. An agent goes with the last of its rows and of the calls that named it. */

import type { EventRow } from '../../event/row';
import { MAIN, type AgentRecord, type CallRecord } from './records';
import { SessionAgents } from './session-agents';
import type { Resumed } from './sessions';

export class AgentTable {
  private readonly bySession = new Map<string, SessionAgents>();

  get(session: string, id: string): AgentRecord | undefined {
    return this.bySession.get(session)?.get(id);
  }

  /** The agent with this key. */
  find(key: string): AgentRecord | undefined {
    for (const [session, agents] of this.bySession) {
      // Ids may hold blanks themselves: only the sessions tell where one ends.
      const agent = key.startsWith(`${session} `) ? agents.get(key.slice(session.length + 1)) : undefined;
      if (agent !== undefined) return agent;
    }
    return undefined;
  }

  /** The agents of a session in the order in which they were first heard of, the main agent among them. */
  of(session: string): readonly AgentRecord[] {
    return this.bySession.get(session)?.all() ?? [];
  }

  /** All agents, session after session. */
  all(): readonly AgentRecord[] {
    return [...this.bySession.values()].flatMap((agents) => agents.all());
  }

  /** Whether a subagent of the session is at work. */
  isAnyRunning(session: string): boolean {
    return this.bySession.get(session)?.isAnyRunning() ?? false;
  }

  /** Takes in a row and the calls of which it told something; answers whether any agent is another one by that. */
  add(row: EventRow, calls: readonly CallRecord[]): boolean {
    let agents = this.bySession.get(row.session);
    if (agents === undefined) {
      agents = new SessionAgents(row.session);
      this.bySession.set(row.session, agents);
    }
    return agents.add(row, calls);
  }

  /** What the start that `origin` tells of has ended goes on; answers whether any agent is another one by that. */
  reopen({ session, millis }: Resumed): boolean {
    return this.bySession.get(session)?.reopen(millis) ?? false;
  }

  remove(row: EventRow, gone: readonly CallRecord[]): void {
    const agents = this.bySession.get(row.session);
    if (agents === undefined) return;
    agents.remove(row.event.agent?.id ?? MAIN, gone);
    if (agents.size === 0) this.bySession.delete(row.session);
  }
}
