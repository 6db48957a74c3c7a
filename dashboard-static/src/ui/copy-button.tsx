import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from './icon';

const SHOWN_MILLIS = 1_500;

/** Copies what `text` returns and says whether that worked. */
export function CopyButton({ label, text }: { label: string; text: () => string }) {
  const outcome = useSignal<'copied' | 'failed' | null>(null);
  useEffect(() => {
    if (outcome.value === null) return;
    const timer = setTimeout(() => (outcome.value = null), SHOWN_MILLIS);
    return () => clearTimeout(timer);
  }, [outcome.value]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      outcome.value = 'copied';
    } catch {
      outcome.value = 'failed'; // Forbidden, or a page that came unencrypted from another machine: it has no clipboard.
    }
  };
  return (
    <button type="button" class="button small" onClick={() => void copy()}>
      <Icon name={outcome.value === 'copied' ? 'check' : 'copy'} />
      <span aria-live="polite">
        {outcome.value === 'copied'
          ? 'Copied'
          : outcome.value === 'failed'
            ? 'Not allowed by the browser'
            : label}
      </span>
    </button>
  );
}
