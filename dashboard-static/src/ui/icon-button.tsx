import { Icon, type IconName } from './icon';

interface Props {
  icon: IconName;
  /** What it is, for who does not see the icon. */
  label: string;
  /** What it does, for who points at it. */
  title: string;
  /** Whether what it switches is on; undefined when it switches nothing. */
  pressed?: boolean;
  testId?: string;
  onClick: () => void;
}

/** A button that shows an icon and no word. */
export function IconButton({ icon, label, title, pressed, testId, onClick }: Props) {
  return (
    <button
      type="button"
      class="button icon-only"
      aria-label={label}
      aria-pressed={pressed}
      title={title}
      data-testid={testId}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
