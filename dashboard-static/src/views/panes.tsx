import type { ComponentChildren } from 'preact';
import { clampDetailWidth, DETAIL_WIDTH, type Preferences } from '../state/preferences';
import { Resizer } from '../ui/resizer';

interface Props {
  preferences: Preferences;
  /** What stands beside the main pane; null while nothing is open. */
  side: ComponentChildren;
  /** Closes the side. */
  onEscape: () => void;
  children: ComponentChildren;
}

/** A list, and the details of what is chosen in it. */
export function Panes({ preferences, side, onEscape, children }: Props) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || side === null) return;
    event.preventDefault();
    onEscape();
  };
  return (
    <div
      class="panes"
      style={{ '--detail-width': `${preferences.detailWidth.value}px` }}
      onKeyDown={onKeyDown}
    >
      <div class="panes-main">{children}</div>
      {side !== null && (
        <>
          <Resizer
            label="Width of the details"
            width={preferences.detailWidth}
            clamp={clampDetailWidth}
            least={DETAIL_WIDTH.least}
            most={DETAIL_WIDTH.most}
          />
          {side}
        </>
      )}
    </div>
  );
}
