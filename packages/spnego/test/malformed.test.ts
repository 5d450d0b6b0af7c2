import { describeMalformed } from "@countersign/testkit";
import { decodeToken, encodeToken } from "../src/index.js";

describeMalformed("spnego", { decodeToken: { decode: decodeToken, encode: encodeToken } });
