package io.mpm.monitor.it;

import io.mpm.monitor.it.browser.Firefox;

/** The page in Firefox. */
class ITFirefox extends PageInEngine {

  ITFirefox() {
    super("firefox", Firefox.missing(), Firefox::new);
  }
}
