package io.mpm.monitor.it;

/** The page in Firefox. */
class ITFirefox extends PageInEngine {

  ITFirefox() {
    super("firefox", Firefox.missing(), Firefox::new);
  }
}
