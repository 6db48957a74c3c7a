import { Component, type ComponentChildren } from 'preact';

/**
 * A component that is drawn anew only when one of its properties is another: for the rows of a list, of which most stay as they
 * are when one is added. What it shows must be in its properties; it reads no signals.
 */
export function memo<P extends object>(draw: (props: P) => ComponentChildren) {
  return class extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      return differ(this.props, next);
    }

    override render(props: P): ComponentChildren {
      return draw(props);
    }
  };
}

function differ<P extends object>(one: P, other: P): boolean {
  const keys = Object.keys(other) as (keyof P)[];
  return keys.length !== Object.keys(one).length || keys.some((key) => one[key] !== other[key]);
}
