/** What sessions cost: the tokens that their transcripts tell of, and an estimate in dollars. */
@NullMarked
package io.mpm.monitor.daemon.usage;

import org.jspecify.annotations.NullMarked;
