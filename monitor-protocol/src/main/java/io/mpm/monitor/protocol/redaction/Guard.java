package io.mpm.monitor.protocol.redaction;

import java.util.Arrays;
import java.util.Locale;

/** What a finding must pass besides its pattern; keeps rules off what only looks like a secret. */
enum Guard {
  /** Whatever the pattern finds. */
  ANY {
    @Override
    boolean passes(Finding finding) {
      return true;
    }
  },

  /** No placeholder stands there. */
  VALUE {
    @Override
    boolean passes(Finding finding) {
      return !ValueShape.isPlaceholder(finding.value());
    }
  },

  /** A token by its prefix: not in the middle of a word, and not {@code ghp_xxxxxxxx}. */
  TOKEN {
    @Override
    boolean passes(Finding finding) {
      return Surroundings.beginsWord(finding.text(), finding.start())
          && ValueShape.distinct(finding.value()) >= 8
          && VALUE.passes(finding);
    }
  },

  /** As {@link #TOKEN}, for prefixes that ordinary words share. */
  MIXED {
    @Override
    boolean passes(Finding finding) {
      return ValueShape.isMixed(finding.value()) && TOKEN.passes(finding);
    }
  },

  /** Behind a number, as a Telegram bot's id. */
  AFTER_DIGITS {
    @Override
    boolean passes(Finding finding) {
      int digits = 0;
      int at = finding.matchStart();
      while (at > 0 && Character.isDigit(finding.text().charAt(at - 1)) && digits < 8) {
        digits++;
        at--;
      }
      return digits == 8 && VALUE.passes(finding);
    }
  },

  /** Credentials and not the words of a sentence about them. */
  CREDENTIALS {
    @Override
    boolean passes(Finding finding) {
      String first = finding.value().split("[\\s,;]", 2)[0];
      boolean word = first.chars().allMatch(c -> Character.isLetter(c) || c == '-' || c == '.');
      return first.length() >= 6
          && (!word || first.length() >= 24 || ValueShape.isUserAndPassword(first))
          && VALUE.passes(finding);
    }
  },

  /** The value of a variable whose whole name, in capitals, promises a secret. */
  ENV {
    @Override
    boolean passes(Finding finding) {
      String name = Surroundings.nameAround(finding.text(), finding.matchStart());
      KeyKind kind = KeyKind.of(name);
      return name.equals(name.toUpperCase(Locale.ROOT))
          && kind != KeyKind.NONE
          && !ValueShape.isPlaceholder(finding.value())
          && !PathShape.matches(kind, finding.value());
    }
  },

  /** The value of an option whose whole name promises a secret. */
  FLAG {
    @Override
    boolean passes(Finding finding) {
      String name = Surroundings.nameAround(finding.text(), finding.matchStart());
      KeyKind kind = name.startsWith("-") ? KeyKind.of(name) : KeyKind.NONE;
      // A usage line closes brackets behind the word for the value.
      String value = finding.value().replaceFirst("[\\])}.,]{1,4}$", "");
      return !value.startsWith("-")
          && !PathShape.matches(kind, value)
          && (kind == KeyKind.PASSWORD
              ? ValueShape.isSecret(kind, value) && value.length() > 4
              : ValueShape.isUnquotedSecret(kind, value));
    }
  },

  /** The value beside a name that promises a secret, in a setting, a program or an address. */
  ASSIGNED {
    @Override
    boolean passes(Finding finding) {
      String text = finding.text();
      String name = Surroundings.nameAround(text, finding.matchStart());
      KeyKind kind = KeyKind.of(name);
      // Every program has something of that name; in docker's settings it holds credentials.
      if (name.equalsIgnoreCase("auth") && !ValueShape.isUserAndPassword(finding.value())) {
        return false;
      }
      if (Surroundings.isQuoted(text, finding.start())) {
        return ValueShape.isSecret(kind, finding.value()) && finding.value().indexOf(' ') < 0;
      }
      boolean call =
          finding.end() < text.length() && "([{".indexOf(text.charAt(finding.end())) >= 0;
      boolean operator = ":=!".indexOf(finding.value().charAt(0)) >= 0;
      return !call
          && !operator
          && !PathShape.matches(kind, finding.value())
          && ValueShape.isUnquotedSecret(kind, finding.value());
    }
  };

  abstract boolean passes(Finding finding);

  /** The guard of that name in the file of rules. */
  static Guard named(String name) {
    for (Guard guard : values()) {
      if (guard.label().equals(name)) {
        return guard;
      }
    }
    throw new IllegalArgumentException(
        "no guard is called "
            + name
            + "; there are "
            + Arrays.stream(values()).map(Guard::label).toList());
  }

  private String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
