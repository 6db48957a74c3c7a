import { isObject, textAt, type Json } from '../../event/json';
import { Icon, type IconName } from '../../ui/icon';
import { Plain } from '../../ui/plain';
import { AnyCall } from '../any-call';
import type { CallContent } from '../call';

const ICONS: ReadonlyMap<string, IconName> = new Map<string, IconName>([
  ['completed', 'check'],
  ['in_progress', 'play'],
]);

export function Todos({ call }: { call: CallContent }) {
  const { todos } = call.input;
  if (!Array.isArray(todos)) return <AnyCall call={call} />;
  const done = todos.filter((todo) => textAt(todo, 'status') === 'completed').length;
  return (
    <section class="todos" data-testid="todos" aria-label="To-dos">
      <p class="dim">
        {done} of {todos.length} done
      </p>
      <ul>
        {todos.map((todo, i) => (
          <Todo key={i} todo={todo} />
        ))}
      </ul>
    </section>
  );
}

function Todo({ todo }: { todo: Json }) {
  const status = textAt(todo, 'status') ?? 'pending';
  const words = textAt(todo, 'content') ?? (isObject(todo) ? textAt(todo, 'activeForm') : null) ?? '';
  return (
    <li class="todo" data-status={status}>
      <Icon name={ICONS.get(status) ?? 'dot'} />
      <span>
        <Plain text={words} />
        <span class="visually-hidden"> ({status.replaceAll('_', ' ')})</span>
      </span>
    </li>
  );
}
