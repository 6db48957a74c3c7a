package io.mpm.monitor.daemon.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Files that hold secrets by their very name. They are never shown, whoever asks. Pure. */
final class DeniedNames {

  private static final Set<String> FOLDERS =
      Set.of(".git", ".ssh", ".gnupg", ".aws", ".azure", ".gcloud", ".kube", ".docker");

  private static final List<Pattern> NAMES =
      List.of(
          Pattern.compile("\\.env(\\..*)?|\\.envrc"),
          Pattern.compile(".*\\.(pem|key|p12|pfx|jks|keystore|kdbx|ppk|asc|gpg)"),
          Pattern.compile("id_.*"),
          Pattern.compile("\\.(npmrc|netrc|pypirc|pgpass|htpasswd|git-credentials|yarnrc)"),
          Pattern.compile("_netrc|\\.?yarnrc\\.yml"),
          Pattern.compile("(.*[._-])?credentials?(\\.(json|ya?ml|toml|ini|txt|xml|enc|bak))?"),
          Pattern.compile("(.*[._-])?secrets?\\.(json|ya?ml|toml|ini|env|txt|xml|enc)"));

  private DeniedNames() {}

  /** Whether a folder or the file's own name in {@code path} is one of them, in any case. */
  static boolean deny(Path path) {
    boolean inClaude = false;
    String name = "";
    for (Path part : path) {
      name = part.toString().toLowerCase(Locale.ROOT);
      inClaude |= name.equals(".claude");
      if (FOLDERS.contains(name)) {
        return true;
      }
    }
    String last = name;
    return (inClaude && last.contains("credentials"))
        || NAMES.stream().anyMatch(pattern -> pattern.matcher(last).matches());
  }
}
