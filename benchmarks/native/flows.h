// TCP conversations by address and port, in a table of fixed size.
#ifndef FLOWS_H
#define FLOWS_H

#include "bytes.h"

enum { MAX_FLOWS = 65536, FLOW_SLOTS = 2 * MAX_FLOWS };

typedef struct Segment {
  struct Segment *next;
  uint32_t sequence, length;
  uint8_t bytes[];
} Segment;

/** One direction. */
typedef struct {
  bool is_open, is_finished, is_foreign;
  /** The next byte's sequence number, and how many bytes of the stream to pass over. */
  uint32_t next, skip;
  /** The frame that is being gathered, how much of it there is and has to be. */
  uint8_t *frame;
  uint32_t held, wanted;
  Segment *out_of_order;
} Stream;

typedef struct {
  uint32_t client, server, ports, hash;
  bool was_answered;
  /** By the way that the bytes take: 0 to the server, 1 to the client. */
  Stream streams[2];
} Flow;

void init_flows(void);
/** `NULL` where there is none and none is to be made, or the table is full. */
Flow *find_flow(uint32_t client, uint32_t server, uint32_t ports, bool create);
void drop_flow(Flow *flow);

#endif
