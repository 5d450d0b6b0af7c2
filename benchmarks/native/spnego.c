// [MS-SPNG] and RFC 4178: NegTokenInit and NegTokenResp, in DER.
#include "message.h"

enum { SEQUENCE = 0x30, OBJECT_ID = 6, OCTET_STRING = 4, ENUMERATED = 10, GENERAL_STRING = 0x1b, APPLICATION = 0x60 };
enum { CONTEXT = 0xa0 };

/** The next element's tag and contents; -1 where there is none. */
static int element(Reader *r, Reader *contents) {
  const uint8_t *head = take(r, 2);
  if (r->failed) return -1;
  uint32_t length = head[1];
  if (length & 0x80) {
    uint32_t count = length & 0x7f;
    if (count == 0 || count > 4) return -1;
    const uint8_t *p = take(r, count);
    for (length = 0; count > 0; count--) length = length << 8 | *p++;
  }
  uint32_t at = r->at;
  take(r, length);
  if (r->failed) return -1;
  *contents = (Reader){r->bytes, at, at + length, false};
  return head[0];
}

static bool expect(Reader *r, int tag, Reader *contents) { return element(r, contents) == tag; }

static Span span_of(Reader r) { return (Span){r.at, r.end - r.at}; }

static bool object_id(Reader r, Spnego *s) {
  if (s->mech_count == MAX_MECHS || r.at == r.end) return false;
  ObjectId *id = &s->mechs[s->mech_count++];
  id->arc_count = 0;
  uint32_t value = 0;
  for (; r.at < r.end; r.at++) {
    value = value << 7 | (r.bytes[r.at] & 0x7f);
    if (r.bytes[r.at] & 0x80) continue;
    if (id->arc_count + 2 > MAX_ARCS) return false;
    if (id->arc_count == 0) {
      uint32_t first = value < 80 ? value / 40 : 2;
      id->arcs[id->arc_count++] = first;
      value -= 40 * first;
    }
    id->arcs[id->arc_count++] = value;
    value = 0;
  }
  return true;
}

static bool hints(Reader r, Message *m) {
  Reader field, name;
  int tag = element(&r, &field);
  if (tag != CONTEXT) return tag >= 0;
  return expect(&field, GENERAL_STRING, &name) && copy_bytes(name, m, &m->spnego.hint);
}

static bool init_field(int tag, Reader value, Message *m) {
  Spnego *s = &m->spnego;
  Reader inner, mech;
  switch (tag) {
    case CONTEXT:
      if (!expect(&value, SEQUENCE, &inner)) return false;
      while (inner.at < inner.end) {
        if (!expect(&inner, OBJECT_ID, &mech) || !object_id(mech, s)) return false;
      }
      return true;
    case CONTEXT + 2:
      if (!expect(&value, OCTET_STRING, &inner)) return false;
      s->token = span_of(inner);
      return true;
    case CONTEXT + 3:
      if (element(&value, &inner) == SEQUENCE) return hints(inner, m);
      s->mic = span_of(inner);
      return true;
    default: return true;
  }
}

static bool response_field(int tag, Reader value, Message *m) {
  Spnego *s = &m->spnego;
  Reader inner;
  int type = element(&value, &inner);
  if (type < 0) return false;
  switch (tag) {
    case CONTEXT:
      if (type != ENUMERATED || inner.end - inner.at != 1) return false;
      s->state = inner.bytes[inner.at];
      return true;
    case CONTEXT + 1: return type == OBJECT_ID && object_id(inner, s);
    case CONTEXT + 2:
      s->token = span_of(inner);
      return type == OCTET_STRING;
    case CONTEXT + 3:
      s->mic = span_of(inner);
      return type == OCTET_STRING;
    default: return true;
  }
}

bool decode_spnego(Reader r, Message *m) {
  Spnego *s = &m->spnego;
  Reader choice, fields, value;
  s->present = true;
  int tag = element(&r, &choice);
  if (tag == APPLICATION) {
    Reader mech;
    if (!expect(&choice, OBJECT_ID, &mech)) return false;
    tag = element(&choice, &choice);
  }
  if (tag != CONTEXT && tag != CONTEXT + 1) return false;
  s->is_response = tag == CONTEXT + 1;
  if (!expect(&choice, SEQUENCE, &fields)) return false;
  while (fields.at < fields.end) {
    tag = element(&fields, &value);
    if (tag < 0) return false;
    if (!(s->is_response ? response_field : init_field)(tag, value, m)) return false;
  }
  return true;
}
