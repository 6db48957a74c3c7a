/** The daemon as a service of its user, kept running by systemd or launchd. */
@NullMarked
package io.mpm.monitor.daemon.service;

import org.jspecify.annotations.NullMarked;
