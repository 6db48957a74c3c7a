import { count, plural } from '../text/count';

interface Props {
  /** How many there are beyond those shown. */
  rest: number;
  step: number;
  noun: string;
  onMore: () => void;
}

/** The way to what a long list has not put into the document yet. Nothing when there is no rest. */
export function More({ rest, step, noun, onMore }: Props) {
  if (rest <= 0) return null;
  return (
    <button type="button" class="link more" data-testid="more" onClick={onMore}>
      {rest <= step
        ? `Show the other ${plural(rest, noun)}`
        : `Show ${count(step)} more of ${plural(rest, noun)}`}
    </button>
  );
}
