import { useMemo } from 'preact/hooks';
import type { CallContent } from '../call';
import { FileName } from '../file-name';
import { Code } from './code';
import { readRead } from './read-read';

export function Read({ call }: { call: CallContent }) {
  const { path, text, first, about } = useMemo(() => readRead(call), [call.input, call.result]);
  return (
    <>
      {path !== null && (
        <p class="content-lead">
          <FileName path={path} />
        </p>
      )}
      {text === null ? (
        about !== null && <p class="dim">{about}</p>
      ) : (
        <Code text={text} path={path} first={first} about={about} />
      )}
    </>
  );
}
