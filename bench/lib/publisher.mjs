// A producer's connection, as a proxy has one.
import { once } from 'node:events';
import { io } from 'socket.io-client';

const PATIENCE_MILLIS = 15_000;

/** A proxy sends no more in one batch. */
export const BATCH = 256;

export async function publisher(server) {
  const auth = { token: server.token, role: 'producer', v: 1 };
  const socket = io(`http://127.0.0.1:${server.port}`, { transports: ['websocket'], auth, forceNew: true });
  await once(socket, 'connect');
  // A server that does not answer in time shows in what its pages have not heard.
  const send = events =>
    socket
      .timeout(PATIENCE_MILLIS)
      .emitWithAck('publish', { v: 1, producer: 'bench', events })
      .catch(() => undefined);
  return { send, close: () => socket.disconnect() };
}
