// usage: pipeline posture|full FILE   reads a pcap file of Ethernet and IPv4 and says how many conversations negotiated
// SMB2, and in how many of them the server requires signing. full: every handshake message is decoded too.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "flows.h"
#include "message.h"

enum { CHUNK = 1 << 20, MAX_RECORD = 1 << 18, FILE_HEADER = 24, RECORD_HEADER = 16 };
enum { FIN = 1, SYN = 2, RST = 4 };
enum { FRAME_HEADER = 4, SMB2_HEADER = 64, MAX_HANDSHAKE = 1 << 17, SEEN = 20 };
enum { TO_SERVER = 0, TO_CLIENT = 1 };

static struct {
  uint64_t packets, conversations, required, challenges;
} count;
static bool is_full;
static Message message;

static void look_for_challenge(const uint8_t *bytes, uint32_t length, Message *m) {
  uint32_t offset = le16(bytes + 68), size = le16(bytes + 70);
  if (size == 0 || offset > length || size > length - offset) return;
  m->spnego = (Spnego){.token.length = 0};
  m->arena_used = 0;
  if (!decode_spnego((Reader){bytes, offset, offset + size, false}, m)) return;
  const uint8_t *token = bytes + m->spnego.token.offset;
  if (m->spnego.token.length >= 12 && memcmp(token, "NTLMSSP", 8) == 0 && le32(token + 8) == 2) count.challenges++;
}

static void handshake_message(Flow *flow, const uint8_t *bytes, uint32_t length) {
  if (is_full) decode_smb2(bytes, length, &message);
  uint16_t command = le16(bytes + 12);
  bool is_response = bytes[16] & 1;
  if (!is_response || length < 72) return;
  if (command == 1) {
    if (is_full) count.challenges += message.ntlm.present && message.ntlm.type == 2;
    else look_for_challenge(bytes, length, &message);
  } else if (length >= 128 && le32(bytes + 8) == 0 && !flow->was_answered) {
    flow->was_answered = true;
    count.conversations++;
    count.required += (le16(bytes + 66) & 2) != 0;
  }
}

/** A frame's message, or messages in a compound. */
static void messages(Flow *flow, const uint8_t *bytes, uint32_t length) {
  for (;;) {
    if (length < SMB2_HEADER || le32(bytes) != 0x424d53fe) return;
    uint32_t next = le32(bytes + 20);
    bool is_last = next == 0 || next >= length;
    if (le16(bytes + 12) <= 1) handshake_message(flow, bytes, is_last ? length : next);
    if (is_last) return;
    bytes += next;
    length -= next;
  }
}

static void gather(Stream *s, const uint8_t *bytes, uint32_t length, uint32_t wanted) {
  s->frame = malloc(wanted);
  memcpy(s->frame, bytes, length);
  s->held = length;
  s->wanted = wanted;
}

/** The frame that begins here: read in place, gathered or passed over. Answers how many bytes it took. */
static uint32_t begin_frame(Flow *flow, Stream *s, const uint8_t *bytes, uint32_t length) {
  if (length < SEEN) {
    gather(s, bytes, length, SEEN);
    return length;
  }
  uint32_t size = FRAME_HEADER + (be32(bytes) & 0xffffff);
  if (bytes[0] != 0) {
    s->is_foreign = true;
    return length;
  }
  if (length >= size) {
    messages(flow, bytes + FRAME_HEADER, size - FRAME_HEADER);
    return size;
  }
  bool is_wanted = le32(bytes + 4) == 0x424d53fe && le16(bytes + 16) <= 1 && size <= MAX_HANDSHAKE;
  if (is_wanted) gather(s, bytes, length, size);
  else s->skip = size - length;
  return length;
}

static uint32_t add_to_frame(Flow *flow, Stream *s, const uint8_t *bytes, uint32_t length) {
  uint32_t taken = s->wanted - s->held < length ? s->wanted - s->held : length;
  memcpy(s->frame + s->held, bytes, taken);
  s->held += taken;
  if (s->held < s->wanted) return taken;
  uint8_t *frame = s->frame;
  s->frame = NULL;
  if (s->wanted == SEEN) begin_frame(flow, s, frame, SEEN);
  else messages(flow, frame + FRAME_HEADER, s->wanted - FRAME_HEADER);
  free(frame);
  return taken;
}

static void deliver(Flow *flow, Stream *s, const uint8_t *bytes, uint32_t length) {
  while (length > 0 && !s->is_foreign) {
    uint32_t taken;
    if (s->skip > 0) {
      taken = s->skip < length ? s->skip : length;
      s->skip -= taken;
    } else if (s->frame != NULL) {
      taken = add_to_frame(flow, s, bytes, length);
    } else {
      taken = begin_frame(flow, s, bytes, length);
    }
    bytes += taken;
    length -= taken;
  }
}

