/*
 * What the hook needs of a C library, for Linux: the start of a program, and the system's calls. A
 * whole library takes longer to start than all that the hook does.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>

int main(int count, char *arguments[]);

char **environ;

#if defined(__x86_64__)

__asm__(
    ".globl _start\n"
    "_start:\n"
    "  xor %ebp, %ebp\n"
    "  mov %rsp, %rdi\n"
    "  and $-16, %rsp\n"
    "  call begin\n");

static long call(long number, long first, long second, long third, long fourth) {
  register long in_r10 __asm__("r10") = fourth;
  long result;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(number), "D"(first), "S"(second), "d"(third), "r"(in_r10)
                   : "rcx", "r11", "memory");
  return result;
}

#elif defined(__aarch64__)

__asm__(
    ".globl _start\n"
    "_start:\n"
    "  mov x29, #0\n"
    "  mov x0, sp\n"
    "  bl begin\n");

static long call(long number, long first, long second, long third, long fourth) {
  register long in_x8 __asm__("x8") = number;
  register long in_x0 __asm__("x0") = first;
  register long in_x1 __asm__("x1") = second;
  register long in_x2 __asm__("x2") = third;
  register long in_x3 __asm__("x3") = fourth;
  __asm__ volatile("svc #0"
                   : "+r"(in_x0)
                   : "r"(in_x8), "r"(in_x1), "r"(in_x2), "r"(in_x3)
                   : "memory");
  return in_x0;
}

#else
#error "linux.c knows two kinds of processors; others use the C library of the system"
#endif

/* Errors are negative numbers; nobody here asks which. */
static long checked(long result) { return result < 0 ? -1 : result; }

_Noreturn void _exit(int code) {
  for (;;) {
    call(SYS_exit_group, code, 0, 0, 0);
  }
}

/* Called with the stack as the system leaves it: the count, the arguments, null, the environment.
 */
_Noreturn void begin(long *stack) {
  long count = stack[0];
  char **arguments = (char **)(stack + 1);
  environ = arguments + count + 1;
  _exit(main((int)count, arguments));
}

int open(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  long mode = flags & O_CREAT ? va_arg(more, int) : 0;
  va_end(more);
  return (int)checked(call(SYS_openat, AT_FDCWD, (long)path, flags, mode));
}

ssize_t read(int file, void *bytes, size_t count) {
  return checked(call(SYS_read, file, (long)bytes, (long)count, 0));
}

ssize_t write(int file, const void *bytes, size_t count) {
  return checked(call(SYS_write, file, (long)bytes, (long)count, 0));
}

int close(int file) { return (int)checked(call(SYS_close, file, 0, 0, 0)); }

int unlink(const char *path) {
  return (int)checked(call(SYS_unlinkat, AT_FDCWD, (long)path, 0, 0));
}

int stat(const char *path, struct stat *status) {
  return (int)checked(call(SYS_newfstatat, AT_FDCWD, (long)path, (long)status, 0));
}

int lstat(const char *path, struct stat *status) {
  return (int)checked(
      call(SYS_newfstatat, AT_FDCWD, (long)path, (long)status, AT_SYMLINK_NOFOLLOW));
}

ssize_t readlink(const char *path, char *target, size_t size) {
  return checked(call(SYS_readlinkat, AT_FDCWD, (long)path, (long)target, (long)size));
}

int getentropy(void *bytes, size_t count) {
  return call(SYS_getrandom, (long)bytes, (long)count, 0, 0) == (long)count ? 0 : -1;
}

mode_t umask(mode_t mask) { return (mode_t)call(SYS_umask, mask, 0, 0, 0); }

pid_t getpid(void) { return (pid_t)call(SYS_getpid, 0, 0, 0, 0); }

uid_t geteuid(void) { return (uid_t)call(SYS_geteuid, 0, 0, 0, 0); }

/* The system's own idea of what to do with a signal; here to ignore one, and to undo that. */
struct action {
  void (*handler)(int);
  unsigned long flags;
  void (*restorer)(void);
  unsigned long mask;
};

void (*signal(int number, void (*handler)(int)))(int) {
  struct action action = {handler, 0, 0, 0};
  struct action before = {0, 0, 0, 0};
  long failed = call(SYS_rt_sigaction, number, (long)&action, (long)&before, sizeof action.mask);
  return failed ? SIG_ERR : before.handler;
}

int kill(pid_t pid, int signal) { return (int)checked(call(SYS_kill, pid, signal, 0, 0)); }

int execve(const char *path, char *const arguments[], char *const environment[]) {
  return (int)checked(call(SYS_execve, (long)path, (long)arguments, (long)environment, 0));
}
