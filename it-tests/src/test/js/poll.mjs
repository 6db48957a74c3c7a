// Connects as socket.io-client does when nobody tells it how, which begins with polling, and prints what it is told.
// usage: node poll.mjs PORT TOKEN
import { io } from 'socket.io-client';

const [port, token] = process.argv.slice(2);
const socket = io(`http://127.0.0.1:${port}`, { auth: { token }, reconnection: false });
socket.on('connect', () => {
  console.log('connected');
  socket.disconnect();
});
socket.on('connect_error', error => console.log(error.message, error.context?.responseText));
