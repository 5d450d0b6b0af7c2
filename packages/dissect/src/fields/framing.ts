import { FrameType, SessionErrorCode } from "@countersign/framing";
import { address, bigEndian, code, latin1, octets } from "../show.js";
import { as, type Fields, window } from "./field.js";

export const framingFields: Readonly<Record<string, Fields>> = {
  SessionPacket: {
    type: as(code(FrameType)),
    length: as(bigEndian),
    payload: window,
    message: { show: octets, inner: "smb" },
    surplus: as(octets),
  },
  SessionRequest: { calledName: as(latin1), callingName: as(latin1) },
  NegativeSessionResponse: { errorCode: as(code(SessionErrorCode)) },
  RetargetSessionResponse: { retargetIpAddress: as(address), port: as(bigEndian) },
};
