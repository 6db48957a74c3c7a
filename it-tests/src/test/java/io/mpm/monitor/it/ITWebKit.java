package io.mpm.monitor.it;

/** The page in WebKitGTK: the engine of Safari, which runs on no machine but a Mac. */
class ITWebKit extends PageInEngine {

  ITWebKit() {
    super("webkit", WebKit.missing(), WebKit::new);
  }
}
