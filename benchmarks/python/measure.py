"""What the decoders of this folder have in common: inputs as benchmarks/messages.mjs reads them, and the clock."""

import json
import os
import struct
import time

NAMES = ["neg_req", "neg_rsp", "ss_req1", "ss_rsp1", "ss_req2", "ss_rsp2"]
ROUND_SECONDS = 0.06
ROUNDS = 5


def variants(name):
    path = os.path.join(os.path.dirname(__file__), "..", "messages", name + ".var")
    with open(path, "rb") as file:
        (count,) = struct.unpack("<I", file.read(4))
        return [file.read(struct.unpack("<I", file.read(4))[0]) for _ in range(count)]


def report(decode, facts):
    """A JSON line a message: what decoding one costs, and what it tells of each."""
    for name in NAMES:
        messages = variants(name)
        told = [facts(decode(message)) for message in messages]
        rounds = sorted(one_round(decode, messages) for _ in range(ROUNDS))
        print(json.dumps({"case": "decode " + name, "ns": 1e9 * rounds[ROUNDS // 2], "facts": told}))


def one_round(decode, messages):
    begun = time.process_time()
    count = 0
    while time.process_time() - begun < ROUND_SECONDS:
        for message in messages:
            decode(message)
        count += len(messages)
    return (time.process_time() - begun) / count
