// Runs in the page before its own script. All times are milliseconds of performance.now().
(() => {
  const watch = (window.stopwatch = {
    // Of events by id, where that is wanted: when the socket had them, when their rows were in the document, when these were drawn.
    tracing: false,
    received: new Map(),
    inDocument: new Map(),
    drawn: new Map(),
    // Lengths of frames, and of tasks of more than 50 ms, in which nothing else could happen.
    frames: [],
    tasks: [],
    begin(tracing) {
      watch.tracing = tracing;
      for (const times of [watch.received, watch.inDocument, watch.drawn]) times.clear();
      watch.frames = [];
      watch.tasks = [];
    },
    since(times) {
      return [...times].flatMap(([id, at]) => (watch.received.has(id) ? [at - watch.received.get(id)] : []));
    },
    // Ends when what was done so far is drawn.
    drawnNext: () => new Promise(done => waiting.push(done)),
    async took(action) {
      const began = performance.now();
      action();
      await watch.drawnNext();
      return performance.now() - began;
    },
    async scroll(element, frames, placeOf) {
      watch.frames = [];
      for (let i = 0; i < frames; i++) {
        element.scrollTop = placeOf(i, element.scrollHeight - element.clientHeight);
        await new Promise(requestAnimationFrame);
      }
      return watch.frames;
    },
  });

  const waiting = [];
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', ({ data }) => {
        const now = performance.now();
        if (!watch.tracing || !String(data).startsWith('42["claude_events')) return;
        for (const [, id] of data.matchAll(/"id":"([^"]+)","seq":/g)) watch.received.set(id, now);
      });
    }
  };

  let fresh = [];
  new MutationObserver(changes => {
    if (!watch.tracing) return;
    const now = performance.now();
    for (const { addedNodes } of changes) {
      for (const { dataset } of addedNodes) {
        const id = dataset?.eventId;
        if (id === undefined || watch.inDocument.has(id)) continue;
        watch.inDocument.set(id, now);
        fresh.push(id);
      }
    }
  }).observe(document, { subtree: true, childList: true });

  // A message that is sent while a frame is made arrives when the frame has been laid out and drawn.
  const afterFrame = new MessageChannel();
  afterFrame.port1.onmessage = () => {
    const now = performance.now();
    for (const id of fresh) watch.drawn.set(id, now);
    fresh = [];
    for (const done of waiting.splice(0)) done();
  };
  let before = performance.now();
  const frame = at => {
    watch.frames.push(at - before);
    before = at;
    afterFrame.port2.postMessage(null);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new PerformanceObserver(list => {
    for (const { duration } of list.getEntries()) watch.tasks.push(duration);
  }).observe({ type: 'longtask' });
})();
