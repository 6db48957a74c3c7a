import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { commandsOf, matching, type Command } from './commands';
import type { Preferences } from '../../state/preferences';
import type { Store } from '../../state/store';
import { Icon } from '../../ui/icon';
import { Modal } from '../../ui/modal';

interface Props {
  store: Store;
  /** Null where there is nothing but a recording. */
  present: Store | null;
  preferences: Preferences;
}

/** So many lines are enough to look through; another word finds the rest. */
const MOST_SHOWN = 50;

/** Everything the page can do, found by typing. */
export function Palette({ store, present, preferences }: Props) {
  const open = store.dialog.value === 'palette';
  const close = () => {
    if (store.dialog.peek() === 'palette') store.dialog.value = null;
  };
  return (
    <Modal open={open} onClose={close} label="Commands" style="palette">
      {open && <Commands store={store} present={present} preferences={preferences} close={close} />}
    </Modal>
  );
}

function Commands({ store, present, preferences, close }: Props & { close: () => void }) {
  const text = useSignal('');
  const at = useSignal(0);
  const list = useRef<HTMLUListElement>(null);
  const found = matching(commandsOf(store, preferences, present), text.value).slice(0, MOST_SHOWN);
  const active = Math.min(at.value, found.length - 1);
  useEffect(() => list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }));

  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    close();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      at.value = (active + step + found.length) % Math.max(1, found.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(found[active]);
    }
  };
  return (
    <>
      <div class="palette-search">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={active < 0 ? undefined : `palette-${active}`}
          aria-label="Command"
          placeholder="Type a command or a session"
          autocomplete="off"
          spellcheck={false}
          data-testid="palette-input"
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
            at.value = 0;
          }}
          onKeyDown={onKeyDown}
          ref={(input) => input?.focus()}
        />
        <kbd>Esc</kbd>
      </div>
      <ul id="palette-list" class="palette-list" role="listbox" aria-label="Commands" ref={list}>
        {found.map((command, i) => (
          <li
            key={command.id}
            id={`palette-${i}`}
            class="palette-item"
            role="option"
            aria-selected={i === active}
            data-testid="palette-item"
            onClick={() => run(command)}
            onPointerMove={() => (at.value = i)}
          >
            <span class="palette-title">{command.title}</span>
            {command.key !== null && <kbd>{command.key}</kbd>}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p class="palette-none">Nothing is called that. Try fewer words.</p>}
    </>
  );
}
