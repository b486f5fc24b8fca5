#include <libpq-fe.h>

#if defined(__linux__)
// What Swift's Glibc module does not show.
// dl_iterate_phdr is an extension of GNU's.
#ifndef __USE_GNU
#define __USE_GNU 1
#include <link.h>
#undef __USE_GNU
#else
#include <link.h>
#endif
#include <linux/aio_abi.h>
#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// The C library has no names for these calls of Linux.
static inline int souk_io_setup(unsigned count, aio_context_t *context) {
    return (int)syscall(SYS_io_setup, count, context);
}
static inline int souk_io_destroy(aio_context_t context) {
    return (int)syscall(SYS_io_destroy, context);
}
static inline int souk_io_submit(aio_context_t context, struct iocb *request) {
    return (int)syscall(SYS_io_submit, context, 1, &request);
}
static inline int souk_io_cancel(aio_context_t context, struct iocb *request) {
    struct io_event event;
    return (int)syscall(SYS_io_cancel, context, request, &event);
}
// Does not wait.
static inline int souk_io_getevents(aio_context_t context, long most, struct io_event *events) {
    return (int)syscall(SYS_io_getevents, context, 0, most, events, 0);
}
#endif
