import type { Preferences } from '../../state/preferences';
import { IconButton } from '../../ui/icon-button';

/** Whether a screen holds more lines, or lines are further apart. */
export function DensitySwitch({ preferences }: { preferences: Preferences }) {
  const { density } = preferences;
  const compact = density.value === 'compact';
  return (
    <IconButton
      icon={compact ? 'rows-close' : 'rows'}
      label="Compact rows"
      title={compact ? 'Rows with room between them' : 'Compact rows: more of them on the screen'}
      pressed={compact}
      testId="density"
      onClick={() => (density.value = compact ? 'comfortable' : 'compact')}
    />
  );
}
