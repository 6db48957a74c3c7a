/*
 * mpm-hook <event>, compiled: keeps what Claude Code says on standard input as one new file in the
 * spool, where the home is there and a proxy works. All that is less usual it leaves to the script
 * bin/mpm-hook, which knows every case; hook-cli/README.md says why there are two.
 *
 * Prints nothing and ends with 0 whatever happens, as the script does.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#ifndef VERSION
#error "the build says which version this is"
#endif
#ifndef PATH_MAX
#define PATH_MAX 4096
#endif

enum {
  LONGEST_WORD = 64,
  PIECE_BYTES = 1 << 16,
  UNIQUE_BYTES = 16,
  LINE_BYTES = 1024
};

static const char *const COMMANDS[] = {"proxy", "status", "flush", "emit", "help", "completion"};

/* Writes first/second[/third] there; false where it is too long for a path. */
static bool join(char path[PATH_MAX], const char *first, const char *second, const char *third) {
  const char *slash = *third ? "/" : "";
  int length = snprintf(path, PATH_MAX, "%s/%s%s%s", first, second, slash, third);
  return 0 < length && length < PATH_MAX;
}

/* The script of this installation: this program is lib/<system>/mpm-hook, that one bin/mpm-hook. */
static bool find_script(char script[PATH_MAX], const char *called) {
  char self[PATH_MAX];
  if (!realpath("/proc/self/exe", self) && !realpath(called, self)) {
    return false;
  }
  for (int up = 0; up < 3; up++) {
    char *slash = strrchr(self, '/');
    if (!slash) {
      return false;
    }
    *slash = '\0';
  }
  return join(script, self, "bin/mpm-hook", "");
}

/*
 * Becomes the script. Where that cannot be, nothing can be done, and nobody may hear of it: a shell
 * that were told to read it would complain, and end with 2 if there is none.
 */
static _Noreturn void leave_to_script(char *const arguments[]) {
  char script[PATH_MAX];
  if (arguments[0] && find_script(script, arguments[0])) {
    execv(script, arguments);
  }
  _exit(0);
}

/* The event is kept; the script sees to it that a proxy comes for it. */
static _Noreturn void leave_proxy_to_script(char *called) {
  char *const arguments[] = {called, "--recorded", NULL};
  leave_to_script(arguments);
}

/* Whether the script would take this word for an event's name as it is. */
static bool is_event(const char *word) {
  size_t length = strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789-");
  if (length == 0 || length > LONGEST_WORD || word[length] != '\0' || word[0] == '-') {
    return false;
  }
  for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++) {
    if (strcmp(word, COMMANDS[i]) == 0) {
      return false;
    }
  }
  return true;
}

/* Where events go, without a slash at its end. */
static bool find_home(char home[PATH_MAX]) {
  const char *named = getenv("MPM_MONITOR_HOME");
  const char *user = getenv("HOME");
  int length = -1;
  if (named && *named) {
    length = snprintf(home, PATH_MAX, "%s", named);
  } else if (user && *user) {
    length = snprintf(home, PATH_MAX, "%s/.mpm-monitor", user);
  }
  if (length <= 0 || length >= PATH_MAX || home[0] != '/') {
    return false;
  }
  while (length > 0 && home[length - 1] == '/') {
    home[--length] = '\0';
  }
  return length > 0;
}

/* Whether it is a folder of this user, and not a link to one. */
static bool is_own_folder(const char *path) {
  struct stat file;
  return lstat(path, &file) == 0 && S_ISDIR(file.st_mode) && file.st_uid == geteuid();
}

/* Opens a file that nobody else opens, in a name of its own. */
static int open_new(char file[PATH_MAX], const char *spool, const char *word) {
  unsigned char unique[UNIQUE_BYTES];
  if (getentropy(unique, sizeof unique) != 0) {
    return -1;
  }
  char digits[2 * UNIQUE_BYTES + 1];
  for (int i = 0; i < UNIQUE_BYTES; i++) {
    snprintf(digits + 2 * i, 3, "%02x", unique[i]);
  }
  char name[LONGEST_WORD + 64];
  snprintf(name, sizeof name, "%s.%ld.%s", word, (long)getpid(), digits);
  return join(file, spool, name, "") ? open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
}

