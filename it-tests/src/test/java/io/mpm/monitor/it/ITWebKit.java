package io.mpm.monitor.it;

import io.mpm.monitor.it.browser.WebKit;

/** The page in WebKitGTK: the engine of Safari, which runs on no machine but a Mac. */
class ITWebKit extends PageInEngine {

  ITWebKit() {
    super("webkit", WebKit.missing(), WebKit::new);
  }
}
