// [MS-SMB2] 2.2.1, 2.2.3 to 2.2.6: the header, NEGOTIATE with its contexts, SESSION_SETUP, and what is inside.
#include "message.h"

enum { HEADER_SIZE = 64, RESPONSE = 1, NEGOTIATE = 0, SESSION_SETUP = 1, SMB_3_1_1 = 0x0311 };

static void decode_header(const uint8_t *p, Message *m) {
  m->credit_charge = le16(p + 6);
  m->status = le32(p + 8);
  m->command = le16(p + 12);
  m->credits = le16(p + 14);
  m->flags = le32(p + 16);
  m->next_command = le32(p + 20);
  m->message_id = le64(p + 24);
  m->process_id = le32(p + 32);
  m->tree_id = le32(p + 36);
  m->session_id = le64(p + 40);
  memcpy(m->signature, p + 48, 16);
}

static bool take_ids(Reader *r, uint16_t count, Context *c) {
  if (count > MAX_IDS) return false;
  const uint8_t *p = take(r, 2u * count);
  if (r->failed) return false;
  for (c->id_count = 0; c->id_count < count; c->id_count++) c->ids[c->id_count] = le16(p + 2 * c->id_count);
  return true;
}

static bool decode_context(Reader r, Message *m, Context *c) {
  const uint8_t *p;
  switch (c->type) {
    case 1:
      p = take(&r, 4);
      c->salt.length = le16(p + 2);
      if (!take_ids(&r, le16(p), c)) return false;
      c->salt.offset = r.at;
      take(&r, c->salt.length);
      return !r.failed;
    case 2:
    case 8:
      p = take(&r, 2);
      return take_ids(&r, le16(p), c);
    case 3:
      p = take(&r, 8);
      c->flags = le32(p + 4);
      return take_ids(&r, le16(p), c);
    case 5: return copy_utf16(r, m, &c->name);
    case 6:
      c->flags = le32(take(&r, 4));
      return !r.failed;
    default: return true;
  }
}

static bool decode_contexts(Reader r, uint32_t offset, uint32_t count, Message *m) {
  if (count > MAX_CONTEXTS || offset > r.end) return false;
  r.at = offset;
  for (uint32_t i = 0; i < count; i++) {
    take(&r, -r.at & 7);
    const uint8_t *head = take(&r, 8);
    Context *c = &m->contexts[m->context_count++];
    *c = (Context){.type = le16(head), .data = {r.at, le16(head + 2)}};
    take(&r, c->data.length);
    if (r.failed) return false;
    if (!decode_context((Reader){r.bytes, c->data.offset, r.at, false}, m, c)) return false;
  }
  return true;
}

static bool decode_security_buffer(const Reader *r, uint32_t offset, uint32_t length, Message *m) {
  m->security_buffer = (Span){offset, length};
  if (length == 0) return true;
  if (!contains(r, m->security_buffer)) return false;
  Reader token = {r->bytes, offset, offset + length, false};
  if (length >= 8 && memcmp(r->bytes + offset, "NTLMSSP", 8) == 0) return decode_ntlm(token, m);
  if (!decode_spnego(token, m)) return false;
  Span inner = m->spnego.token;
  if (inner.length < 8 || memcmp(r->bytes + inner.offset, "NTLMSSP", 8) != 0) return true;
  return decode_ntlm((Reader){r->bytes, inner.offset, inner.offset + inner.length, false}, m);
}

static bool decode_negotiate_request(Reader r, Message *m) {
  const uint8_t *p = take(&r, 36);
  if (r.failed || le16(p) != 36) return false;
  m->dialect_count = le16(p + 2);
  m->security_mode = le16(p + 4);
  m->capabilities = le32(p + 8);
  memcpy(m->guid, p + 12, 16);
  if (m->dialect_count > MAX_DIALECTS) return false;
  const uint8_t *dialects = take(&r, 2u * m->dialect_count);
  if (r.failed) return false;
  bool has_contexts = false;
  for (uint32_t i = 0; i < m->dialect_count; i++) {
    m->dialects[i] = le16(dialects + 2 * i);
    if (m->dialects[i] == SMB_3_1_1) has_contexts = true;
  }
  return !has_contexts || decode_contexts(r, le32(p + 28), le16(p + 32), m);
}

static bool decode_negotiate_response(Reader r, Message *m) {
  const uint8_t *p = take(&r, 64);
  if (r.failed || le16(p) != 65) return false;
  m->security_mode = le16(p + 2);
  m->dialect = le16(p + 4);
  memcpy(m->guid, p + 8, 16);
  m->capabilities = le32(p + 24);
  m->max_transact = le32(p + 28);
  m->max_read = le32(p + 32);
  m->max_write = le32(p + 36);
  m->system_time = le64(p + 40);
  m->start_time = le64(p + 48);
  if (!decode_security_buffer(&r, le16(p + 56), le16(p + 58), m)) return false;
  return m->dialect != SMB_3_1_1 || decode_contexts(r, le32(p + 60), le16(p + 6), m);
}

static bool decode_setup_request(Reader r, Message *m) {
  const uint8_t *p = take(&r, 24);
  if (r.failed || le16(p) != 25) return false;
  m->setup_flags = p[2];
  m->security_mode = p[3];
  m->capabilities = le32(p + 4);
  m->channel = le32(p + 8);
  m->previous_session = le64(p + 16);
  return decode_security_buffer(&r, le16(p + 12), le16(p + 14), m);
}

static bool decode_setup_response(Reader r, Message *m) {
  const uint8_t *p = take(&r, 8);
  if (r.failed || le16(p) != 9) return false;
  m->session_flags = le16(p + 2);
  return decode_security_buffer(&r, le16(p + 4), le16(p + 6), m);
}

/** What a message may lack must not be there from the one before. */
static void clear_optional(Message *m) {
  m->context_count = 0;
  m->arena_used = 0;
  m->security_buffer.length = 0;
  m->spnego.present = false;
  m->spnego.mech_count = 0;
  m->spnego.token.length = 0;
  m->spnego.mic.length = 0;
  m->spnego.hint.length = 0;
  m->spnego.state = -1;
  m->ntlm.present = false;
}

bool decode_smb2(const uint8_t *bytes, uint32_t length, Message *m) {
  Reader r = {bytes, 0, length, false};
  const uint8_t *header = take(&r, HEADER_SIZE);
  if (r.failed || le32(header) != 0x424d53fe || le16(header + 4) != HEADER_SIZE) return false;
  decode_header(header, m);
  clear_optional(m);
  bool is_response = m->flags & RESPONSE;
  if (m->command == NEGOTIATE) {
    return is_response ? decode_negotiate_response(r, m) : decode_negotiate_request(r, m);
  }
  if (m->command == SESSION_SETUP) {
    return is_response ? decode_setup_response(r, m) : decode_setup_request(r, m);
  }
  return true;
}

bool peek_smb2(const uint8_t *bytes, uint32_t length, Peeked *peeked) {
  if (length < 72 || le32(bytes) != 0x424d53fe) return false;
  peeked->command = le16(bytes + 12);
  peeked->is_response = le32(bytes + 16) & RESPONSE;
  peeked->status = le32(bytes + 8);
  peeked->dialect = 0;
  if (peeked->command == NEGOTIATE && peeked->is_response) {
    peeked->security_mode = le16(bytes + 66);
    peeked->dialect = le16(bytes + 68);
  } else if (peeked->command == NEGOTIATE) {
    peeked->security_mode = le16(bytes + 68);
  } else {
    peeked->security_mode = peeked->is_response ? 0 : bytes[67];
  }
  return true;
}
