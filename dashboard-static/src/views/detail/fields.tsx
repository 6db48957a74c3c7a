import type { ComponentChildren } from 'preact';
import { Plain } from '../../ui/plain';

export type Field = readonly [name: string, value: ComponentChildren];

/** Names and values; what has no value has no line. */
export function Fields({ fields }: { fields: readonly Field[] }) {
  return (
    <dl class="fields">
      {fields.map(
        ([name, value]) =>
          value !== null &&
          value !== '' && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{typeof value === 'string' ? <Plain text={value} /> : value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