static bool write_all(int file, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(file, bytes, count);
    if (written > 0) {
      bytes += written;
      count -= (size_t)written;
    } else if (written == 0 || errno != EINTR) {
      return false;
    }
  }
  return true;
}

/* Copies standard input to its end; false where not all of it is in the file. */
static bool copy_input(int file) {
  static char piece[PIECE_BYTES];
  for (;;) {
    ssize_t count = read(STDIN_FILENO, piece, sizeof piece);
    if (count == 0) {
      return true;
    }
    if (count < 0 ? errno != EINTR : !write_all(file, piece, (size_t)count)) {
      return false;
    }
  }
}

static bool is_same_folder(const char *one, const char *other) {
  struct stat first;
  struct stat second;
  return stat(one, &first) == 0 && stat(other, &second) == 0 && first.st_dev == second.st_dev &&
         first.st_ino == second.st_ino;
}

/* The beginning of a file of ours. Nothing that somebody put in its place is waited for. */
static bool read_line(const char *path, char line[LINE_BYTES]) {
  int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (file < 0) {
    return false;
  }
  struct stat status;
  ssize_t length = 0;
  if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_uid == geteuid()) {
    length = read(file, line, LINE_BYTES - 1);
  }
  close(file);
  line[length > 0 ? length : 0] = '\0';
  return length > 0;
}

/* Whether /proc/<pid>/stat tells of a process that is no zombie and has this start. */
static bool has_start(const char *stat, const char *start) {
  /* After the name in parentheses comes the state, and as the twentieth field the start. */
  const char *fields = strrchr(stat, ')');
  char state = 'Z';
  char its_start[LINE_BYTES];
  return fields &&
         sscanf(fields, ") %c %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %s",
                &state, its_start) == 2 &&
         state != 'Z' && strcmp(its_start, start) == 0;
}

/* Whether that number is the proxy's, which hooks start in run/, and not a later process's. */
static bool lives(long pid, const char *start, const char *run) {
  char path[64];
  char stat[LINE_BYTES];
  snprintf(path, sizeof path, "/proc/%ld/cwd", pid);
  if (is_same_folder(path, run)) {
    return true;
  }
  snprintf(path, sizeof path, "/proc/%ld/stat", pid);
  if (strcmp(start, "-") != 0 && read_line(path, stat)) {
    return has_start(stat, start);
  }
  return kill((pid_t)pid, 0) == 0;
}

/* Whether a proxy of our version works for this home; run/proxy.pid is "pid start [version]". */
static bool proxy_serves(const char *home) {
  char run[PATH_MAX];
  char file[PATH_MAX];
  char line[LINE_BYTES];
  long pid = 0;
  char start[LINE_BYTES] = "";
  char version[LINE_BYTES] = VERSION;
  return join(run, home, "run", "") && join(file, home, "run", "proxy.pid") &&
         read_line(file, line) && sscanf(line, "%ld %s %s", &pid, start, version) >= 1 && pid > 0 &&
         strcmp(version, VERSION) == 0 && lives(pid, start, run);
}

int main(int count, char *arguments[]) {
  if (count == 2 && strcmp(arguments[1], "--probe") == 0) {
    return 0; /* Who asks wants to know whether this program runs on this machine. */
  }
  char home[PATH_MAX];
  char spool[PATH_MAX];
  char file[PATH_MAX];
  if (count < 2 || !is_event(arguments[1]) || !find_home(home) || !is_own_folder(home) ||
      !join(spool, home, "spool", "") || !is_own_folder(spool)) {
    leave_to_script(arguments);
  }
  umask(077);
  int event = open_new(file, spool, arguments[1]);
  if (event < 0) {
    leave_to_script(arguments);
  }
  /* A full disk keeps a part of the event: worth nothing, and in the way. */
  bool whole = copy_input(event);
  if (close(event) != 0 || !whole) {
    unlink(file);
  }
  if (!proxy_serves(home)) {
    leave_proxy_to_script(arguments[0]);
  }
  return 0;
}
