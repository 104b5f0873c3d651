// A library that tells of itself as soon as it is loaded: it creates the file MARKER. It uses nothing of the C library,
// so that it loads into a static program as well. With LEAVE it poses as the C library
// itself and ends the program with that code, before main.
#ifndef MARKER
#error "compile with -DMARKER='\"/path\"'"
#endif

#if defined(__x86_64__)
static long call(long number, long a, long b, long c, long d) {
    long result;
    register long fourth __asm__("r10") = d;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c), "r"(fourth) : "rcx", "r11", "memory");
    return result;
}
enum { call_openat = 257, call_exit_group = 231 };
#elif defined(__aarch64__)
static long call(long number, long a, long b, long c, long d) {
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3) : "memory");
    return x0;
}
enum { call_openat = 56, call_exit_group = 94 };
#else
#error "the numbers of openat and exit_group are missing for this processor"
#endif

__attribute__((constructor)) static void tell(void) {
    call(call_openat, -100 /* AT_FDCWD */, (long)MARKER, 0101 /* O_WRONLY | O_CREAT */, 0644);
#ifdef LEAVE
    call(call_exit_group, LEAVE, 0, 0, 0);
#endif
}

#ifdef LEAVE
// What the loader and every ordinary program ask their C library for before anything else.
void __libc_early_init(int initial) { (void)initial; }
void __libc_start_main(void) {}
#endif
