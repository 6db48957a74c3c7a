import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AgentRow } from '../../state/agents/agent-tree';
import { toggled } from '../../state/filter';
import type { Store } from '../../state/store';
import { onTreeKey } from '../../ui/tree-keys';
import { VirtualRows } from '../../ui/virtual-rows';
import { AGENT_COLUMNS, AgentHead, AgentLine, agentRowId } from './agent-line';

interface Props {
  store: Store;
  rows: readonly AgentRow[];
  rowHeight: number;
}

export function AgentRows({ store, rows, rowHeight }: Props) {
  const reached = useSignal<string | null>(null);
  const { item } = store.route.value;
  useEffect(() => {
    if (item !== null) reached.value = item;
  }, [item]);
  const active = item ?? reached.value;
  const indexOf = (key: string | null | undefined) => rows.findIndex(({ agent }) => agent.key === key);
  const index = indexOf(active);
  const now = store.clock.value;
  const reach = (row: AgentRow | undefined, opening: boolean) => {
    if (row === undefined) return;
    reached.value = row.agent.key;
    if (opening || item !== null) store.go({ item: row.agent.key });
  };
  const toggle = ({ agent }: AgentRow) => {
    store.foldedAgents.value = toggled(store.foldedAgents.peek(), agent.key);
  };
  const onKeyDown = (event: KeyboardEvent) =>
    onTreeKey(event, {
      rows,
      at: index,
      isOpen: ({ children, open }) => (children === 0 ? null : open),
      toggle,
      reach: (row) => reach(row, false),
    });
  return (
    <div class="list agent-list" onKeyDown={onKeyDown}>
      <VirtualRows
        role="treegrid"
        label="Agents"
        columns={AGENT_COLUMNS}
        length={rows.length}
        identity={store}
        keyOf={(at) => rows[at]?.agent.key}
        indexOf={indexOf}
        rowHeight={rowHeight}
        active={index === -1 ? null : index}
        following={null}
        header={<AgentHead />}
        row={(at) => {
          const row = rows[at];
          return (
            row !== undefined && (
              <AgentLine
                key={row.agent.key}
                row={row}
                index={at}
                store={store}
                now={now}
                active={at === index}
                onPick={() => reach(row, true)}
                onToggle={() => toggle(row)}
              />
            )
          );
        }}
        rowId={(at) => agentRowId(rows[at])}
        onMove={(at) => reach(rows[at], false)}
        onOpen={() => reach(rows[index], true)}
      />
    </div>
  );
}
