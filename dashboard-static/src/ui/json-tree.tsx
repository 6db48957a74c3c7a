/** Any JSON as a tree that opens on demand: neither long lists nor long texts enter the document unasked. */

import { useSignal } from '@preact/signals';
import { isObject, type Json } from '../event/json';
import { plural } from '../text/count';
import { CappedText } from './capped-text';
import { Icon } from './icon';
import { Plain } from './plain';

const CHILDREN_AT_ONCE = 100;
const TEXT_CAP = 600;
const OPEN_DEPTH = 2;
const OPEN_CHILDREN = 30;

interface Branch {
  readonly entries: readonly (readonly [string, Json])[];
  readonly brackets: readonly [string, string];
  readonly noun: string;
}

export function JsonTree({ value }: { value: Json }) {
  const branch = branchOf(value);
  return (
    <div class="json" data-testid="json-tree">
      {branch === null ? <Leaf value={value} /> : <Children branch={branch} depth={0} />}
    </div>
  );
}

function Node({ name, value, depth }: { name: string; value: Json; depth: number }) {
  const branch = branchOf(value);
  if (branch === null || branch.entries.length === 0) {
    return (
      <li class="json-leaf">
        <span class="json-key">
          <Plain text={name} />
        </span>{' '}
        {branch === null ? <Leaf value={value} /> : <span class="json-dim">{branch.brackets.join('')}</span>}
      </li>
    );
  }
  return <Fold name={name} branch={branch} depth={depth} />;
}

function Fold({ name, branch, depth }: { name: string; branch: Branch; depth: number }) {
  const open = useSignal(depth < OPEN_DEPTH && branch.entries.length <= OPEN_CHILDREN);
  return (
    <li>
      <button
        type="button"
        class="json-fold"
        aria-expanded={open.value}
        onClick={() => (open.value = !open.value)}
      >
        <Icon name="chevron" />
        <span class="json-key">
          <Plain text={name} />
        </span>{' '}
        <span class="json-dim">
          {branch.brackets[0]} {plural(branch.entries.length, branch.noun)} {branch.brackets[1]}
        </span>
      </button>
      {open.value && <Children branch={branch} depth={depth + 1} />}
    </li>
  );
}

function Children({ branch, depth }: { branch: Branch; depth: number }) {
  const shown = useSignal(CHILDREN_AT_ONCE);
  const rest = branch.entries.length - shown.value;
  return (
    <ul>
      {branch.entries.slice(0, shown.value).map(([name, value]) => (
        <Node key={name} name={name} value={value} depth={depth} />
      ))}
      {rest > 0 && (
        <li>
          <button type="button" class="link" onClick={() => (shown.value += CHILDREN_AT_ONCE)}>
            Show {Math.min(rest, CHILDREN_AT_ONCE)} more of {plural(rest, branch.noun)}
          </button>
        </li>
      )}
    </ul>
  );
}

function Leaf({ value }: { value: Json }) {
  if (typeof value !== 'string') return <span class="json-word">{JSON.stringify(value)}</span>;
  return (
    <span class="json-text">
      <CappedText text={value} cap={TEXT_CAP} />
    </span>
  );
}

function branchOf(value: Json): Branch | null {
  if (Array.isArray(value)) {
    return { entries: value.map((item, index) => [String(index), item]), brackets: ['[', ']'], noun: 'item' };
  }
  return isObject(value) ? { entries: Object.entries(value), brackets: ['{', '}'], noun: 'field' } : null;
}
