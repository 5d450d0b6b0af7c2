// usage: messages FOLDER   measures decode, peek and encode on the messages of FOLDER; prints a JSON line a case:
// { "case", "ns", "facts": [one object a variant] }.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "message.h"

enum { VARIANTS = 32, ROUNDS = 9, ROUND_NS = 20000000 };

static const char *const NAMES[] = {"neg_req", "neg_rsp", "ss_req1", "ss_rsp1", "ss_req2", "ss_rsp2"};

typedef struct {
  uint8_t *bytes[VARIANTS];
  uint32_t lengths[VARIANTS];
} Variants;

static Message message;
static uint64_t sink;

static double cpu_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return 1e9 * (double)t.tv_sec + (double)t.tv_nsec;
}

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/** The median over rounds of what one of `call(variants, i)` takes. */
__attribute__((noipa)) static double measure(void (*call)(const Variants *, uint32_t), const Variants *v) {
  double rounds[ROUNDS];
  uint32_t calls = 1024;
  for (double taken = 0; taken < ROUND_NS; calls *= 2) {
    double begun = cpu_ns();
    for (uint32_t i = 0; i < calls; i++) call(v, i % VARIANTS);
    taken = cpu_ns() - begun;
  }
  for (int round = 0; round < ROUNDS; round++) {
    double begun = cpu_ns();
    for (uint32_t i = 0; i < calls; i++) call(v, i % VARIANTS);
    rounds[round] = (cpu_ns() - begun) / calls;
  }
  qsort(rounds, ROUNDS, sizeof rounds[0], by_value);
  return rounds[ROUNDS / 2];
}

static void decode(const Variants *v, uint32_t i) {
  if (!decode_smb2(v->bytes[i], v->lengths[i], &message)) exit(1);
  sink += message.security_mode + message.arena_used + message.context_count;
}

static void peek(const Variants *v, uint32_t i) {
  Peeked peeked;
  if (!peek_smb2(v->bytes[i], v->lengths[i], &peeked)) exit(1);
  sink += peeked.security_mode + peeked.dialect + peeked.command;
}

static ChallengeText challenges[VARIANTS];
static char texts[VARIANTS][ARENA_SIZE + 64];
static uint8_t encoded[1024];

static void encode(const Variants *v, uint32_t i) {
  (void)v;
  sink += encode_challenge(&challenges[i], encoded, sizeof encoded);
}

/** As a caller does who keeps the message. */
static void encode_fresh(const Variants *v, uint32_t i) {
  (void)v;
  uint32_t length = encode_challenge(&challenges[i], encoded, sizeof encoded);
  uint8_t *kept = malloc(length);
  memcpy(kept, encoded, length);
  sink += kept[length - 17];
  free(kept);
}

static const char *terminated(char **to, Text text) {
  char *from = *to;
  memcpy(from, message.arena + text.offset, text.length);
  from[text.length] = '\0';
  *to += text.length + 1;
  return from;
}

static void load_challenge(const Variants *v, uint32_t i) {
  decode(v, i);
  ChallengeText *c = &challenges[i];
  char *to = texts[i];
  c->flags = message.ntlm.flags;
  c->target_name = terminated(&to, message.ntlm.target_name);
  memcpy(c->challenge, message.ntlm.challenge, 8);
  memcpy(c->version, message.ntlm.version, 8);
  for (uint32_t k = 0; k < message.ntlm.pair_count; k++) {
    AvPair *pair = &message.ntlm.pairs[k];
    if (pair->id == 7) {
      c->timestamp = pair->number;
      continue;
    }
    c->text_ids[c->text_count] = pair->id;
    c->texts[c->text_count++] = terminated(&to, pair->text);
  }
}

static void print_text(const char *name, Text text) {
  printf(",\"%s\":\"%.*s\"", name, (int)text.length, message.arena + text.offset);
}

static void print_hex(const char *name, const uint8_t *bytes, uint32_t length) {
  printf(",\"%s\":\"", name);
  for (uint32_t i = 0; i < length; i++) printf("%02x", bytes[i]);
  printf("\"");
}

