import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';

interface Props<T extends string> {
  label: string;
  options: readonly { readonly value: T; readonly title: string }[];
  value: Signal<T>;
}

/** A choice of few, all in sight. */
export function Segments<T extends string>({ label, options, value }: Props<T>) {
  const name = useId();
  return (
    <fieldset class="segments worded">
      <legend class="visually-hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={value.value === option.value}
            onChange={() => (value.value = option.value)}
          />
          {option.title}
        </label>
      ))}
    </fieldset>
  );
}
