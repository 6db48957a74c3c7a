import { useSignal, type Signal } from '@preact/signals';
import type { Daemon } from '../../link/daemon';
import { forgetSession } from '../../link/kept-sessions';
import type { KeptSession } from '../../state/kept-session';
import type { Store } from '../../state/store';
import { plural } from '../../text/count';
import { Modal } from '../../ui/modal';
import { Plain } from '../../ui/plain';

interface Props {
  /** The session in question; null while there is none. */
  asked: Signal<KeptSession | null>;
  daemon: Daemon;
  store: Store;
  onForgotten: () => void;
}

/** What is forgotten does not come back, so the user says it twice. */
export function ForgetDialog({ asked, daemon, store, onForgotten }: Props) {
  const refused = useSignal<string | null>(null);
  const session = asked.value;
  const close = () => {
    asked.value = null;
    refused.value = null;
  };
  const forget = async ({ id }: KeptSession) => {
    const answer = await forgetSession(daemon, store, id);
    if (!answer.ok) {
      refused.value = answer.error;
      return;
    }
    close();
    onForgotten();
  };
  return (
    <Modal open={session !== null} label="Forget this session" style="forget-dialog" onClose={close}>
      {session !== null && (
        <>
          <h2>Forget this session?</h2>
          <p>
            <Plain text={session.title ?? session.project} />: its {plural(session.events, 'event')} are
            deleted from the daemon&#39;s memory, from its history, and from this page. This cannot be undone.
            Claude Code&#39;s own files stay as they are.
          </p>
          {refused.value !== null && (
            <p class="warn" role="alert">
              Not forgotten: {refused.value}
            </p>
          )}
          <div class="modal-does">
            <button type="button" class="button" onClick={close}>
              Keep it
            </button>
            <button
              type="button"
              class="button danger"
              data-testid="forget-now"
              onClick={() => void forget(session)}
            >
              Forget it
            </button>
          </div>
        </>
      )}
    </Modal>
  );
}
