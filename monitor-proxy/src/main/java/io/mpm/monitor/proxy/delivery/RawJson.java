package io.mpm.monitor.proxy.delivery;

import org.json.JSONString;

/** JSON text that goes into the packet as it is, instead of being parsed and written again. */
record RawJson(String text) implements JSONString {

  @Override
  public String toJSONString() {
    return text;
  }

  /** Not the text: this may end in a log. */
  @Override
  public String toString() {
    return "RawJson[" + text.length() + " characters]";
  }
}
