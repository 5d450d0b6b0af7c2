"""impacket: header, body, SPNEGO, NTLM and AV pairs; no negotiate contexts, nor a last SPNEGO token that is a MIC alone. usage: python3 with_impacket.py"""

from impacket import ntlm, smb3structs, spnego

from measure import report

BODIES = {
    (0, False): smb3structs.SMB2Negotiate,
    (0, True): smb3structs.SMB2Negotiate_Response,
    (1, False): smb3structs.SMB2SessionSetup,
    (1, True): smb3structs.SMB2SessionSetup_Response,
}
NTLM = {1: ntlm.NTLMAuthNegotiate, 2: ntlm.NTLMAuthChallenge, 3: ntlm.NTLMAuthChallengeResponse}


def decode(message):
    header = smb3structs.SMB2Packet(message)
    body = BODIES[header["Command"], bool(header["Flags"] & 1)](header["Data"])
    token = inner = pairs = None
    buffer = body.fields.get("Buffer") or b""
    if buffer[:1] == b"\x60":
        token = spnego.SPNEGO_NegTokenInit(buffer)
        inner = token.fields.get("MechToken")
    elif buffer:
        token = decode_response(buffer)
        inner = token and token.fields.get("ResponseToken")
    if inner:
        inner = decode_ntlm(inner)
        pairs = pairs_of(inner)
    return header, body, token, inner, pairs


def decode_response(bytes):
    try:
        return spnego.SPNEGO_NegTokenResp(bytes)
    except Exception:
        return None


def decode_ntlm(bytes):
    message = NTLM[bytes[8]]()
    message.fromString(bytes)
    return message


def pairs_of(message):
    info = message.fields.get("TargetInfoFields")
    if info:
        return ntlm.AV_PAIRS(info)
    response = message.fields.get("ntlm")
    return ntlm.AV_PAIRS(response[44:]) if response else None


def facts(decoded):
    header, body, _, inner, pairs = decoded
    told = {"command": header["Command"], "status": header["Status"], "messageId": str(header["MessageID"])}
    if header["Command"] == 0:
        told["securityMode"] = body["SecurityMode"]
        told["capabilities"] = body["Capabilities"]
    if "DialectRevision" in body.fields:
        told["dialect"] = body["DialectRevision"]
        told["guid"] = body["ServerGuid"].hex()
    if isinstance(inner, ntlm.NTLMAuthChallenge):
        told["serverChallenge"] = inner["challenge"].hex()
        told["ntlmFlags"] = inner["flags"]
    if isinstance(inner, ntlm.NTLMAuthChallengeResponse):
        told["user"] = inner["user_name"].decode("utf-16le")
        told["domain"] = inner["domain_name"].decode("utf-16le")
    if pairs is not None and pairs[ntlm.NTLMSSP_AV_HOSTNAME]:
        told["computer"] = pairs[ntlm.NTLMSSP_AV_HOSTNAME][1].decode("utf-16le")
    return told


report(decode, facts)
