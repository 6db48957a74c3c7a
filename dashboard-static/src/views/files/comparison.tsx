import type { ComponentChildren } from 'preact';
import { Content } from '../../content/content';
import { ContentSurroundings } from '../../content/surroundings';
import { toggled } from '../../state/toggled';
import type { Preferences } from '../../state/preferences';
import { isFolder } from '../../state/files/file-entry';
import type { Side } from '../../state/files/file-list';
import { callHref } from '../places';
import { contentOf, surroundingsOf } from '../tools/call-detail';
import { FileNowSide } from './file-now-side';
import { GitSide } from './git-side';
import type { SideProps } from './side';

const SIDES: readonly (readonly [Side, string])[] = [
  ['operation', 'This operation'],
  ['now', 'The file now'],
  ['git', 'Git'],
];

/** One operation, the file as it is, and what git has of it; each only while it is wanted. Of a folder there is only the operation. */
export function Comparison({ preferences, ...props }: SideProps & { preferences: Preferences }) {
  const { entry, chosen, store } = props;
  const call = store.account.calls.get(chosen.key);
  const { sides } = store.files;
  const folder = isFolder(entry);
  const isShown = (side: Side) => (folder ? side === 'operation' : sides.value.has(side));
  if (call === undefined) return null;
  const show: Readonly<Record<Side, () => ComponentChildren>> = {
    operation: () => (
      <>
        <p class="side-about">
          <a href={callHref(store.route.value, call)} data-testid="call-link">
            {call.name}, with all about the call
          </a>
        </p>
        <Content call={contentOf(call, store)} />
      </>
    ),
    now: () => <FileNowSide {...props} />,
    git: () => <GitSide {...props} />,
  };
  return (
    <ContentSurroundings.Provider
      value={{ ...surroundingsOf(call, store, preferences), fileHref: () => null }}
    >
      {!folder && (
        <div class="sides-choice" role="group" aria-label="What is shown side by side">
          {SIDES.map(([side, title]) => (
            <button
              key={side}
              type="button"
              class="chip"
              data-testid="side-chip"
              data-side={side}
              aria-pressed={isShown(side)}
              onClick={() => (sides.value = toggled(sides.value, side))}
            >
              {title}
            </button>
          ))}
        </div>
      )}
      <div class="sides" data-testid="sides">
        {SIDES.filter(([side]) => isShown(side)).map(([side, title]) => (
          <section
            key={side}
            class="side"
            aria-label={title}
            data-testid={`side-${side}`}
            data-path={entry.path}
          >
            <h3>{title}</h3>
            {show[side]()}
          </section>
        ))}
      </div>
    </ContentSurroundings.Provider>
  );
}
