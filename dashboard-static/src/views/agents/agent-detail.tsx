import { MAIN, type AgentRecord } from '../../state/account/records';
import { agentName } from '../../state/agents/agent-tree';
import type { Store } from '../../state/store';
import { CappedText } from '../../ui/capped-text';
import { CopyButton } from '../../ui/copy-button';
import { DetailPane } from '../detail/detail-pane';
import { AgentFields } from './agent-fields';
import { AgentWork } from './agent-work';

const TEXT_CAP = 4_000;

interface Props {
  agentKey: string;
  store: Store;
  onClose: () => void;
}

/** Everything about one agent. */
export function AgentDetail({ agentKey, store, onClose }: Props) {
  const { account } = store.content.value.log;
  const agent = account.agents.find(agentKey);
  return (
    <DetailPane
      title={agent === undefined ? 'Unknown agent' : titleOf(agent)}
      data={{ 'data-agent-id': agent?.id }}
      onClose={onClose}
    >
      {agent === undefined ? (
        <div class="detail-body" data-testid="agent-not-held">
          <p>The page does not hold this agent: its events were forgotten, or have not arrived yet.</p>
        </div>
      ) : (
        <div class="detail-body">
          <AgentFields agent={agent} store={store} />
          <Text title={agent.id === MAIN ? 'Newest prompt' : 'Prompt'} text={agent.prompt} />
          <Text title={agent.id === MAIN ? 'Last words' : 'Result'} text={agent.result} />
          <AgentWork agent={agent} store={store} />
        </div>
      )}
    </DetailPane>
  );
}

function titleOf(agent: AgentRecord): string {
  if (agent.id === MAIN) return 'Main agent';
  return agent.description === null ? agentName(agent) : `${agentName(agent)}: ${agent.description}`;
}

function Text({ title, text }: { title: string; text: string | null }) {
  if (text === null) return null;
  return (
    <section>
      <div class="detail-section">
        <h3>{title}</h3>
        <CopyButton label="Copy" text={() => text} />
      </div>
      <pre class="subject prose" tabIndex={0} aria-label={title}>
        <CappedText text={text} cap={TEXT_CAP} />
      </pre>
    </section>
  );
}
