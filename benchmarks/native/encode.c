// [MS-NLMP] 2.2.1.2, as a server writes it.
#include "message.h"

enum { FIXED_SIZE = 56 };

static void put16(uint8_t *to, uint16_t value) { memcpy(to, &value, sizeof value); }
static void put32(uint8_t *to, uint32_t value) { memcpy(to, &value, sizeof value); }
static void put64(uint8_t *to, uint64_t value) { memcpy(to, &value, sizeof value); }

static uint8_t *put_text(uint8_t *to, const char *text) {
  for (; *text != '\0'; text++) {
    *to++ = (uint8_t)*text;
    *to++ = 0;
  }
  return to;
}

static void put_place(uint8_t *to, uint32_t length, uint32_t offset) {
  put16(to, (uint16_t)length);
  put16(to + 2, (uint16_t)length);
  put32(to + 4, offset);
}

uint32_t encode_challenge(const ChallengeText *m, uint8_t *to, uint32_t size) {
  uint32_t name_length = 2 * (uint32_t)strlen(m->target_name);
  uint32_t info_length = 12 + 4;
  for (uint32_t i = 0; i < m->text_count; i++) info_length += 4 + 2 * (uint32_t)strlen(m->texts[i]);
  if (FIXED_SIZE + name_length + info_length > size) return 0;
  memcpy(to, "NTLMSSP", 8);
  put32(to + 8, 2);
  put_place(to + 12, name_length, FIXED_SIZE);
  put32(to + 20, m->flags);
  memcpy(to + 24, m->challenge, 8);
  memset(to + 32, 0, 8);
  put_place(to + 40, info_length, FIXED_SIZE + name_length);
  memcpy(to + 48, m->version, 8);
  uint8_t *at = put_text(to + FIXED_SIZE, m->target_name);
  for (uint32_t i = 0; i < m->text_count; i++) {
    uint8_t *end = put_text(at + 4, m->texts[i]);
    put16(at, m->text_ids[i]);
    put16(at + 2, (uint16_t)(end - at - 4));
    at = end;
  }
  put16(at, 7);
  put16(at + 2, 8);
  put64(at + 4, m->timestamp);
  put32(at + 12, 0);
  return (uint32_t)(at + 16 - to);
}
