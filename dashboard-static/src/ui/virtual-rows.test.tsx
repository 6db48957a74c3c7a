import { signal } from '@preact/signals';
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { act, DeafObserver, unmountAll } from '../../test/mounted';
import { VirtualRows } from './virtual-rows';

const ROW = 10;
/** The head and nine rows. */
const VIEW = 10 * ROW;

interface Shown {
  readonly keys: readonly number[];
  /** Key of the active row. */
  readonly active?: number;
  readonly identity?: string;
}

function numbers(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

/** @param follows null for a list that does not grow at its end */
function listThat(follows: boolean | null) {
  const following = follows === null ? null : signal(follows);
  const root = document.createElement('div');
  document.body.append(root);
  const show = ({ keys, active = -1, identity = 'list' }: Shown) => {
    vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockReturnValue((keys.length + 1) * ROW);
    const at = keys.indexOf(active);
    const rows = (
      <VirtualRows
        label="Numbers"
        columns={1}
        length={keys.length}
        identity={identity}
        keyOf={(index) => keys[index]}
        indexOf={(key) => keys.indexOf(key ?? -1)}
        rowHeight={ROW}
        active={at === -1 ? null : at}
        following={following}
        header={null}
        row={(index) => <p key={keys[index]}>{keys[index]}</p>}
        rowId={() => undefined}
        onMove={() => undefined}
        onOpen={() => undefined}
        over={(inView) => <i>{inView ? 'all' : 'some'}</i>}
      />
    );
    act(() => render(rows, root));
  };
  const scroller = () => {
    const element = root.querySelector('.rows');
    if (element === null) throw new Error('there is no list');
    return element;
  };
  /** What the browser tells after each scrolling, whoever did it. */
  const tell = () => act(() => void scroller().dispatchEvent(new Event('scroll')));
  const scroll = (row: number) => {
    scroller().scrollTop = row * ROW;
    tell();
  };
  /** Number of the row that stands at the top. */
  const top = () => scroller().scrollTop / ROW;
  return { following, show, tell, scroll, top };
}

describe('VirtualRows', () => {
  beforeEach(() => {
    vi.stubGlobal('ResizeObserver', DeafObserver);
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(VIEW);
  });
  afterEach(() => {
    unmountAll();
    vi.unstubAllGlobals();
  });

  it('rowsLeave_whileItFollows_theActiveRowIsNotGoneTo', () => {
    const { following, show, tell, top } = listThat(true);
    show({ keys: numbers(0, 100), active: 40 });
    for (const gone of [1, 2, 3]) {
      show({ keys: numbers(gone, 100 + gone), active: 40 });
      tell();
    }
    expect(following?.value).toBe(true);
    expect(top()).toBeGreaterThan(90);
  });

  it('everyRowIsInSight_whatLiesOverIsTold', () => {
    const { show } = listThat(false);
    show({ keys: numbers(0, 9) });
    expect(document.querySelector('i')?.textContent).toBe('all');
    show({ keys: numbers(0, 10) });
    expect(document.querySelector('i')?.textContent).toBe('some');
  });

  it('getsLower_beforeThatIsMeasured_itGoesOnFollowing', () => {
    const { following, show, scroll, tell } = listThat(true);
    show({ keys: numbers(0, 100) });
    scroll(91);
    expect(following?.value).toBe(true);
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(VIEW - 2 * ROW);
    tell();
    expect(following?.value).toBe(true);
  });

  it('rowsLeave_whileAnotherPlaceIsRead_itStandsStill', () => {
    const { show, scroll, top } = listThat(false);
    show({ keys: numbers(0, 100), active: 90 });
    scroll(20);
    show({ keys: numbers(5, 105), active: 90 });
    expect(top()).toBe(15);
  });

  it('olderRowsAreFound_whileAnotherPlaceIsRead_itStandsStill', () => {
    const { show, scroll, top } = listThat(false);
    show({ keys: numbers(50, 100), active: 95 });
    scroll(20);
    show({ keys: numbers(0, 100), active: 95 });
    expect(top()).toBe(70);
  });

  it('rowsComeAndGoAnywhere_whatIsInSightStandsStill', () => {
    const { show, scroll, top } = listThat(null);
    show({ keys: [...numbers(0, 100), ...numbers(200, 300)] });
    scroll(90);
    show({ keys: [...numbers(50, 89), ...numbers(92, 100), ...numbers(200, 220)] });
    expect(top()).toBe(37);
    show({ keys: [...numbers(200, 220), ...numbers(50, 89), ...numbers(92, 100)] });
    expect(top()).toBe(57);
  });

  it('rowsComeAtTheTop_whoIsThereSeesThem', () => {
    const { show, scroll, top } = listThat(null);
    show({ keys: numbers(50, 100) });
    show({ keys: numbers(40, 100) });
    expect(top()).toBe(0);
    scroll(1);
    show({ keys: numbers(0, 100) });
    expect(top()).toBe(41);
  });

  it('anotherFilter_isAnotherList_andNothingIsScrolled', () => {
    const { show, scroll, top } = listThat(false);
    show({ keys: numbers(0, 100) });
    scroll(20);
    show({ keys: numbers(10, 50), identity: 'filtered' });
    expect(top()).toBe(20);
  });

  it('anotherRowIsActive_isScrolledTo', () => {
    const { show, scroll, top } = listThat(false);
    show({ keys: numbers(0, 100), active: 90 });
    scroll(20);
    show({ keys: numbers(0, 100), active: 10 });
    expect(top()).toBe(10);
    show({ keys: numbers(0, 100), active: 50 });
    expect(top()).toBe(42);
  });

  it('begins_withAnActiveRow_thereOrAtItsEndWhenItFollows', () => {
    const still = listThat(false);
    still.show({ keys: numbers(0, 100), active: 50 });
    expect(still.top()).toBe(42);
    unmountAll();
    const follows = listThat(true);
    follows.show({ keys: numbers(0, 100), active: 50 });
    expect(follows.top()).toBe(101);
  });

  it('rowIsChosen_betweenAJumpToTheEndAndItsEvent_itDoesNotFollow', () => {
    const { following, show, tell, scroll, top } = listThat(true);
    show({ keys: numbers(0, 100) });
    act(() => following && (following.value = false));
    tell();
    expect(following?.value).toBe(false);
    show({ keys: numbers(0, 120) });
    expect(top()).toBe(101);
    scroll(111);
    expect(following?.value).toBe(true);
  });

  it('lastRowIsReached_byKeysOrALink_itDoesNotFollow', () => {
    const { following, show, tell } = listThat(false);
    show({ keys: numbers(0, 100) });
    show({ keys: numbers(0, 100), active: 99 });
    tell();
    expect(following?.value).toBe(false);
  });

  it('userScrolls_toTheEndAndAway_itFollowsAndStops', () => {
    const { following, show, scroll } = listThat(false);
    show({ keys: numbers(0, 100) });
    scroll(50);
    expect(following?.value).toBe(false);
    scroll(91);
    expect(following?.value).toBe(true);
    scroll(80);
    expect(following?.value).toBe(false);
  });

  it('anotherFilter_whileItFollows_staysAtTheEnd', () => {
    const { show, top } = listThat(true);
    show({ keys: numbers(0, 100), active: 10 });
    show({ keys: numbers(0, 50), active: 10, identity: 'filtered' });
    expect(top()).toBe(51);
  });
});
