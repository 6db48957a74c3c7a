package io.mpm.monitor.daemon.usage;

import io.mpm.monitor.daemon.model.facts.Fact;
import java.time.Instant;

/**
 * One answer of a model, as a line of a transcript tells of it.
 *
 * @param key the answer's id and its request's: the same in every line that tells of it
 * @param model as the transcript names it
 * @param agentId who asked the model; {@link Fact#MAIN} for the main agent
 */
record ModelAnswer(String key, String model, String agentId, Instant at, TokenCounts tokens)
    implements TranscriptLine {}
