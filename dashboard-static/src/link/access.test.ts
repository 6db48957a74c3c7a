import { beforeEach, describe, expect, it, vi } from 'vitest';
import { findAccess, type Place } from './access';

const http: Place = {
  protocol: 'http:',
  origin: 'http://127.0.0.1:9001',
  pathname: '/',
  search: '',
  hash: '',
};
const file: Place = { protocol: 'file:', origin: 'null', pathname: '/d/index.html', search: '', hash: '' };

describe('findAccess', () => {
  const history = { replaceState: vi.fn() };
  beforeEach(() => {
    sessionStorage.clear();
    history.replaceState.mockClear();
  });
  const find = (place: Place, hash: string) => findAccess({ ...place, hash }, sessionStorage, history);

  it('http_token_usesTheOriginOfThePage', () => {
    expect(find(http, '#token=t&port=1')).toEqual({
      found: true,
      access: { token: 't', origin: 'http://127.0.0.1:9001', fromDisk: false },
    });
  });

  it('file_portAndToken_isLoopback', () => {
    expect(find(file, '#port=7777&token=a%2Bb')).toEqual({
      found: true,
      access: { token: 'a+b', origin: 'http://127.0.0.1:7777', fromDisk: true },
    });
  });

  it('file_noPort_is8765', () => {
    expect(find(file, '#token=t')).toMatchObject({ access: { origin: 'http://127.0.0.1:8765' } });
  });

  it('token_given_leavesTheAddressAtOnce', () => {
    find(http, '#token=t');
    expect(history.replaceState).toHaveBeenCalledWith(null, '', '/');
  });

  it('reload_noFragment_remembers', () => {
    find(file, '#port=7777&token=t');
    expect(find(file, '')).toEqual({
      found: true,
      access: { token: 't', origin: 'http://127.0.0.1:7777', fromDisk: true },
    });
  });

  it('nothing_isNoToken', () => {
    expect(find(http, '')).toEqual({ found: false, reason: 'no-token', given: '' });
  });

  it.each(['70000', '0', 'abc', '80.5'])('file_port%s_isNamed', (port) => {
    expect(find(file, `#port=${port}&token=t`)).toEqual({ found: false, reason: 'bad-port', given: port });
  });

  it('storageForbidden_worksUntilReload', () => {
    expect(findAccess({ ...http, hash: '#token=t' }, null, history).found).toBe(true);
  });
});
