import type { Signal } from '@preact/signals';
import { asLines, type Recording } from '../../state/look-back/recording';
import { plural } from '../../text/count';
import { Plain } from '../../ui/plain';
import { SaveButtons } from './save-buttons';

interface Props {
  recording: Recording;
  message: Signal<string | null>;
}

/** The recording that is looked back at, which may be of no session that is kept. */
export function RecordingItem({ recording: { name, events, usages }, message }: Props) {
  return (
    <li class="kept-session" data-testid="recording">
      <span class="kept-title">
        <Plain text={name} />
      </span>
      <span class="kept-about">
        <span>looked back at now</span>
        <span>{plural(events.length, 'event')}</span>
      </span>
      <span class="kept-does">
        <SaveButtons
          name={name}
          lines={() => Promise.resolve({ ok: true, value: asLines(events, usages) })}
          message={message}
        />
      </span>
    </li>
  );
}
