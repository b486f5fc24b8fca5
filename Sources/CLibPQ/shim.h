#include <libpq-fe.h>

#if defined(__linux__)
// What Swift's Glibc module does not show.
#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#endif
