package io.mpm.monitor.daemon.model.agents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which call started which agent, before the calls themselves say so at their ends. An agent's
 * start names no call, so only what is left when every other possibility is ruled out counts; of
 * two agents of one type that began together, none is given away. Pure.
 */
final class Matching {

  /** An agent and where it comes from, as far as that can be worked out. */
  record Match(Agent agent, Origin origin) {}

  /** An agent and the calls that may have started it. */
  private record Claim(Agent agent, List<Spawn> candidates) {}

  private Matching() {}

  /** Each of {@code agents} with its origin among {@code spawns}. */
  static List<Match> of(List<Agent> agents, List<Spawn> spawns) {
    List<Claim> open = new ArrayList<>();
    for (Agent agent : agents) {
      List<Spawn> candidates =
          spawns.stream().filter(spawn -> spawn.canHaveStarted(agent)).toList();
      open.add(new Claim(agent, new ArrayList<>(candidates)));
    }
    List<Match> matches = new ArrayList<>();
    for (Optional<Claim> sure = onlyOne(open); sure.isPresent(); sure = onlyOne(open)) {
      Spawn spawn = sure.get().candidates().get(0);
      open.remove(sure.get());
      open.forEach(claim -> claim.candidates().remove(spawn));
      Origin origin = new Origin(spawn.caller(), spawn.callId(), Confidence.HIGH);
      matches.add(new Match(sure.get().agent(), origin));
    }
    open.forEach(claim -> matches.add(new Match(claim.agent(), undecided(claim.candidates()))));
    return matches;
  }

  /** An agent with one candidate left, which is not the only one of another agent as well. */
  private static Optional<Claim> onlyOne(List<Claim> open) {
    return open.stream()
        .filter(claim -> claim.candidates().size() == 1)
        .filter(
            claim ->
                open.stream()
                    .allMatch(
                        o ->
                            o.agent().id().equals(claim.agent().id())
                                || !o.candidates().equals(claim.candidates())))
        .findFirst();
  }

  /** Who called is known all the same when every candidate has the same caller. */
  private static Origin undecided(List<Spawn> candidates) {
    List<String> callers = candidates.stream().map(Spawn::caller).distinct().toList();
    return switch (callers.size()) {
      case 0 -> Origin.UNKNOWN;
      case 1 -> new Origin(callers.get(0), "", Confidence.HIGH);
      default -> new Origin(null, "", Confidence.DEFAULT);
    };
  }
}
