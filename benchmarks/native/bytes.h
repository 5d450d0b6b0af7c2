// Bounds-checked reading of a byte range. Every take_ function answers zero and leaves `failed` set past the end.
#ifndef BYTES_H
#define BYTES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef struct {
  const uint8_t *bytes;
  uint32_t at;
  uint32_t end;
  bool failed;
} Reader;

/** A range inside a message. */
typedef struct {
  uint32_t offset;
  uint32_t length;
} Span;

static inline uint16_t le16(const uint8_t *p) {
  uint16_t value;
  memcpy(&value, p, sizeof value);
  return value;
}

static inline uint32_t le32(const uint8_t *p) {
  uint32_t value;
  memcpy(&value, p, sizeof value);
  return value;
}

static inline uint64_t le64(const uint8_t *p) {
  uint64_t value;
  memcpy(&value, p, sizeof value);
  return value;
}

static inline uint16_t be16(const uint8_t *p) { return __builtin_bswap16(le16(p)); }
static inline uint32_t be32(const uint8_t *p) { return __builtin_bswap32(le32(p)); }

/** The next `length` bytes; without them a pointer to zeros, of which no more than 128 may be read. */
static inline const uint8_t *take(Reader *r, uint32_t length) {
  static const uint8_t zeros[128];
  if (length > r->end - r->at) {
    r->failed = true;
    return zeros;
  }
  const uint8_t *p = r->bytes + r->at;
  r->at += length;
  return p;
}

static inline bool contains(const Reader *r, Span span) {
  return span.length == 0 || (span.offset <= r->end && span.length <= r->end - span.offset);
}

#endif
