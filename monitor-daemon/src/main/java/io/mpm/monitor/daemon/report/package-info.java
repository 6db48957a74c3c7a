/** A report for whoever is to find out what went wrong, without anything that is not his affair. */
@NullMarked
package io.mpm.monitor.daemon.report;

import org.jspecify.annotations.NullMarked;
