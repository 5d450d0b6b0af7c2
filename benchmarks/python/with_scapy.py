"""scapy: everything down to the AV pairs, less one of four negotiate contexts. usage: python3 with_scapy.py"""

import logging

logging.getLogger("scapy").setLevel(logging.CRITICAL)

from scapy.layers.smb2 import (  # noqa: E402
    SMB2_Header,
    SMB2_Negotiate_Protocol_Request,
    SMB2_Negotiate_Protocol_Response,
)

from measure import report  # noqa: E402


def decode(message):
    return SMB2_Header(message)


def facts(packet):
    told = {"command": packet.Command, "status": packet.Status, "messageId": str(packet.MID)}
    for layer in (SMB2_Negotiate_Protocol_Request, SMB2_Negotiate_Protocol_Response):
        if layer in packet:
            told["securityMode"] = int(packet[layer].SecurityMode)
    if SMB2_Negotiate_Protocol_Response in packet:
        told["dialect"] = packet[SMB2_Negotiate_Protocol_Response].DialectRevision
    ntlm = ntlm_in(packet)
    if ntlm is not None and ntlm.MessageType == 2:
        told["serverChallenge"] = ntlm.ServerChallenge.hex()
    if ntlm is not None and ntlm.MessageType == 3:
        told["user"] = dict(ntlm.Payload)["UserName"]
    return told


def ntlm_in(packet):
    """The NTLM message in a SESSION_SETUP's token, if there is one."""
    for _, blob in getattr(packet.payload, "Buffer", None) or []:
        token = getattr(blob, "token", None) or getattr(getattr(blob, "innerContextToken", None), "token", None)
        for holder in (getattr(token, name, None) for name in ("responseToken", "mechToken")):
            value = getattr(holder, "value", None)
            if hasattr(value, "MessageType"):
                return value
    return None


report(decode, facts)
