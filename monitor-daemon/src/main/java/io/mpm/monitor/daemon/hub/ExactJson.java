package io.mpm.monitor.daemon.hub;

import com.corundumstudio.socketio.protocol.AuthPacket;
import com.corundumstudio.socketio.protocol.JacksonJsonSupport;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBufOutputStream;
import java.io.IOException;

/**
 * netty-socketio's JSON, changed so that what a publisher wrote comes out as it was: nulls stay,
 * 1.10 is not 1.1.
 */
final class ExactJson extends JacksonJsonSupport {

  private final int maxPayload;

  /**
   * The JSON of a server with one limit.
   *
   * @param maxPayload the largest message taken, in bytes, which the protocol has us tell in the
   *     opening packet and netty-socketio leaves out
   */
  ExactJson(int maxPayload) {
    this.maxPayload = maxPayload;
  }

  @Override
  protected void init(ObjectMapper mapper) {
    super.init(mapper);
    mapper.setDefaultPropertyInclusion(JsonInclude.Include.ALWAYS);
    mapper.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    mapper.configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);
  }

  @Override
  public void writeValue(ByteBufOutputStream out, Object value) throws IOException {
    super.writeValue(out, value instanceof AuthPacket opening ? completed(opening) : value);
  }

  private ObjectNode completed(AuthPacket opening) {
    ObjectNode fields = objectMapper.valueToTree(opening);
    return fields.put("maxPayload", maxPayload);
  }
}
