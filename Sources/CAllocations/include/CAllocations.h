#ifndef SOUK_ALLOCATIONS_H
#define SOUK_ALLOCATIONS_H

/// How often the calling thread has asked for memory since it began; -1 where that is not counted (anywhere but with glibc).
///
/// Linking this target puts a counter before the system's `malloc`, `calloc`, `realloc` and `posix_memalign`.
long souk_allocations(void);

#endif
