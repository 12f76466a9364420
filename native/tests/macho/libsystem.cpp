// Stands for macOS's libSystem: as much of it as the native tests call. It is compiled for macOS, so Apple's headers
// say what its callers expect. linux_NAME is Linux's NAME, which the loader finds.
#include <ctype.h>
#include <pthread.h>
#include <runetype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include <xlocale.h>

// --- locks: Linux's fit into Apple's (loader.cpp checks the sizes too). Linux's begin as zeros, Apple's as a signature
// and zeros ---
static_assert(sizeof(pthread_mutex_t) == 64 && sizeof(pthread_cond_t) == 48 && sizeof(pthread_rwlock_t) == 200);

template <typename Lock>
static Lock* fresh(Lock* lock, long signature) {
  __atomic_compare_exchange_n(&lock->__sig, &signature, 0, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
  return lock;
}

extern "C" {

extern FILE *linux_stdin, *linux_stdout, *linux_stderr;
FILE *__stdinp, *__stdoutp, *__stderrp;

// --- formats: Apple puts all further arguments on the stack, which Linux's va_list can say ---
struct LinuxArguments {
  va_list stack;
  void *no_registers, *no_vectors;
  int general_left, vectors_left;
};
static LinuxArguments linux_arguments(va_list all) { return {all, nullptr, nullptr, 0, 0}; }

int linux_vfprintf(FILE*, const char*, LinuxArguments);
int linux_vsnprintf(char*, size_t, const char*, LinuxArguments);

int vfprintf(FILE* to, const char* format, va_list all) { return linux_vfprintf(to, format, linux_arguments(all)); }
int fprintf(FILE* to, const char* format, ...) {
  va_list all;
  va_start(all, format);
  return vfprintf(to, format, all);
}
int printf(const char* format, ...) {
  va_list all;
  va_start(all, format);
  return vfprintf(linux_stdout, format, all);
}
int snprintf(char* to, size_t size, const char* format, ...) {
  va_list all;
  va_start(all, format);
  return linux_vsnprintf(to, size, format, linux_arguments(all));
}

[[noreturn]] void left_out(const char* name) {
  fprintf(linux_stderr, "macho: %s is called, which native/tests/macho/names.S leaves out\n", name);
  abort();
}

#define FERRO_LOCK(call, type, signature) \
  int linux_##call(type*);                \
  int call(type* lock) { return linux_##call(fresh(lock, signature)); }
FERRO_LOCK(pthread_mutex_lock, pthread_mutex_t, _PTHREAD_MUTEX_SIG_init)
FERRO_LOCK(pthread_mutex_trylock, pthread_mutex_t, _PTHREAD_MUTEX_SIG_init)
FERRO_LOCK(pthread_mutex_unlock, pthread_mutex_t, _PTHREAD_MUTEX_SIG_init)
FERRO_LOCK(pthread_mutex_destroy, pthread_mutex_t, _PTHREAD_MUTEX_SIG_init)
FERRO_LOCK(pthread_cond_signal, pthread_cond_t, _PTHREAD_COND_SIG_init)
FERRO_LOCK(pthread_cond_broadcast, pthread_cond_t, _PTHREAD_COND_SIG_init)
FERRO_LOCK(pthread_rwlock_rdlock, pthread_rwlock_t, _PTHREAD_RWLOCK_SIG_init)
FERRO_LOCK(pthread_rwlock_wrlock, pthread_rwlock_t, _PTHREAD_RWLOCK_SIG_init)
FERRO_LOCK(pthread_rwlock_unlock, pthread_rwlock_t, _PTHREAD_RWLOCK_SIG_init)

int linux_pthread_cond_wait(pthread_cond_t*, pthread_mutex_t*);
int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* lock) {
  return linux_pthread_cond_wait(fresh(condition, _PTHREAD_COND_SIG_init), fresh(lock, _PTHREAD_MUTEX_SIG_init));
}

// --- what Linux lacks ---
int linux_pthread_key_create(unsigned* key, void (*at_exit)(void*));
int pthread_key_create(pthread_key_t* key, void (*at_exit)(void*)) {  // Apple's key is longer
  unsigned short_key = 0;
  const int status = linux_pthread_key_create(&short_key, at_exit);
  *key = short_key;
  return status;
}

int linux___cxa_thread_atexit_impl(void (*)(void*), void*, void*);
void _tlv_atexit(void (*destroy)(void*), void* variable) {
  linux___cxa_thread_atexit_impl(destroy, variable, variable);
}

// libc++ asks this of wide letters, for its wide streams, which the tests do not use.
int mbtowc_l(wchar_t*, const char*, size_t, locale_t) { return 0; }
int ___mb_cur_max_l(locale_t) { return 1; }
size_t wcrtomb_l(char*, wchar_t, mbstate_t*, locale_t) { return 1; }

void* dlopen(const char*, int) { return nullptr; }  // libc++ asks whether libstdc++ is there as well

void memset_pattern16(void* to, const void* pattern, size_t size) {
  for (size_t i = 0; i < size; ++i) static_cast<char*>(to)[i] = static_cast<const char*>(pattern)[i % 16];
}

// The kinds of letters, all empty: libc++ asks for them only to write and to read in the ways of a country.
_RuneLocale _DefaultRuneLocale;
}

__attribute__((constructor)) static void set_streams() {
  __stdinp = linux_stdin;
  __stdoutp = linux_stdout;
  __stderrp = linux_stderr;
}
