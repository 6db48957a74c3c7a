package io.mpm.monitor.daemon.http;

import io.netty.handler.codec.http.HttpRequest;

/**
 * A request that is refused, on its way to where requests are answered: its answer waits there for
 * those to the requests before it, and is the last on its connection.
 */
record RefusedRequest(HttpRequest head, Answer answer) {}
