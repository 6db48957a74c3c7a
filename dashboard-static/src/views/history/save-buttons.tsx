import type { Signal } from '@preact/signals';
import { ownParts } from '../../export/own-parts';
import { fileName, save } from '../../export/save';
import { standalonePage } from '../../export/standalone-page';
import type { Lines } from '../../link/kept-sessions';

interface Props {
  /** What the page that is saved calls its recording. */
  name: string;
  /** What the files are called by; the name by default. */
  id?: string;
  /** What is saved, an event a line. */
  lines: () => Promise<Lines>;
  message: Signal<string | null>;
}

/** Both ways to take a recording along. */
export function SaveButtons({ name, id = name, lines, message }: Props) {
  const saved = async (as: (text: string) => Promise<void>) => {
    message.value = 'Saving…';
    try {
      const answer = await lines();
      if (!answer.ok) throw new Error(answer.error);
      await as(answer.value);
      message.value = answer.note ?? null;
    } catch (error) {
      message.value = `Not saved: ${error instanceof Error ? error.message : String(error)}`;
    }
  };
  return (
    <>
      <button
        type="button"
        class="button small"
        data-testid="save-lines"
        title="An event a line, for mpm-monitord replay and for this page"
        onClick={() => void saved((text) => saveLines(id, text))}
      >
        Save .ndjson
      </button>
      <button
        type="button"
        class="button small"
        data-testid="save-page"
        title="One file that opens in any browser, without a daemon"
        onClick={() => void saved((text) => savePage(name, id, text))}
      >
        Save as a page
      </button>
    </>
  );
}

function saveLines(id: string, lines: string): Promise<void> {
  save(fileName(id, 'ndjson'), 'application/x-ndjson', lines);
  return Promise.resolve();
}

async function savePage(name: string, id: string, lines: string): Promise<void> {
  const parts = await ownParts();
  if (parts === null)
    throw new Error(
      'a page from the disk cannot read its own script. Save it from the page that the daemon serves.',
    );
  save(fileName(id, 'html'), 'text/html', await standalonePage(name, lines, parts));
}
