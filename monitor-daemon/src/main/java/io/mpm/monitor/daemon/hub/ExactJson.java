package io.mpm.monitor.daemon.hub;

import com.corundumstudio.socketio.protocol.JacksonJsonSupport;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;

/**
 * netty-socketio's JSON, changed so that what a publisher wrote comes out as it was: nulls stay,
 * 1.10 is not 1.1.
 */
final class ExactJson extends JacksonJsonSupport {

  @Override
  protected void init(ObjectMapper mapper) {
    super.init(mapper);
    mapper.setDefaultPropertyInclusion(JsonInclude.Include.ALWAYS);
    mapper.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    mapper.configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);
  }
}
