import { THEMES, type Preferences, type Theme } from '../../state/preferences';
import { Icon, type IconName } from '../../ui/icon';

const ICONS: Readonly<Record<Theme, IconName>> = { system: 'screen', light: 'sun', dark: 'moon' };

export function ThemeSwitch({ preferences }: { preferences: Preferences }) {
  return (
    <fieldset class="segments" data-testid="theme">
      <legend class="visually-hidden">Theme</legend>
      {THEMES.map((theme) => (
        <label key={theme} title={`Theme: ${theme}`}>
          <input
            type="radio"
            name="theme"
            value={theme}
            aria-label={theme}
            checked={preferences.theme.value === theme}
            onChange={() => (preferences.theme.value = theme)}
          />
          <Icon name={ICONS[theme]} />
        </label>
      ))}
    </fieldset>
  );
}