/** Delivers what of a segment is new, if it follows on what came before. */
static bool in_order(Flow *flow, Stream *s, uint32_t sequence, const uint8_t *bytes, uint32_t length) {
  int32_t ahead = (int32_t)(sequence - s->next);
  if (ahead > 0) return false;
  uint32_t old = (uint32_t)-ahead;
  if (old >= length) return true;
  s->next = sequence + length;
  deliver(flow, s, bytes + old, length - old);
  return true;
}

static void deliver_held(Flow *flow, Stream *s) {
  for (Segment **at = &s->out_of_order; *at != NULL;) {
    Segment *segment = *at;
    if (!in_order(flow, s, segment->sequence, segment->bytes, segment->length)) {
      at = &segment->next;
      continue;
    }
    *at = segment->next;
    free(segment);
    at = &s->out_of_order;
  }
}

static void hold(Stream *s, uint32_t sequence, const uint8_t *bytes, uint32_t length) {
  Segment *segment = malloc(sizeof *segment + length);
  *segment = (Segment){s->out_of_order, sequence, length};
  memcpy(segment->bytes, bytes, length);
  s->out_of_order = segment;
}

static void payload(Flow *flow, Stream *s, uint32_t sequence, const uint8_t *bytes, uint32_t length) {
  if (!s->is_open) {
    s->is_open = true;
    s->next = sequence;
  }
  if (!in_order(flow, s, sequence, bytes, length)) hold(s, sequence, bytes, length);
  else if (s->out_of_order != NULL) deliver_held(flow, s);
}

static void tcp(const uint8_t *ip, const uint8_t *segment, const uint8_t *end) {
  uint16_t from = be16(segment), to = be16(segment + 2);
  bool to_server = to == 445 || to == 139;
  if (!to_server && from != 445 && from != 139) return;
  uint32_t client = be32(ip + (to_server ? 12 : 16)), server = be32(ip + (to_server ? 16 : 12));
  uint32_t ports = to_server ? (uint32_t)from << 16 | to : (uint32_t)to << 16 | from;
  uint8_t flags = segment[13];
  const uint8_t *bytes = segment + (segment[12] >> 4) * 4;
  uint32_t length = bytes < end ? (uint32_t)(end - bytes) : 0;
  Flow *flow = find_flow(client, server, ports, length > 0 || (flags & SYN));
  if (flow == NULL) return;
  Stream *stream = &flow->streams[to_server ? TO_SERVER : TO_CLIENT];
  uint32_t sequence = be32(segment + 4);
  if (flags & SYN) {
    stream->is_open = true;
    stream->next = sequence + 1;
    return;
  }
  if (length > 0) payload(flow, stream, sequence, bytes, length);
  if (flags & FIN) stream->is_finished = true;
  if ((flags & RST) || (flow->streams[0].is_finished && flow->streams[1].is_finished)) drop_flow(flow);
}

static void packet(const uint8_t *bytes, uint32_t length) {
  count.packets++;
  if (length < 54 || be16(bytes + 12) != 0x0800) return;
  const uint8_t *ip = bytes + 14, *end = bytes + length;
  uint32_t header = (ip[0] & 15u) * 4;
  if (ip[9] != 6 || 14 + header + 20 > length) return;
  const uint8_t *segment = ip + header;
  if (be16(ip + 2) < end - ip) end = ip + be16(ip + 2);
  if (end >= segment + 20) tcp(ip, segment, end);
}

/** The records that are whole; answers how many bytes they take. */
static size_t records(const uint8_t *bytes, size_t size) {
  size_t at = 0;
  while (size - at >= RECORD_HEADER) {
    uint32_t length = le32(bytes + at + 8);
    if (length > MAX_RECORD) exit(3);
    if (length > size - at - RECORD_HEADER) break;
    packet(bytes + at + RECORD_HEADER, length);
    at += RECORD_HEADER + length;
  }
  return at;
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  is_full = strcmp(argv[1], "full") == 0;
  int file = open(argv[2], O_RDONLY);
  uint8_t *buffer = malloc(CHUNK + MAX_RECORD + RECORD_HEADER);
  if (file < 0 || buffer == NULL || read(file, buffer, FILE_HEADER) != FILE_HEADER) return 3;
  init_flows();
  size_t held = 0;
  for (ssize_t got; (got = read(file, buffer + held, CHUNK)) > 0;) {
    held += (size_t)got;
    size_t done = records(buffer, held);
    held -= done;
    memmove(buffer, buffer + done, held);
  }
  printf("{\"packets\":%llu,\"conversations\":%llu,\"required\":%llu,\"challenges\":%llu}\n",
         (unsigned long long)count.packets, (unsigned long long)count.conversations,
         (unsigned long long)count.required, (unsigned long long)count.challenges);
  return 0;
}
