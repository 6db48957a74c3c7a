import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { event, wireEvent } from '../../../test/events';
import { act, mounted, unmountAll } from '../../../test/mounted';
import { RECORDING_ID, SCRIPT_ID, STYLE_ID } from '../../export/standalone-page';
import { readRecording } from '../../state/look-back/recording';
import { LookBackBanner } from './banner';

const LINES = `${JSON.stringify(wireEvent(1))}\n${JSON.stringify(wireEvent(2, { data: { prompt: '</script>' } }))}\n`;

const noSessions = () => new Response('{"sessions":[]}');

/** What the page hands to the browser to be saved, by the names of the files. */
function savedFiles(): Map<string, Blob> {
  const files = new Map<string, Blob>();
  let newest = new Blob();
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    newest = blob as Blob;
    return 'blob:saved';
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    files.set(this.download, newest);
  });
  return files;
}

async function textOf(files: ReadonlyMap<string, Blob>, name: string): Promise<string> {
  await vi.waitFor(() => expect([...files.keys()]).toContain(name));
  return (await files.get(name)?.text()) ?? '';
}

/** The recording that a saved page holds. */
function recordedIn(page: string): string {
  const document = new DOMParser().parseFromString(page, 'text/html');
  return document.getElementById(RECORDING_ID)?.textContent ?? '';
}

