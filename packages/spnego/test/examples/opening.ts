import { fromHex } from "@countersign/bytes";
import { decodeToken, encodeToken, mechName } from "@countersign/spnego";

const bytes = fromHex(
  "604806062b0601050502a03e303ca00e300c060a2b06010401823702020aa32a3028a0261b246e6f745f646566696e65645f696e5f5246433431373840706c656173655f69676e6f7265",
);
const token = decodeToken(bytes);
if (token.kind !== "negTokenInit2") throw new Error(`${token.kind} is no server's opening`);
console.log(token.mechTypes?.map(mechName).join(), token.negHints?.hintName);

const offer = encodeToken({ ...token, mechTypes: ["1.2.840.48018.1.2.2", ...(token.mechTypes ?? [])] });
console.log(`${bytes.length} bytes, with Kerberos ${offer.length}`);
