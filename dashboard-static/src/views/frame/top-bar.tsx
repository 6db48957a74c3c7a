import type { Link } from '../../link/link';
import type { LookBack } from '../../state/look-back/look-back';
import type { Preferences } from '../../state/preferences';
import type { Store } from '../../state/store';
import { Icon } from '../../ui/icon';
import { IconButton } from '../../ui/icon-button';
import { changed, hashOf } from '../../state/route';
import type { Tab } from '../tabs';
import { CallSwitch } from './call-switch';
import { Connection } from './connection';
import { DensitySwitch } from './density-switch';
import { RateMeter } from './rate-meter';
import { ThemeSwitch } from './theme-switch';

interface Props {
  store: Store;
  link: Link;
  lookBack: LookBack;
  preferences: Preferences;
  tabs: readonly Tab[];
  current: Tab;
}

export function TopBar({ store, link, lookBack, preferences, tabs, current }: Props) {
  const { rail } = preferences;
  return (
    <header class="top-bar">
      <IconButton
        icon="sidebar"
        label="Sessions"
        title="Show or hide the sessions"
        pressed={rail.open.value}
        onClick={() => rail.toggle()}
      />
      <h1 class="brand">
        <span class="brand-mark">
          <Icon name="pulse" />
        </span>
        <span class="brand-name">MPM Monitor</span>
      </h1>
      <nav class="tabs" aria-label="Views">
        {tabs.map((tab) => (
          <a
            key={tab.id}
            href={hashOf(changed(store.route.value, { tab: tab.id }))}
            class="tab"
            aria-current={tab === current ? 'page' : undefined}
          >
            {tab.title}
          </a>
        ))}
      </nav>
      <div class="spacer" />
      <RateMeter store={store} />
      <Connection link={link} store={store} lookBack={lookBack} />
      <PauseButton store={store} />
      <CallSwitch preferences={preferences} />
      <div class="looks">
        <DensitySwitch preferences={preferences} />
        <ThemeSwitch preferences={preferences} />
      </div>
      <IconButton
        icon="command"
        label="Commands"
        title="Every command and session, by name ( Ctrl K )"
        testId="open-palette"
        onClick={() => (store.dialog.value = 'palette')}
      />
      <IconButton
        icon="question"
        label="Help"
        title="Keys and search ( ? )"
        onClick={() => (store.dialog.value = 'help')}
      />
    </header>
  );
}

function PauseButton({ store }: { store: Store }) {
  const paused = store.pausedAt.value !== null;
  return (
    <button
      type="button"
      class="button"
      data-testid="pause"
      aria-pressed={paused}
      title={paused ? 'Let the list run again ( p )' : 'Hold the list still; events are still received ( p )'}
      onClick={() => store.togglePause()}
    >
      <Icon name={paused ? 'play' : 'pause'} />
      {paused ? 'Resume' : 'Pause'}
    </button>
  );
}
