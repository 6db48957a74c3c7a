package io.mpm.monitor.it.browser;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A browser of another engine than Chromium's, with one tab: what a user does in it, and what went
 * wrong in it.
 */
public interface Engine extends AutoCloseable {

  /** As WebDriver writes the keys that give no letter. */
  String ESCAPE = "\uE00C";

  String ENTER = "\uE007";
  String HOME = "\uE011";
  String CONTROL = "\uE009";

  long PATIENCE_SECONDS = 60;

  /** Returns when the page is loaded. */
  void open(String url);

  /** Returns when it is loaded again. */
  void reload();

  /** One step back in the history. */
  void back();

  /** The window's size, with or without what the browser has around the page. */
  void resize(int width, int height);

  /** What the expression, which must give a text or the promise of one, comes to in the page. */
  String text(String expression);

  /** What a keyboard or a mouse does, in WebDriver's words. */
  void act(ObjectNode device);

  /** Errors on the console and uncaught ones since the page was loaded. */
  List<String> problems();

  /** Every address that the page has asked for since it was loaded. */
  List<String> requests();

  /** What is seen now, as PNG. */
  byte[] picture();

  /** Ends the browser and all of its processes. */
  @Override
  void close();

  /**
   * Presses the keys one after the other, each while those before it are held, and lets them go.
   */
  default void press(String... keys) {
    ObjectNode keyboard = Json.object().put("type", "key").put("id", "keyboard");
    ArrayNode actions = keyboard.putArray("actions");
    for (String key : keys) {
      actions.addObject().put("type", "keyDown").put("value", key);
    }
    for (String key : keys) {
      actions.addObject().put("type", "keyUp").put("value", key);
    }
    act(keyboard);
  }

  /** Presses the key of each letter. */
  default void type(String text) {
    text.codePoints().mapToObj(Character::toString).forEach(this::press);
  }

  /**
   * Clicks with the mouse on the middle of the first element that is so, scrolled to if need be.
   */
  default void click(String selector) {
    String[] middle =
        text("""
                (() => {
                  const element = document.querySelector("%s");
                  element.scrollIntoView({block: 'nearest'});
                  const {x, y, width, height} = element.getBoundingClientRect();
                  return `${Math.round(x + width / 2)} ${Math.round(y + height / 2)}`;
                })()
                """
                .formatted(selector))
            .split(" ", 2);
    ObjectNode mouse = Json.object().put("type", "pointer").put("id", "mouse");
    mouse.putObject("parameters").put("pointerType", "mouse");
    ArrayNode actions = mouse.putArray("actions");
    actions
        .addObject()
        .put("type", "pointerMove")
        .put("x", Integer.parseInt(middle[0]))
        .put("y", Integer.parseInt(middle[1]));
    actions.addObject().put("type", "pointerDown").put("button", 0);
    actions.addObject().put("type", "pointerUp").put("button", 0);
    act(mouse);
  }

  /** Keeps what is seen now as {@code target/screenshots/<name>.png}. */
  default void screenshot(String name) {
    try {
      Path folder = Files.createDirectories(Path.of(System.getProperty("mpm.screenshots")));
      Files.write(folder.resolve(name + ".png"), picture());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends a process and those that it has started. */
  static void end(Process process) {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      all.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