describe('HistoryView', () => {
  it('banner_ofAnotherDay_namesIt', () => {
    const { lookBack, root } = mounted('history', []);
    act(() => lookBack.open(readRecording('old', LINES)));
    act(() => render(<LookBackBanner lookBack={lookBack} />, root));
    expect(root.textContent).toMatch(/\d\d-\d\d \d\d:\d\d:\d\d · /);
  });

  beforeEach(() => {
    vi.spyOn(URL, 'revokeObjectURL').mockReturnValue(undefined);
  });
  afterEach(() => {
    unmountAll();
    vi.unstubAllGlobals();
  });

  it('exportedPage_listsItsRecordingAndSavesItBothWays', async () => {
    const part = (id: string, text: string) =>
      Object.assign(document.createElement('b'), { id, textContent: text });
    const { root, lookBack, all, click } = mounted('history', [], noSessions, { exported: true });
    document.body.append(part(SCRIPT_ID, 'run()'), part(STYLE_ID, 'a {}'));
    const files = savedFiles();
    act(() => lookBack.open(readRecording('session cbca1fbd', LINES)));
    act(() => lookBack.playback.value?.seek(0));
    expect(all('recording').map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining('session cbca1fbd'),
    ]);
    click(all('save-lines')[0]);
    expect(await textOf(files, 'session-cbca1fbd.ndjson')).toBe(LINES);
    click(all('save-page')[0]);
    const page = await textOf(files, 'session-cbca1fbd.html');
    expect(page).toContain('>run()</script>');
    expect(readRecording('', recordedIn(page))).toEqual(readRecording('', LINES));
    expect(root.textContent).not.toMatch(/No session to look back at|daemon keeps/);
  });

  /** A daemon with these sessions, which can be stopped. */
  function daemonWith(...ids: string[]) {
    const daemon = { ids, stopped: false, asked: 0 };
    const answers = () => {
      daemon.asked++;
      if (daemon.stopped) throw new TypeError('Failed to fetch');
      return new Response(JSON.stringify({ sessions: daemon.ids.map((id) => ({ session_id: id })) }));
    };
    return { daemon, answers };
  }

  it('listing_fails_saysWhy_untilTheDaemonIsBack', async () => {
    const { daemon, answers } = daemonWith('new');
    daemon.stopped = true;
    const { root, all, draw } = mounted('history', [event(1, { session_id: 'held' })], answers);
    expect(root.textContent).toContain('Asking the daemon…');
    await vi.waitFor(() => expect(all('not-listed')[0]?.textContent).toContain('Failed to fetch'));
    expect(all('not-listed')[0]?.textContent).toContain('These are those that this page holds.');
    expect(root.textContent).not.toContain('Asking the daemon…');
    const ids = () => all('past-session').map(({ dataset }) => dataset.sessionId);
    expect(ids()).toEqual(['held']);
    draw(false);
    daemon.stopped = false;
    draw(true);
    await vi.waitFor(() => expect(ids()).toEqual(['new']));
    expect(all('not-listed')).toEqual([]);
  });

  it('listing_followsNewSessions_calmly', async () => {
    vi.useFakeTimers();
    const { daemon, answers } = daemonWith('a');
    const { store, all } = mounted('history', [event(1, { session_id: 'a' })], answers);
    await vi.advanceTimersByTimeAsync(1);
    expect(daemon.asked).toBe(1);
    daemon.ids = ['a', 'b'];
    for (let seq = 2; seq < 9; seq++) act(() => store.add([event(seq, { session_id: 'b' })]));
    await vi.advanceTimersByTimeAsync(2_900);
    expect(daemon.asked).toBe(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(daemon.asked).toBe(2);
    expect(all('past-session')).toHaveLength(2);
    vi.useRealTimers();
  });

  it('listing_whileTheDaemonIsStopped_asksNobody', async () => {
    const { daemon, answers } = daemonWith('a');
    const { store, all, draw } = mounted('history', [], answers);
    await vi.waitFor(() => expect(all('past-session')).toHaveLength(1));
    draw(false);
    act(() => store.clear());
    expect(daemon.asked).toBe(1);
    expect(all('past-session')).toHaveLength(1);
  });

  it('lookBack_nobodyAnswers_showsWhatThePageHolds_andSaysSo', async () => {
    const { daemon, answers } = daemonWith('a');
    const { root, lookBack, all, click } = mounted('history', [event(1, { session_id: 'a' })], answers);
    await vi.waitFor(() => expect(all('past-session')).toHaveLength(1));
    daemon.stopped = true;
    click(all('look-back-at')[0]);
    await vi.waitFor(() => expect(lookBack.playback.value?.recording.events).toHaveLength(1));
    await vi.waitFor(() => expect(root.textContent).toContain('this is what the page holds of the session'));
  });

  it('complaint_daemonIsBack_goes_butNotWhatIsSaidOfTheRecording', async () => {
    const { answers } = daemonWith('a');
    const { lookBack, draw } = mounted('history', [], answers);
    lookBack.message.value = 'Not saved: nobody answers';
    draw(false);
    expect(lookBack.message.value).not.toBeNull();
    draw(true);
    await vi.waitFor(() => expect(lookBack.message.value).toBeNull());
    act(() => lookBack.open(readRecording('mine', LINES), 'only a part'));
    draw(false);
    draw(true);
    expect(lookBack.message.value).toBe('only a part');
  });

  it('recordingFromAFile_isSavedAsAPageByThePageOfTheDaemon', async () => {
    vi.stubGlobal('fetch', (path: string) => Promise.resolve(new Response(`text of ${path}`)));
    const { root, lookBack, all, click } = mounted('history', [], noSessions);
    await vi.waitFor(() => expect(root.textContent).toContain('No session to look back at'));
    const files = savedFiles();
    act(() => lookBack.open(readRecording('mine.ndjson', LINES)));
    expect(root.textContent).not.toContain('No session to look back at');
    click(all('save-page')[0]);
    const page = await textOf(files, 'session-mine.html');
    expect(page).toContain('>text of assets/dashboard.js</script>');
    expect(page).toContain('data-name="mine.ndjson"');
    act(() => lookBack.backToLive());
    expect(all('recording')).toEqual([]);
  });

  it('twoSessions_lookedBackAtQuickly_theLastIsShown', async () => {
    const listed = new Response('{"sessions":[{"session_id":"first"},{"session_id":"last"}]}');
    const exports = new Map<string, (response: Response) => void>();
    const { root, lookBack, all, click } = mounted('history', [], (url) => {
      const session = /sessions\/(\w+)\/export/.exec(url)?.[1];
      if (session === undefined) return listed;
      return new Promise((resolve) => exports.set(session, resolve));
    });
    await vi.waitFor(() => expect(all('look-back-at')).toHaveLength(2));
    for (const id of ['first', 'last'])
      click(root.querySelector(`[data-session-id=${id}] [data-testid=look-back-at]`));
    await vi.waitFor(() => expect(exports.size).toBe(2));
    for (const id of ['last', 'first']) exports.get(id)?.(new Response(LINES));
    await vi.waitFor(() => expect(lookBack.playback.value).not.toBeNull());
    await new Promise((resolve) => setTimeout(resolve));
    expect(lookBack.playback.value?.recording.name).toBe('session last');
  });

  it('fileThatIsPickedAgain_isReadAgain', async () => {
    const { lookBack, all } = mounted('history', [], noSessions);
    const input = all('open-recording')[0] as HTMLInputElement;
    const pick = (text: string) => {
      Object.defineProperty(input, 'files', { value: [new File([text], 'mine.ndjson')], configurable: true });
      const emptied = vi.spyOn(input, 'value', 'set');
      act(() => void input.dispatchEvent(new Event('change')));
      expect(emptied).toHaveBeenCalledExactlyOnceWith('');
      emptied.mockRestore();
    };
    pick('nonsense');
    await vi.waitFor(() => expect(lookBack.message.value).toContain('mine.ndjson cannot be shown: none of'));
    pick(LINES);
    await vi.waitFor(() => expect(lookBack.playback.value?.recording.events).toHaveLength(2));
  });

  it('saving_thatFails_saysWhy', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status: 503 })));
    const { root, lookBack, all, click } = mounted('history', [], noSessions);
    act(() => lookBack.open(readRecording('mine.ndjson', LINES)));
    click(all('save-page')[0]);
    await vi.waitFor(() => expect(root.textContent).toContain('Not saved: assets/dashboard.js: HTTP 503'));
  });
});
