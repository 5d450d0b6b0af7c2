const { smb2Messages } = require("@countersign/arbitraries");
const { decodeMessage, encodeMessage } = require("@countersign/smb2");
const fc = require("fast-check");

test("decodes every valid message to what was encoded", () => {
  fc.assert(
    fc.property(smb2Messages({ maxBytes: 64 }), (m) => {
      // Your parser in the place of decodeMessage.
      expect(decodeMessage(encodeMessage(m))).toEqual(m);
    }),
  );
});
