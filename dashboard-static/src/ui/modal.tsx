import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface Props {
  open: boolean;
  label: string;
  style: string;
  onClose: () => void;
  children: ComponentChildren;
}

/** The browser's own dialog: it keeps the focus inside, closes on Escape, and gives the focus back. A click beside it closes it. */
export function Modal({ open, label, style, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Before the next key comes, which is meant for the dialog already.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null || element.open === open) return;
    if (open) element.showModal();
    else element.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      class={`modal ${style}`}
      aria-label={label}
      data-testid={style}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div class="modal-body">{children}</div>
    </dialog>
  );
}
