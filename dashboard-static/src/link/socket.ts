import { io } from 'socket.io-client';
import type { OpenWire } from './link';

const PROTOCOL_VERSION = 1;

export const openSocket: OpenWire = ({ origin, token, fromDisk }) =>
  io(origin, {
    transports: ['websocket'],
    auth: { token, role: 'dashboard', v: PROTOCOL_VERSION },
    // The daemon lets a page without an origin in only when the very handshake brings the token.
    query: fromDisk ? { token } : {},
    autoConnect: false,
    reconnection: false,
    forceNew: true,
    timeout: 10_000,
  });
