import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { textAt } from '../../event/json';
import { plural } from '../../text/count';
import { More } from '../../ui/more';
import { Plain } from '../../ui/plain';
import { textOf, type CallContent } from '../call';
import { FileName } from '../file-name';
import { Prose } from '../prose';
import { plainPattern, readResults, type FoundLine, type Results } from './read-results';

const STEP = 200;

/** What a search looked for, where, and what it found. */
export function Search({ call }: { call: CallContent }) {
  const results = useMemo(() => readResults(call), [call.result]);
  const answer = results === null ? textOf(call.result) : null;
  return (
    <>
      <Sought call={call} />
      {results !== null && <Found results={results} word={plainPattern(call)} />}
      {answer !== null && <Prose label="Answer" text={answer} />}
    </>
  );
}

const LIMITS = ['glob', 'type', 'output_mode', 'head_limit', '-i', '-A', '-B', '-C', 'multiline'];

function Sought({ call: { input } }: { call: CallContent }) {
  const pattern = textAt(input, 'pattern');
  const path = textAt(input, 'path');
  const limits = LIMITS.filter((key) => Object.hasOwn(input, key)).map(
    (key) => `${key} ${textAt(input, key) ?? JSON.stringify(input[key])}`,
  );
  return (
    <p class="content-lead">
      {pattern !== null && (
        <code>
          <Plain text={pattern} />
        </code>
      )}
      {path !== null && (
        <>
          {' '}
          <span class="dim">in</span> <FileName path={path} />
        </>
      )}
      {limits.length > 0 && <span class="dim"> {limits.join(', ')}</span>}
    </p>
  );
}

function Found({ results: { files, cut, note }, word }: { results: Results; word: string | null }) {
  const shown = useSignal(STEP);
  const named = files.filter(({ path }) => path !== null).length;
  return (
    <section class="results" data-testid="results" aria-label="Results">
      <p class="dim">
        {files.length === 0
          ? 'Nothing found'
          : named === 0
            ? 'In this file'
            : `${note === null ? '' : 'At least '}${plural(named, 'file')}`}
        {cut && ', and more that the tool left out'}
        {note !== null && ` · ${note}`}
      </p>
      <ul>
        {files.slice(0, shown.value).map((file, i) => (
          <li key={i}>
            {file.path !== null && <FileName path={file.path} />}
            {file.matches !== null && <span class="dim"> {plural(file.matches, 'line')}</span>}
            {file.lines.length > 0 && <Lines lines={file.lines} word={word} />}
          </li>
        ))}
      </ul>
      <More rest={files.length - shown.value} step={STEP} noun="file" onMore={() => (shown.value += STEP)} />
    </section>
  );
}

function Lines({ lines, word }: { lines: readonly FoundLine[]; word: string | null }) {
  const shown = useSignal(STEP);
  return (
    <>
      <table class="diff-table">
        <tbody>
          {lines.slice(0, shown.value).map(({ number, text, matches }, i) => (
            <tr key={i}>
              <td class="diff-number" data-n={number ?? ''} />
              <td class="diff-line" data-kind={matches ? 'found' : 'same'}>
                {matches && word !== null ? <Marked text={text} word={word} /> : <Plain text={text} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <More rest={lines.length - shown.value} step={STEP} noun="line" onMore={() => (shown.value += STEP)} />
    </>
  );
}

function Marked({ text, word }: { text: string; word: string }) {
  return (
    <>
      {text.split(word).map((part, i) => (
        <>
          {i > 0 && <mark>{word}</mark>}
          <Plain text={part} />
        </>
      ))}
    </>
  );
}
