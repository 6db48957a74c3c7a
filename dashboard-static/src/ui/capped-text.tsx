import { useSignal } from '@preact/signals';
import { count } from '../text/count';
import { Plain } from './plain';

/** A text of any length: what is beyond `cap` characters enters the document only when asked for. */
export function CappedText({ text, cap }: { text: string; cap: number }) {
  const all = useSignal(false);
  if (text.length <= cap || all.value) return <Plain text={text} />;
  return (
    <>
      <Plain text={text.slice(0, cap)} />…{' '}
      <button type="button" class="link" onClick={() => (all.value = true)}>
        Show all {count(text.length)} characters
      </button>
    </>
  );
}
