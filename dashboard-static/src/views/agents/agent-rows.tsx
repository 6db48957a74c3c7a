import { useEffect } from 'preact/hooks';
import type { AgentRow } from '../../state/agents/agent-tree';
import type { Store } from '../../state/store';
import { onTreeKey } from '../../ui/tree-keys';
import { VirtualRows } from '../../ui/virtual-rows';
import { AGENT_COLUMNS, AgentHead, AgentLine, agentRowId } from './agent-line';

export function AgentRows({ store, rowHeight }: { store: Store; rowHeight: number }) {
  const list = store.agents;
  const rows = list.rows.value;
  const { item } = store.route.value;
  const active = item ?? list.active.value;
  useEffect(() => {
    // A link may have led there: when it is closed, the keys go on from it.
    if (item === null) return;
    list.active.value = item;
    list.reveal(item);
  }, [list, item]);
  const indexOf = (key: string | null | undefined) => rows.findIndex(({ agent }) => agent.key === key);
  const index = indexOf(active);
  const now = store.clock.value;
  const reach = (row: AgentRow | undefined, opening: boolean) => {
    if (row === undefined) return;
    list.active.value = row.agent.key;
    if (opening || item !== null) store.go({ item: row.agent.key });
  };
  const toggle = ({ agent }: AgentRow) => list.toggle(agent.key);
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
        identity={list.filter.value}
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
