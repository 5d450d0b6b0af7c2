// [MS-NLMP] 2.2.1: NEGOTIATE, CHALLENGE and AUTHENTICATE with their AV pairs.
#include "message.h"

enum { FLAG_UNICODE = 1, FLAG_VERSION = 0x02000000 };
enum { NTLMV2_FIXED = 44 };

/** The Len, MaxLen and BufferOffset at `at` as a range of the message. */
static bool payload(const Reader *r, uint32_t at, Span *span) {
  *span = (Span){le32(r->bytes + r->at + at + 4), le16(r->bytes + r->at + at)};
  uint32_t size = r->end - r->at;
  return span->length == 0 || (span->offset <= size && span->length <= size - span->offset);
}

static Reader inside(const Reader *r, Span span) {
  if (span.length == 0) return (Reader){r->bytes, r->at, r->at, false};
  return (Reader){r->bytes, r->at + span.offset, r->at + span.offset + span.length, false};
}

static bool text(const Reader *r, uint32_t at, bool unicode, Message *m, Text *to) {
  Span span;
  if (!payload(r, at, &span)) return false;
  return unicode ? copy_utf16(inside(r, span), m, to) : copy_bytes(inside(r, span), m, to);
}

static bool decode_negotiate(Reader r, Message *m) {
  if (r.end - r.at < 32) return false;
  m->ntlm.flags = le32(r.bytes + r.at + 12);
  if ((m->ntlm.flags & FLAG_VERSION) && r.end - r.at >= 40) memcpy(m->ntlm.version, r.bytes + r.at + 32, 8);
  return text(&r, 16, false, m, &m->ntlm.domain) && text(&r, 24, false, m, &m->ntlm.workstation);
}

static bool decode_challenge(Reader r, Message *m) {
  if (r.end - r.at < 48) return false;
  const uint8_t *p = r.bytes + r.at;
  m->ntlm.flags = le32(p + 20);
  memcpy(m->ntlm.challenge, p + 24, 8);
  if ((m->ntlm.flags & FLAG_VERSION) && r.end - r.at >= 56) memcpy(m->ntlm.version, p + 48, 8);
  Span info;
  if (!text(&r, 12, m->ntlm.flags & FLAG_UNICODE, m, &m->ntlm.target_name)) return false;
  if (!payload(&r, 40, &info)) return false;
  return info.length == 0 || decode_av_pairs(inside(&r, info), m);
}

static bool decode_response(const Reader *r, Message *m) {
  Ntlm *ntlm = &m->ntlm;
  if (ntlm->nt_response.length < NTLMV2_FIXED) return true;
  Reader response = inside(r, ntlm->nt_response);
  const uint8_t *p = take(&response, NTLMV2_FIXED);
  memcpy(ntlm->proof, p, 16);
  ntlm->timestamp = le64(p + 24);
  ntlm->client_challenge = le64(p + 32);
  return decode_av_pairs(response, m);
}

static bool decode_authenticate(Reader r, Message *m) {
  if (r.end - r.at < 64) return false;
  Ntlm *ntlm = &m->ntlm;
  const uint8_t *p = r.bytes + r.at;
  ntlm->flags = le32(p + 60);
  bool unicode = ntlm->flags & FLAG_UNICODE;
  if ((ntlm->flags & FLAG_VERSION) && r.end - r.at >= 72) memcpy(ntlm->version, p + 64, 8);
  if (r.end - r.at >= 88) ntlm->mic = (Span){72, 16};
  return payload(&r, 12, &ntlm->lm_response) && payload(&r, 20, &ntlm->nt_response) &&
         text(&r, 28, unicode, m, &ntlm->domain) && text(&r, 36, unicode, m, &ntlm->user) &&
         text(&r, 44, unicode, m, &ntlm->workstation) && payload(&r, 52, &ntlm->session_key) &&
         decode_response(&r, m);
}

bool decode_ntlm(Reader r, Message *m) {
  if (r.end - r.at < 12 || memcmp(r.bytes + r.at, "NTLMSSP", 8) != 0) return false;
  m->ntlm.present = true;
  m->ntlm.pair_count = 0;
  m->ntlm.type = le32(r.bytes + r.at + 8);
  switch (m->ntlm.type) {
    case 1: return decode_negotiate(r, m);
    case 2: return decode_challenge(r, m);
    case 3: return decode_authenticate(r, m);
    default: return false;
  }
}

/** 2.2.2.1 */
bool decode_av_pairs(Reader r, Message *m) {
  for (;;) {
    const uint8_t *head = take(&r, 4);
    if (r.failed) return false;
    uint16_t id = le16(head), length = le16(head + 2);
    if (id == 0) return true;
    uint32_t at = r.at;
    const uint8_t *value = take(&r, length);
    if (r.failed || m->ntlm.pair_count == MAX_PAIRS) return false;
    AvPair *pair = &m->ntlm.pairs[m->ntlm.pair_count++];
    *pair = (AvPair){.id = id, .data = {at, length}};
    Reader text = {r.bytes, at, at + length, false};
    if (id <= 5 || id == 9) {
      if (!copy_utf16(text, m, &pair->text)) return false;
    } else if (id == 6) {
      if (length != 4) return false;
      pair->number = le32(value);
    } else if (id == 7) {
      if (length != 8) return false;
      pair->number = le64(value);
    } else if (id == 10 && length != 16) {
      return false;
    }
  }
}
