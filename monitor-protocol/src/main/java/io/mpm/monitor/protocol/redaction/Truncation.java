package io.mpm.monitor.protocol.redaction;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A tree that is not too large.
 *
 * @param textsCut how many of its texts are not whole, whoever cut them
 * @param charactersCut how many characters those have lost
 * @param partsElided how many parts were left out because cutting texts was not enough
 */
public record Truncation(JsonNode data, int textsCut, long charactersCut, int partsElided) {}
