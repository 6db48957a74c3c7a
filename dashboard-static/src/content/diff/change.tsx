import { useMemo } from 'preact/hooks';
import { AnyCall } from '../any-call';
import type { CallContent } from '../call';
import { FileName } from '../file-name';
import { Diff } from './diff';
import { readChange } from './read-change';

/** Edit, Write and their relatives. */
export function ChangeCall({ call }: { call: CallContent }) {
  const { path, patch, placed, note, cut } = useMemo(() => readChange(call), [call.input, call.result]);
  if (patch === null) return <AnyCall call={call} />;
  const said = [note, placed ? null : 'Lines are counted from the exchanged text', cut].filter(Boolean);
  return (
    <>
      <p class="content-lead">
        {path !== null && <FileName path={path} />}
        {said.length > 0 && <span class="dim"> {said.join(' · ')}</span>}
      </p>
      <Diff patch={patch} />
    </>
  );
}
