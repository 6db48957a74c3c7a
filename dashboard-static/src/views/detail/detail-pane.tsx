import type { ComponentChildren } from 'preact';
import { IconButton } from '../../ui/icon-button';

interface HeadProps {
  children: ComponentChildren;
  /** What is closed, as a word after "Close the". */
  noun: string;
  onClose: () => void;
}

/** The title of what is open, and the way to close it. */
export function DetailHead({ children, noun, onClose }: HeadProps) {
  return (
    <div class="detail-head">
      {children}
      <IconButton icon="cross" label={`Close the ${noun}`} title="Close ( Esc )" onClick={onClose} />
    </div>
  );
}

interface Props {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  /** Who is shown, for whoever looks from outside. */
  data?: Readonly<Record<`data-${string}`, string | undefined>>;
}

/** All about the thing that is open in a list. */
export function DetailPane({ title, onClose, children, data = {} }: Props) {
  return (
    <aside class="detail" aria-label="Details" data-testid="detail" {...data}>
      <DetailHead noun="details" onClose={onClose}>
        <h2>{title}</h2>
      </DetailHead>
      {children}
    </aside>
  );
}
