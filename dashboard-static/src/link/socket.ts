import { io } from 'socket.io-client';
import type { OpenWire } from './link';

const PROTOCOL_VERSION = 1;

export const openSocket: OpenWire = ({ origin, token }) =>
  io(origin, {
    transports: ['websocket'],
    auth: { token, role: 'dashboard', v: PROTOCOL_VERSION },
    autoConnect: false,
    reconnection: false,
    forceNew: true,
    timeout: 10_000,
  });
