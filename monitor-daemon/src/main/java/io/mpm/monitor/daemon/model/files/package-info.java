/** Which files a tool call touches, how, and what it changes in them. */
@NullMarked
package io.mpm.monitor.daemon.model.files;

import org.jspecify.annotations.NullMarked;
