import { isObject, type Json } from '../event/json';
import { JsonTree } from '../ui/json-tree';
import { textOf, type CallContent } from './call';
import { Prose } from './prose';

export function AnyCall({ call }: { call: CallContent }) {
  return (
    <>
      <AnyInput call={call} />
      <AnyAnswer call={call} />
    </>
  );
}

export function AnyInput({ call: { input } }: { call: CallContent }) {
  if (Object.keys(input).length === 0) return null;
  return <Tree label="Input" value={input} />;
}

/** Words as words, unless they are JSON; anything else as a tree. */
export function AnyAnswer({ call: { result } }: { call: CallContent }) {
  if (result === null) return null;
  const text = textOf(result);
  if (text === null) return <Tree label="Answer" value={result} />;
  const json = parsed(text);
  return json === null ? <Prose label="Answer" text={text} /> : <Tree label="Answer" value={json} />;
}

function Tree({ label, value }: { label: string; value: Json }) {
  return (
    <section class="content-part">
      <h4>{label}</h4>
      <JsonTree value={value} />
    </section>
  );
}

function parsed(text: string): Json | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    const value = JSON.parse(text) as Json;
    return isObject(value) || Array.isArray(value) ? value : null;
  } catch {
    return null; // Words that begin with a bracket.
  }
}
