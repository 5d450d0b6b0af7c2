#include "message.h"

bool copy_utf16(Reader r, Message *m, Text *text) {
  uint32_t length = r.end - r.at;
  // A code unit becomes at most three bytes.
  if (length % 2 != 0 || length / 2 * 3 > ARENA_SIZE - m->arena_used) return false;
  const uint8_t *p = r.bytes + r.at, *end = r.bytes + r.end;
  char *out = m->arena + m->arena_used;
  text->offset = m->arena_used;
  while (p < end) {
    uint32_t c = le16(p);
    p += 2;
    if (c < 0x80) {
      *out++ = (char)c;
      continue;
    }
    if (c >= 0xd800 && c < 0xdc00 && p < end && le16(p) >= 0xdc00 && le16(p) < 0xe000) {
      c = 0x10000 + ((c - 0xd800) << 10) + (le16(p) - 0xdc00);
      p += 2;
      *out++ = (char)(0xf0 | c >> 18);
      *out++ = (char)(0x80 | (c >> 12 & 63));
    } else if (c < 0x800) {
      *out++ = (char)(0xc0 | c >> 6);
      *out++ = (char)(0x80 | (c & 63));
      continue;
    } else {
      if (c >= 0xd800 && c < 0xe000) c = 0xfffd;
      *out++ = (char)(0xe0 | c >> 12);
    }
    *out++ = (char)(0x80 | (c >> 6 & 63));
    *out++ = (char)(0x80 | (c & 63));
  }
  text->length = (uint32_t)(out - m->arena) - m->arena_used;
  m->arena_used += text->length;
  return true;
}

bool copy_bytes(Reader r, Message *m, Text *text) {
  uint32_t length = r.end - r.at;
  if (length > ARENA_SIZE - m->arena_used) return false;
  memcpy(m->arena + m->arena_used, r.bytes + r.at, length);
  text->offset = m->arena_used;
  text->length = length;
  m->arena_used += length;
  return true;
}
