#include "flows.h"

#include <stdlib.h>

static Flow flows[MAX_FLOWS];
/** One more than the flow's index; 0 where there is none. */
static uint32_t slots[FLOW_SLOTS];
static uint32_t unused[MAX_FLOWS], unused_count;

void init_flows(void) {
  for (uint32_t i = 0; i < MAX_FLOWS; i++) unused[i] = MAX_FLOWS - 1 - i;
  unused_count = MAX_FLOWS;
}

static uint32_t hash_of(uint32_t client, uint32_t server, uint32_t ports) {
  uint32_t h = (client ^ (server << 15 | server >> 17)) * 0x9e3779b1u ^ ports * 0x85ebca6bu;
  h ^= h >> 15;
  h *= 0xc2b2ae35u;
  return h ^ h >> 13;
}

Flow *find_flow(uint32_t client, uint32_t server, uint32_t ports, bool create) {
  uint32_t hash = hash_of(client, server, ports);
  uint32_t slot = hash % FLOW_SLOTS;
  for (; slots[slot] != 0; slot = (slot + 1) % FLOW_SLOTS) {
    Flow *flow = &flows[slots[slot] - 1];
    if (flow->client == client && flow->server == server && flow->ports == ports) return flow;
  }
  if (!create || unused_count == 0) return NULL;
  uint32_t index = unused[--unused_count];
  slots[slot] = index + 1;
  flows[index] = (Flow){.client = client, .server = server, .ports = ports, .hash = hash};
  return &flows[index];
}

/** Linear probing without marks for what was deleted: what stands behind the hole and may move into it does. */
static void clear_slot(uint32_t hole) {
  for (uint32_t slot = (hole + 1) % FLOW_SLOTS; slots[slot] != 0; slot = (slot + 1) % FLOW_SLOTS) {
    uint32_t home = flows[slots[slot] - 1].hash % FLOW_SLOTS;
    if ((slot - home) % FLOW_SLOTS < (slot - hole) % FLOW_SLOTS) continue;
    slots[hole] = slots[slot];
    hole = slot;
  }
  slots[hole] = 0;
}

void drop_flow(Flow *flow) {
  for (int way = 0; way < 2; way++) {
    Stream *stream = &flow->streams[way];
    free(stream->frame);
    for (Segment *segment = stream->out_of_order; segment != NULL;) {
      Segment *next = segment->next;
      free(segment);
      segment = next;
    }
  }
  uint32_t index = (uint32_t)(flow - flows);
  uint32_t slot = flow->hash % FLOW_SLOTS;
  while (slots[slot] != index + 1) slot = (slot + 1) % FLOW_SLOTS;
  clear_slot(slot);
  unused[unused_count++] = index;
}
