import { useMemo } from 'preact/hooks';
import type { CallContent } from '../../content/call';
import { Content } from '../../content/content';
import { ContentSurroundings, type Surroundings } from '../../content/surroundings';
import { inputOf, resultOf } from '../../state/account/call-data';
import type { CallRecord } from '../../state/account/records';
import type { Preferences } from '../../state/preferences';
import type { Store } from '../../state/store';
import { CopyButton } from '../../ui/copy-button';
import { DetailPane } from '../detail/detail-pane';
import { agentHref, fileHref } from '../places';
import { CallFields } from './call-fields';

interface Props {
  callKey: string;
  store: Store;
  preferences: Preferences;
  onClose: () => void;
}

/** Everything about one call. */
export function CallDetail({ callKey, store, preferences, onClose }: Props) {
  const call = store.content.value.log.account.calls.get(callKey);
  return (
    <DetailPane
      title={call?.name ?? 'Unknown call'}
      data={{ 'data-call-id': call?.callId }}
      onClose={onClose}
    >
      {call === undefined ? (
        <div class="detail-body" data-testid="call-not-held">
          <p>The page does not hold this call: its events were forgotten, or have not arrived yet.</p>
        </div>
      ) : (
        <Body call={call} revision={call.revision} store={store} preferences={preferences} />
      )}
    </DetailPane>
  );
}

interface BodyProps extends Omit<Props, 'callKey' | 'onClose'> {
  call: CallRecord;
  /** The record changes in place; its revision says that there is something new to draw. */
  revision: number;
}

function Body({ call, revision, store, preferences }: BodyProps) {
  const content = useMemo(() => contentOf(call, store), [call, revision]);
  return (
    <div class="detail-body">
      <CallFields call={call} revision={revision} store={store} />
      <div class="detail-section">
        <h3>What it did</h3>
        <CopyButton label="Copy JSON" text={() => JSON.stringify(content, null, 2)} />
      </div>
      <ContentSurroundings.Provider value={surroundingsOf(call, store, preferences)}>
        <Content call={content} />
      </ContentSurroundings.Provider>
    </div>
  );
}

export function contentOf(call: CallRecord, { log }: Store): CallContent {
  const result = resultOf(call, log);
  return {
    name: call.name,
    input: inputOf(call, log) ?? {},
    result: result?.response ?? null,
    error: result?.error ?? null,
  };
}

export function surroundingsOf(
  { session, key }: CallRecord,
  store: Store,
  preferences: Preferences,
): Surroundings {
  const route = store.route.value;
  return {
    diffLayout: preferences.diffLayout,
    cwd: store.account.sessions.get(session)?.cwd ?? null,
    agentHref: (id) => {
      const agent = store.account.agents.get(session, id);
      return agent === undefined ? null : agentHref(route, agent);
    },
    fileHref: (path) =>
      store.account.files.get(session, path) === undefined ? null : fileHref(route, session, path, key),
  };
}
