/*
 * mpm-hook <event>, compiled: keeps what Claude Code says on standard input as one new file in the
 * spool, where the home is there and a proxy works. All that is less usual it leaves to the script
 * bin/mpm-hook, which knows every case; hook-cli/README.md says why there are two.
 *
 * Prints nothing and ends with 0 whatever happens, as the script does. Of a C library it uses no
 * more than the calls of the system, so that linux.c can stand in for one.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#ifndef VERSION
#error "the build says which version this is"
#endif

extern char **environ;

enum { TEXT_BYTES = 4096, PIECE_BYTES = 1 << 16, UNIQUE_BYTES = 16, LONGEST_WORD = 64 };

/* What this program answers to --probe, and no shell that takes its file for a script. */
enum { RUNS_HERE = 42 };

/* The words that are commands of the script. */
static const char *const COMMANDS[] = {"proxy", "status", "flush", "emit", "help", "completion"};

/* A path or a line. What does not fit is left out, and then it is not whole. */
struct text {
  size_t length;
  bool whole;
  char bytes[TEXT_BYTES];
};

static bool equal(const char *one, const char *other) {
  while (*one && *one == *other) {
    one++;
    other++;
  }
  return *one == *other;
}

static void add_byte(struct text *text, char byte) {
  if (text->length + 1 < TEXT_BYTES) {
    text->bytes[text->length++] = byte;
    text->bytes[text->length] = '\0';
  } else {
    text->whole = false;
  }
}

static void add(struct text *text, const char *more) {
  while (*more) {
    add_byte(text, *more++);
  }
}

static void add_number(struct text *text, unsigned long number) {
  if (number > 9) {
    add_number(text, number / 10);
  }
  add_byte(text, (char)('0' + number % 10));
}

static void start_with(struct text *text, const char *first) {
  text->length = 0;
  text->whole = true;
  text->bytes[0] = '\0';
  add(text, first);
}

static bool is_blank(char byte) { return byte == ' ' || byte == '\t' || byte == '\n'; }

/* Takes the next word of a line; empty at its end. */
static const char *next_word(const char *line, struct text *word) {
  start_with(word, "");
  while (is_blank(*line)) {
    line++;
  }
  while (*line && !is_blank(*line)) {
    add_byte(word, *line++);
  }
  return line;
}

/* The text up to that many slashes from its end. */
static void go_up(struct text *path, int folders) {
  while (folders > 0 && path->length > 0) {
    if (path->bytes[--path->length] == '/') {
      folders--;
    }
    path->bytes[path->length] = '\0';
  }
}

/* A variable of the environment; empty where there is none. */
static const char *variable(const char *name) {
  for (char **entry = environ; *entry; entry++) {
    const char *value = *entry;
    const char *rest = name;
    while (*rest && *rest == *value) {
      rest++;
      value++;
    }
    if (*rest == '\0' && *value == '=') {
      return value + 1;
    }
  }
  return "";
}

static bool is_same(const char *one, const char *other) {
  struct stat first;
  struct stat second;
  return stat(one, &first) == 0 && stat(other, &second) == 0 && first.st_dev == second.st_dev &&
         first.st_ino == second.st_ino;
}

/*
 * Becomes the script of this installation, of which this program is lib/<system>/mpm-hook. Where
 * that cannot be, nothing can be done, and nobody may hear of it: a shell that were told to read it
 * would complain, and end with 2 if there is none. Somebody may have put a link to us in its place.
 */
static _Noreturn void leave_to_script(char *arguments[]) {
  struct text script;
  start_with(&script, "");
  ssize_t length = readlink("/proc/self/exe", script.bytes, TEXT_BYTES - 1);
  if (length > 0) {
    script.length = (size_t)length;
    script.bytes[length] = '\0';
  } else if (arguments[0]) {
    add(&script, arguments[0]);
  }
  go_up(&script, 3);
  add(&script, "/bin/mpm-hook");
  if (script.whole && !is_same("/proc/self/exe", script.bytes)) {
    execve(script.bytes, arguments, environ);
  }
  _exit(0);
}

/* The event is kept; the script sees to it that a proxy comes for it. */
static _Noreturn void leave_proxy_to_script(char *called) {
  char recorded[] = "--recorded";
  char *arguments[] = {called, recorded, NULL};
  leave_to_script(arguments);
}

/* Whether the script would take this word for an event's name as it is. */
static bool is_event(const char *word) {
  size_t length = 0;
  for (; word[length]; length++) {
    char letter = word[length];
    bool good =
        (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
    if (!good || length == LONGEST_WORD) {
      return false;
    }
  }
  for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++) {
    if (equal(word, COMMANDS[i])) {
      return false;
    }
  }
  return length > 0 && word[0] != '-';
}

/* Where events go, without a slash at its end. */
static bool find_home(struct text *home) {
  start_with(home, variable("MPM_MONITOR_HOME"));
  if (home->length == 0 && *variable("HOME")) {
    add(home, variable("HOME"));
    add(home, "/.mpm-monitor");
  }
  while (home->length > 0 && home->bytes[home->length - 1] == '/') {
    home->bytes[--home->length] = '\0';
  }
  return home->whole && home->bytes[0] == '/';
}

/* Whether it is a folder of this user, and not a link to one. */
static bool is_own_folder(const char *path) {
  struct stat file;
  return lstat(path, &file) == 0 && S_ISDIR(file.st_mode) && file.st_uid == geteuid();
}

