@NullMarked
package io.mpm.monitor.daemon.service;

import org.jspecify.annotations.NullMarked;
