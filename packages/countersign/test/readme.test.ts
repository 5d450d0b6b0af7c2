import { itShowsExample } from "@countersign/testkit";

const root = new URL("../../../README.md", import.meta.url);

itShowsExample(root, new URL("examples/first.ts", import.meta.url));
