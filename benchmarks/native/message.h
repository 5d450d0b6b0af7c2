// Everything that a NEGOTIATE or SESSION_SETUP message says, as structs without pointers.
#ifndef MESSAGE_H
#define MESSAGE_H

#include "bytes.h"

enum { MAX_DIALECTS = 64, MAX_CONTEXTS = 16, MAX_IDS = 16, MAX_MECHS = 8, MAX_ARCS = 16, MAX_PAIRS = 16 };
enum { ARENA_SIZE = 4096 };

/** UTF-8 in the message's arena. */
typedef Span Text;

typedef struct {
  uint16_t type, id_count, ids[MAX_IDS];
  uint32_t flags;
  Span data, salt;
  Text name;
} Context;

typedef struct {
  uint16_t id;
  Span data;
  Text text;
  uint64_t number;
} AvPair;

typedef struct {
  bool present;
  uint32_t type, flags;
  uint8_t version[8];
  Text domain, user, workstation, target_name;
  uint8_t challenge[8], proof[16];
  Span lm_response, nt_response, session_key, mic;
  uint64_t timestamp, client_challenge;
  uint32_t pair_count;
  AvPair pairs[MAX_PAIRS];
} Ntlm;

typedef struct {
  uint32_t arc_count, arcs[MAX_ARCS];
} ObjectId;

typedef struct {
  bool present, is_response;
  int state;
  uint32_t mech_count;
  ObjectId mechs[MAX_MECHS];
  Span token, mic;
  Text hint;
} Spnego;

typedef struct {
  uint16_t credit_charge, command, credits;
  uint32_t status, flags, next_command, process_id, tree_id;
  uint64_t message_id, session_id;
  uint8_t signature[16];

  uint16_t security_mode, dialect, dialect_count, dialects[MAX_DIALECTS];
  uint32_t capabilities, max_transact, max_read, max_write, channel;
  uint8_t guid[16];
  uint64_t system_time, start_time, previous_session;
  uint8_t setup_flags;
  uint16_t session_flags;
  uint32_t context_count;
  Context contexts[MAX_CONTEXTS];
  Span security_buffer;
  Spnego spnego;
  Ntlm ntlm;

  uint32_t arena_used;
  char arena[ARENA_SIZE];
} Message;

bool decode_smb2(const uint8_t *bytes, uint32_t length, Message *m);
bool decode_spnego(Reader r, Message *m);
bool decode_ntlm(Reader r, Message *m);
bool decode_av_pairs(Reader r, Message *m);

/** UTF-16LE, or bytes as they are, into the arena; false where it is full or half a code unit is left over. */
bool copy_utf16(Reader r, Message *m, Text *text);
bool copy_bytes(Reader r, Message *m, Text *text);

typedef struct {
  uint16_t command, security_mode, dialect;
  bool is_response;
  uint32_t status;
} Peeked;

bool peek_smb2(const uint8_t *bytes, uint32_t length, Peeked *peeked);

/** An NTLM CHALLENGE with its names as ASCII, to be written; answers the length, or 0 where it does not fit. */
typedef struct {
  uint32_t flags;
  const char *target_name;
  uint8_t challenge[8], version[8];
  uint32_t text_count;
  uint16_t text_ids[MAX_PAIRS];
  const char *texts[MAX_PAIRS];
  uint64_t timestamp;
} ChallengeText;

uint32_t encode_challenge(const ChallengeText *m, uint8_t *to, uint32_t size);

#endif
