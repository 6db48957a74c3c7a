// The least that a monitor on node's Socket.IO does: what a publisher sends goes to everybody else, as one event each.
// usage: node node-socketio.mjs PORT
import { Server } from 'socket.io';

const io = new Server({ maxHttpBufferSize: 1e7 });
io.on('connection', socket => {
  socket.on('publish', (batch, ack) => {
    for (const event of batch.events) {
      socket.broadcast.emit('claude_event', event);
    }
    ack({ v: 1, accepted: batch.events.length, duplicates: 0, rejected: 0 });
  });
});
io.listen(Number(process.argv[2]));
