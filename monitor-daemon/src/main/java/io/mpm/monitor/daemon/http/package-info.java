/** The daemon's HTTP answers: the page, health, and the door for events that come by HTTP. */
@NullMarked
package io.mpm.monitor.daemon.http;

import org.jspecify.annotations.NullMarked;
