import { textAt } from '../../event/json';
import { resultObject, textOf, type CallContent } from '../call';
import { Prose } from '../prose';
import { fetchNote, searchHits } from './read-web';
import { WebLink } from './web-link';

export function WebFetch({ call }: { call: CallContent }) {
  const url = textAt(call.input, 'url');
  const prompt = textAt(call.input, 'prompt');
  const answer = textAt(resultObject(call), 'result') ?? textOf(call.result);
  const note = fetchNote(call);
  return (
    <>
      {url !== null && <WebLink url={url} />}
      {note !== null && <p class="dim">{note}</p>}
      {prompt !== null && <Prose label="Asked" text={prompt} />}
      {answer !== null && <Prose label="Answer" text={answer} />}
    </>
  );
}

export function WebSearch({ call }: { call: CallContent }) {
  const query = textAt(call.input, 'query');
  const { hits, words } = searchHits(call);
  const answer = words === '' ? textOf(call.result) : words;
  return (
    <>
      {query !== null && <p class="content-lead">{query}</p>}
      {hits.length > 0 && (
        <ol class="web-hits">
          {hits.map(({ title, url }, i) => (
            <li key={i}>
              <WebLink url={url} title={title} />
            </li>
          ))}
        </ol>
      )}
      {answer !== null && <Prose label="Answer" text={answer} />}
    </>
  );
}