/* Whether it is a file of this user, or a link to one. */
static bool is_own_file(const char *path) {
  struct stat file;
  return stat(path, &file) == 0 && S_ISREG(file.st_mode) && file.st_uid == geteuid();
}

/* Makes the event's file, under a name that no other has; negative where that cannot be. */
static int open_new(struct text *file, const struct text *spool, const char *word) {
  unsigned char unique[UNIQUE_BYTES];
  if (getentropy(unique, sizeof unique) != 0) {
    return -1;
  }
  start_with(file, spool->bytes);
  add(file, "/");
  add(file, word);
  add(file, ".");
  add_number(file, (unsigned long)getpid());
  add(file, ".");
  for (int i = 0; i < UNIQUE_BYTES; i++) {
    add_byte(file, "0123456789abcdef"[unique[i] >> 4]);
    add_byte(file, "0123456789abcdef"[unique[i] & 15]);
  }
  return file->whole ? open(file->bytes, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
}

static bool write_all(int file, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(file, bytes, count);
    if (written <= 0) {
      return false;
    }
    bytes += written;
    count -= (size_t)written;
  }
  return true;
}

/* Copies standard input to its end; false where not all of it is in the file. */
static bool copy_input(int file) {
  static char piece[PIECE_BYTES]; /* There are small stacks. */
  for (;;) {
    ssize_t count = read(STDIN_FILENO, piece, sizeof piece);
    if (count <= 0) {
      return count == 0;
    }
    if (!write_all(file, piece, (size_t)count)) {
      return false;
    }
  }
}

/* The beginning of a file, if it can be read. Nobody is waited for. */
static bool read_beginning(const char *path, struct text *text) {
  start_with(text, "");
  int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (file < 0) {
    return false;
  }
  ssize_t length = read(file, text->bytes, TEXT_BYTES - 1);
  close(file);
  text->length = length > 0 ? (size_t)length : 0;
  text->bytes[text->length] = '\0';
  return text->length > 0;
}

/* Whether /proc/<pid>/stat tells of a process that is no zombie and has this start. */
static bool has_start(const struct text *stat, const char *start) {
  const char *rest = stat->bytes;
  for (const char *at = rest; *at; at++) {
    rest = *at == ')' ? at + 1 : rest;
  }
  /* After the name in parentheses comes the state, and as the twentieth field the start. */
  struct text field;
  for (int i = 1; i <= 20; i++) {
    rest = next_word(rest, &field);
    if (i == 1 && equal(field.bytes, "Z")) {
      return false;
    }
  }
  return equal(field.bytes, start);
}

/* Whether that number is the proxy's, which hooks start in run/, and not a later process's. */
static bool lives(const struct text *pid, const char *start, const struct text *run) {
  long number = 0;
  if (pid->bytes[0] < '1') {
    return false;
  }
  for (const char *digit = pid->bytes; *digit; digit++) {
    if (*digit < '0' || *digit > '9' || number > 99999999) {
      return false;
    }
    number = 10 * number + (*digit - '0');
  }
  struct text path;
  struct text stat;
  start_with(&path, "/proc/");
  add(&path, pid->bytes);
  add(&path, "/cwd");
  if (is_same(path.bytes, run->bytes)) {
    return true;
  }
  go_up(&path, 1);
  add(&path, "/stat");
  if (!equal(start, "-") && read_beginning(path.bytes, &stat)) {
    return has_start(&stat, start);
  }
  return kill((pid_t)number, 0) == 0;
}

/* Whether a proxy of our version works for this home; run/proxy.pid is "pid start [version]". */
static bool proxy_serves(const struct text *home) {
  struct text run;
  struct text file;
  struct text line;
  start_with(&run, home->bytes);
  add(&run, "/run");
  start_with(&file, run.bytes);
  add(&file, "/proxy.pid");
  if (!file.whole || !is_own_file(file.bytes) || !read_beginning(file.bytes, &line)) {
    return false;
  }
  struct text pid;
  struct text start;
  struct text version;
  struct text more;
  next_word(next_word(next_word(next_word(line.bytes, &pid), &start), &version), &more);
  bool is_ours = version.length == 0 || equal(version.bytes, VERSION);
  return is_ours && more.length == 0 && lives(&pid, start.bytes, &run);
}

int main(int count, char *arguments[]) {
  if (count == 3 && equal(arguments[1], "--probe")) {
    return equal(arguments[2], VERSION) ? RUNS_HERE : 0;
  }
  struct text home;
  struct text spool;
  struct text file;
  if (count < 2 || !is_event(arguments[1]) || !find_home(&home) || !is_own_folder(home.bytes)) {
    leave_to_script(arguments);
  }
  start_with(&spool, home.bytes);
  add(&spool, "/spool");
  if (!spool.whole || !is_own_folder(spool.bytes)) {
    leave_to_script(arguments);
  }
  umask(077);
  int event = open_new(&file, &spool, arguments[1]);
  if (event < 0) {
    leave_to_script(arguments);
  }
  /* A full disk, or a limit, keeps a part of the event: worth nothing, and in the way. */
  void (*at_limit)(int) = signal(SIGXFSZ, SIG_IGN);
  bool whole = copy_input(event);
  signal(SIGXFSZ, at_limit);
  if (close(event) != 0 || !whole) {
    unlink(file.bytes);
  }
  if (!proxy_serves(&home)) {
    leave_proxy_to_script(arguments[0]);
  }
  return 0;
}
