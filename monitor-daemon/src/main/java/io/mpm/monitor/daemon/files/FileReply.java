package io.mpm.monitor.daemon.files;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The answer to a request for a file, in claude-mpm's shape.
 *
 * @param status what HTTP makes of it; 200 for a success
 * @param body with {@code success}, and {@code error} when that is false
 */
public record FileReply(int status, ObjectNode body) {}
