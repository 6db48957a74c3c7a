package io.mpm.monitor.daemon.claude;

import io.mpm.monitor.daemon.jsonc.JsoncText;
import io.mpm.monitor.daemon.jsonc.JsoncValue;
import java.util.List;
import java.util.Optional;

/**
 * Takes our hooks out of settings, one after the other, each with whatever was there only to hold
 * it. A comment is somebody's own, and so is what it stands in.
 *
 * @param before what the file held before ours came; what was empty then is left as it was
 */
record HookRemoval(HookSettings before) {

  /** Where one of our handlers stands. */
  private record Place(
      JsoncValue.Member event, int group, JsoncValue.Elements handlers, int handler) {

    JsoncValue.Elements groups() {
      return (JsoncValue.Elements) event.value();
    }
  }

  HookSettings from(HookSettings settings) {
    HookSettings left = settings;
    for (Optional<Place> next = find(left); next.isPresent(); next = find(left)) {
      left = new HookSettings(without(left, next.get()));
    }
    return left;
  }

  private static Optional<Place> find(HookSettings settings) {
    for (JsoncValue.Member event : settings.events()) {
      List<JsoncValue> groups = ((JsoncValue.Elements) event.value()).items();
      for (int group = 0; group < groups.size(); group++) {
        Optional<Place> place = find(settings.text(), event, group, groups.get(group));
        if (place.isPresent()) {
          return place;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Place> find(
      JsoncText text, JsoncValue.Member event, int number, JsoncValue group) {
    Optional<JsoncValue> held = ((JsoncValue.Members) group).member(HookSettings.HOOKS);
    if (held.isPresent() && held.get() instanceof JsoncValue.Elements handlers) {
      for (int i = 0; i < handlers.items().size(); i++) {
        if (HandlerOrigin.of(text.tree(handlers.items().get(i))) == HandlerOrigin.OURS) {
          return Optional.of(new Place(event, number, handlers, i));
        }
      }
    }
    return Optional.empty();
  }

  /** From the inside out, as far as nothing is left that somebody else put there. */
  private JsoncText without(HookSettings settings, Place place) {
    JsoncText text = settings.text();
    if (place.handlers().items().size() > 1 || isCommented(text, place)) {
      return text.without(place.handlers(), place.handler());
    }
    if (place.groups().items().size() > 1) {
      return text.without(place.groups(), place.group());
    }
    String event = place.event().name();
    return emptied(text, place.groups(), before.hooksObject().flatMap(hooks -> hooks.member(event)))
        .orElseGet(() -> withoutEvent(settings, place.event()));
  }

  /** Whether somebody has written into the group of one of our handlers, beside that. */
  private static boolean isCommented(JsoncText text, Place place) {
    JsoncValue.Members group = (JsoncValue.Members) place.groups().items().get(place.group());
    return !text.comments(group).isEmpty() || !text.comments(place.handlers()).isEmpty();
  }

  private JsoncText withoutEvent(HookSettings settings, JsoncValue.Member event) {
    JsoncText text = settings.text();
    JsoncValue.Members hooks = settings.hooksObject().orElseThrow();
    if (hooks.items().size() > 1) {
      return text.without(hooks, hooks.items().indexOf(event));
    }
    return emptied(text, hooks, before.hooksObject()).orElseGet(() -> withoutHooks(settings));
  }

  private JsoncText withoutHooks(HookSettings settings) {
    JsoncText text = settings.text();
    JsoncValue.Members root = settings.root();
    if (root.items().size() > 1) {
      List<String> names = root.items().stream().map(JsoncValue.Member::name).toList();
      return text.without(root, names.indexOf(HookSettings.HOOKS));
    }
    return emptied(text, root, Optional.of(before.root())).orElseGet(() -> text.with(root, "{}"));
  }

  /**
   * Without the only item of that container, which stays: as it was, to the byte, where it was
   * empty before and has the same comments, else with the comments that it has now.
   *
   * @return empty when there is no reason for it to stay
   */
  private Optional<JsoncText> emptied(
      JsoncText text, JsoncValue.Container container, Optional<? extends JsoncValue> was) {
    Optional<JsoncValue.Container> empty =
        was.filter(JsoncValue.Container.class::isInstance)
            .map(JsoncValue.Container.class::cast)
            .filter(JsoncValue.Container::isEmpty);
    List<String> comments = text.comments(container);
    if (empty.isPresent() && before.text().comments(empty.get()).equals(comments)) {
      return Optional.of(text.with(container, before.text().textOf(empty.get())));
    }
    return empty.isPresent() || !comments.isEmpty()
        ? Optional.of(text.without(container, 0))
        : Optional.empty();
  }
}
