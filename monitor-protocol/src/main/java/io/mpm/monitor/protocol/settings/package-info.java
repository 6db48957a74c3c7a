/** What users can set: one catalog, and how a value is found in flags, environment and file. */
@NullMarked
package io.mpm.monitor.protocol.settings;

import org.jspecify.annotations.NullMarked;
