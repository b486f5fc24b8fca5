#include <libpq-fe.h>

#if defined(__linux__)
// What the doorbell needs and Swift's Glibc module does not show.
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#endif
