// Prints what a stock socket.io-client hears, one JSON value a line: {"event": name, "payload": …}.
// usage: node listen.mjs PORT TOKEN [VERSION]: with a version as a client of this wire, without one as a client of claude-mpm.
import { io } from 'socket.io-client';

const [port, token, v] = process.argv.slice(2);
const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], auth: { token, v } });
const say = (event, payload) => console.log(JSON.stringify({ event, payload }));

socket.on('connect_error', error => say('connect_error', error.message));
socket.onAny(say);
