package io.mpm.monitor.daemon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A {@code launchctl} that behaves as the one of macOS is known to: it loads no label twice, lets
 * go of one some time after it was told to, and then still refuses its name for a moment.
 */
final class Launchd {

  /** An agent that has this in its text is never loaded. */
  static final String REFUSED = "refused";

  private static final String LAUNCHCTL =
      """
      #!/bin/sh
      PATH=/usr/bin:/bin
      cd "${0%/*}" || exit 9
      case $1 in
        bootstrap)
          if [ -e loaded ] || [ -e leaving ] || rm late 2>/dev/null || grep -q REFUSED "$3"; then
            echo 'Bootstrap failed: 5: Input/output error' >&2
            exit 5
          fi
          cp "$3" loaded
          ;;
        bootout)
          mv loaded leaving 2>/dev/null || { echo 'Boot-out failed: 3: No such process' >&2; exit 3; }
          ;;
        print)
          if [ ! -e loaded ] && ! mv leaving late 2>/dev/null; then
            echo 'Could not find service "io.mpm.monitor" in domain for user gui: 501' >&2
            exit 113
          fi
          printf '%s = {\n\tactive count = 1\n\tstate = running\n\n\tprogram = /bin/sh\n' "$2"
          printf '\targuments = {\n\t\tstate = no\n\t}\n\tpid = 4711\n'
          printf '\tlast exit code = (never exited)\n}\n'
          ;;
      esac
      """;

  private final Path folder;

  /** Puts it into that folder, beside an {@code id}. */
  Launchd(Path folder) throws IOException {
    this.folder = folder;
    program("launchctl", LAUNCHCTL.replace("REFUSED", REFUSED));
    program("id", "#!/bin/sh\necho 501\n");
  }

  private void program(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  /** What it runs now. */
  Path loaded() {
    return folder.resolve("loaded");
  }
}
