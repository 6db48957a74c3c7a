import { useSignalEffect } from '@preact/signals';
import { useEffect, useLayoutEffect } from 'preact/hooks';
import type { Daemon } from './link/daemon';
import type { Link } from './link/link';
import type { Preferences } from './state/preferences';
import type { LookBack } from './state/look-back/look-back';
import { HistoryView } from './views/history/history-view';
import { LookBackBanner } from './views/history/banner';
import type { Store } from './state/store';
import { shortcuts } from './views/frame/shortcuts';
import { focusList } from './ui/virtual-rows';
import { NoEvents } from './views/events/no-events';
import { Gate, isGate, Notice } from './views/frame/gate';
import { Help } from './views/frame/help';
import { Palette } from './views/frame/palette';
import { StatusBar } from './views/frame/status-bar';
import { TopBar } from './views/frame/top-bar';
import { SessionRail } from './views/sessions/session-rail';
import { TABS, tabOf } from './views/tabs';

interface Props {
  lookBack: LookBack;
  store: Store;
  link: Link;
  daemon: Daemon;
  preferences: Preferences;
}

export function App(given: Props) {
  const { link, preferences, lookBack } = given;
  const { rail } = preferences;
  // Every view shows the same moment: the present, or the one that is looked back at.
  const store = lookBack.playback.value?.store ?? given.store;
  const props = { ...given, store, present: given.store };
  // With the page, not after its first frame: who is quick has pressed a key by then.
  useLayoutEffect(() => {
    const onKey = shortcuts(store, rail);
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [store, rail]);
  useSignalEffect(() => {
    document.documentElement.dataset.theme = preferences.theme.value;
  });
  useSignalEffect(() => {
    document.documentElement.dataset.density = preferences.density.value;
  });
  useSignalEffect(() => {
    // Counting down to a retry begins now, not at the next full second.
    if ('retryAt' in link.state.value) store.tick();
  });
  const { listWanted } = store;
  const wanted = listWanted.value;
  // After the palette has given the focus back to where it was.
  useLayoutEffect(() => {
    if (!wanted) return;
    listWanted.value = false;
    focusList();
  }, [wanted]);
  const current = tabOf(store.route.value.tab);
  useEffect(() => void rail.uncover(), [current]);
  return (
    <div class="app">
      <TopBar
        store={store}
        link={link}
        lookBack={lookBack}
        preferences={preferences}
        tabs={TABS}
        current={current}
      />
      <div class="body">
        {rail.open.value && <SessionRail store={store} onChosen={() => void rail.uncover()} />}
        {rail.open.value && rail.covers.value && (
          // Takes the click, so that closing the rail opens nothing under it.
          <div class="rail-shade" data-testid="rail-shade" onClick={() => void rail.uncover()} />
        )}
        <main class="main">
          <LookBackBanner lookBack={lookBack} />
          <Content {...props} />
        </main>
      </div>
      <StatusBar store={store} link={link} />
      <Help store={store} />
      <Palette store={store} present={lookBack.hasPresent ? given.store : null} preferences={preferences} />
    </div>
  );
}

/** The view; while there is nothing to show, the reason and the remedy. */
function Content({ store, present, link, daemon, preferences, lookBack }: Props & { present: Store }) {
  const { log } = store.content.value;
  const state = link.state.value;
  const view = tabOf(store.route.value.tab);
  const past = lookBack.playback.value !== null;
  if (log.end > 0 || past || view.view === HistoryView) {
    return (
      <>
        {!past && <Notice state={state} clock={store.clock} />}
        <view.view
          // Keyed, so that what a view computes and listens to is of no store that was shown before. History is always of the present.
          key={view.view === HistoryView ? present : store}
          store={store}
          present={present}
          daemon={daemon}
          live={state.name === 'live'}
          lookBack={lookBack}
          preferences={preferences}
        />
      </>
    );
  }
  return isGate(state) ? <Gate state={state} link={link} clock={store.clock} /> : <NoEvents />;
}
