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
#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#endif
