import { signal } from '@preact/signals';
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { act, DeafObserver, unmountAll } from '../../test/mounted';
import { Resizer } from './resizer';

/** A pane that wants 900 pixels and has got 706. */
function squeezed() {
  const width = signal(900);
  const root = document.createElement('div');
  document.body.append(root);
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(
    () => new DOMRect(0, 0, Math.min(706, width.value), 0),
  );
  act(() =>
    render(
      <>
        <Resizer label="Width" width={width} clamp={(value) => value} least={300} most={900} />
        <aside />
      </>,
      root,
    ),
  );
  const bar = root.querySelector<HTMLElement>('.resizer') ?? root;
  bar.setPointerCapture = () => undefined;
  const send = (event: Event) => act(() => void bar.dispatchEvent(event));
  return { width, bar, send };
}

describe('Resizer', () => {
  beforeEach(() => void vi.stubGlobal('ResizeObserver', DeafObserver));
  afterEach(() => {
    unmountAll();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it('key_paneHasLessThanItWants_movesFromWhatIsSeen', () => {
    const { width, bar, send } = squeezed();
    expect(bar.getAttribute('aria-valuenow')).toBe('706');
    send(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    expect(width.value).toBe(682);
    expect(bar.getAttribute('aria-valuenow')).toBe('682');
  });

  it('drag_paneHasLessThanItWants_movesFromWhatIsSeen', () => {
    const { width, send } = squeezed();
    send(new PointerEvent('pointerdown', { clientX: 500 }));
    send(new PointerEvent('pointermove', { clientX: 510 }));
    expect(width.value).toBe(696);
  });
});
