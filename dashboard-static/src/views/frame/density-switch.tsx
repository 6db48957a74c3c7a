import type { Preferences } from '../../state/preferences';
import { Icon } from '../../ui/icon';

/** Whether a screen holds more lines, or lines are further apart. */
export function DensitySwitch({ preferences }: { preferences: Preferences }) {
  const { density } = preferences;
  const compact = density.value === 'compact';
  return (
    <button
      type="button"
      class="button icon-only density"
      aria-label="Compact rows"
      aria-pressed={compact}
      title={compact ? 'Rows with room between them' : 'Compact rows: more of them on the screen'}
      data-testid="density"
      onClick={() => (density.value = compact ? 'comfortable' : 'compact')}
    >
      <Icon name={compact ? 'rows-close' : 'rows'} />
    </button>
  );
}