static void print_ntlm(const uint8_t *bytes) {
  const Ntlm *ntlm = &message.ntlm;
  if (!ntlm->present) return;
  printf(",\"ntlmFlags\":%u", ntlm->flags);
  if (ntlm->type == 2) {
    print_hex("serverChallenge", ntlm->challenge, 8);
    print_text("targetName", ntlm->target_name);
  } else if (ntlm->type == 3) {
    print_text("user", ntlm->user);
    print_text("domain", ntlm->domain);
    print_text("workstation", ntlm->workstation);
    print_hex("proof", ntlm->proof, 16);
    print_hex("mic", bytes + message.spnego.token.offset + ntlm->mic.offset, ntlm->mic.length);
  }
  for (uint32_t i = 0; i < ntlm->pair_count; i++) {
    const AvPair *pair = &ntlm->pairs[i];
    if (pair->id == 1) print_text("computer", pair->text);
    if (pair->id == 3) print_text("dnsComputer", pair->text);
    if (pair->id == 7) printf(",\"timestamp\":\"%llu\"", (unsigned long long)pair->number);
    if (pair->id == 9) print_text("targetNameSent", pair->text);
  }
}

static void print_decoded(const Variants *v, uint32_t i) {
  decode(v, i);
  printf("{\"command\":%u,\"status\":%u,\"messageId\":\"%llu\"", message.command, message.status,
         (unsigned long long)message.message_id);
  if (message.command == 0) {
    bool is_response = message.flags & 1;
    printf(",\"securityMode\":%u,\"capabilities\":%u,\"contexts\":%u", message.security_mode, message.capabilities,
           message.context_count);
    print_hex("guid", message.guid, 16);
    if (is_response) {
      printf(",\"dialect\":%u,\"maxReadSize\":%u,\"systemTime\":\"%llu\"", message.dialect, message.max_read,
             (unsigned long long)message.system_time);
    } else {
      printf(",\"dialects\":%u", message.dialect_count);
    }
  }
  if (message.spnego.present) {
    printf(",\"mechs\":%u", message.spnego.mech_count);
    if (message.spnego.state >= 0) printf(",\"negState\":%d", message.spnego.state);
  }
  print_ntlm(v->bytes[i]);
  printf("}");
}

static void print_peeked(const Variants *v, uint32_t i) {
  Peeked peeked;
  if (!peek_smb2(v->bytes[i], v->lengths[i], &peeked)) exit(1);
  printf("{\"command\":%u,\"securityMode\":%u,\"dialect\":%u}", peeked.command, peeked.security_mode, peeked.dialect);
}

static void print_encoded(const Variants *v, uint32_t i) {
  (void)v;
  printf("{\"length\":%u", encode_challenge(&challenges[i], encoded, sizeof encoded));
  print_hex("bytes", encoded, encode_challenge(&challenges[i], encoded, sizeof encoded));
  printf("}");
}

static void report(const char *name, const char *what, void (*call)(const Variants *, uint32_t),
                   void (*print)(const Variants *, uint32_t), const Variants *v) {
  printf("{\"case\":\"%s %s\",\"ns\":%.3f,\"facts\":[", what, name, measure(call, v));
  for (uint32_t i = 0; i < VARIANTS; i++) {
    if (i > 0) printf(",");
    print(v, i);
  }
  printf("]}\n");
}

static void load(const char *folder, const char *name, Variants *v) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s.var", folder, name);
  FILE *file = fopen(path, "rb");
  uint32_t count;
  if (file == NULL || fread(&count, 4, 1, file) != 1 || count != VARIANTS) exit(1);
  for (uint32_t i = 0; i < VARIANTS; i++) {
    if (fread(&v->lengths[i], 4, 1, file) != 1) exit(1);
    v->bytes[i] = malloc(v->lengths[i]);
    if (fread(v->bytes[i], 1, v->lengths[i], file) != v->lengths[i]) exit(1);
  }
  fclose(file);
}

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  static Variants all[6];
  for (int i = 0; i < 6; i++) {
    load(argv[1], NAMES[i], &all[i]);
    report(NAMES[i], "decode", decode, print_decoded, &all[i]);
    if (i < 2) report(NAMES[i], "peek", peek, print_peeked, &all[i]);
  }
  for (uint32_t i = 0; i < VARIANTS; i++) load_challenge(&all[3], i);
  report("CHALLENGE", "encodeInto", encode, print_encoded, NULL);
  report("CHALLENGE", "encode", encode_fresh, print_encoded, NULL);
  return sink == 42;
}
