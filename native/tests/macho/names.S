// The rest of libsystem.cpp: the symbols of libSystem that a jump can stand for.
.text

// --- functions that mean the same on both systems: a jump to Linux's ---
  .irp name, \
      __cxa_atexit, abort, aligned_alloc, atoi, bzero, calloc, exp, fclose, fflush, fopen, fputc, fread, free, fseek, \
      fseeko, ftello, fwrite, getenv, gettimeofday, log, log10, log10f, malloc, memchr, memcmp, memcpy, memmove, \
      memset, nanosleep, pow, pthread_create, pthread_detach, pthread_getspecific, pthread_join, pthread_self, \
      pthread_setspecific, putchar, puts, rand, realloc, srand, strcmp, strlen, strncmp, strrchr, strstr, strtod, strtol, \
      time
  .globl _\name
  .p2align 2
_\name:
  b _linux_\name
  .endr

  .macro other, name, linux
  .globl _\name
  .p2align 2
_\name:
  b _linux_\linux
  .endm
  other __error, __errno_location  // the numbers are Linux's
  other pthread_mach_thread_np, gettid
  other __tolower, tolower
  other _dyld_find_unwind_sections, macho_unwind_tables

// --- functions that the tests' C++ library names, but that no test reaches: they stop the test with their name ---
  .irp name, \
      ___tolower_l, ___toupper_l, __maskrune_l, __toupper, \
      _dyld_register_func_for_remove_image, asprintf_l, btowc_l, catclose, catgets, catopen, dladdr, dlsym, fputwc, \
      freelocale, getc, getwc, gmtime_r, localeconv_l, mbrlen_l, mbrtowc_l, mbsnrtowcs_l, mbsrtowcs_l, newlocale, \
      pthread_cond_destroy, pthread_cond_timedwait, pthread_mutex_init, pthread_mutexattr_destroy, \
      pthread_mutexattr_init, pthread_mutexattr_settype, setbuf, setlocale, snprintf_l, sscanf, strcoll_l, strerror_r, \
      strftime, strftime_l, strtod_l, strtof, strtof_l, strtold, strtold_l, strtoll, strtoul, strtoull, strxfrm_l, swprintf, \
      sysconf, ungetc, ungetwc, wcscoll_l, wcslen, wcsnrtombs_l, wcstod, wcstof, wcstol, wcstold, wcstoll, wcstoul, \
      wcstoull, wcsxfrm_l, wctob_l, wmemchr, wmemcmp
  .globl _\name
  .p2align 2
_\name:
  adr x0, 1f
  b _left_out
1:
  .asciz "\name"
  .endr
  .globl dyld_stub_binder  // binds pointers at their first use; this loader binds all of them at the start
  .p2align 2
dyld_stub_binder:
  brk #1

// --- the place of a variable of each thread. x0 points to what the loader knows of it: the distance of the image's
// variables from the thread's pointer, then the offset among them. Callers count on their other registers ---
  .globl __tlv_bootstrap
  .p2align 2
__tlv_bootstrap:
  ldp x16, x17, [x0, #8]
  add x16, x16, x17
  mrs x0, tpidr_el0
  add x0, x0, x16
  ret
