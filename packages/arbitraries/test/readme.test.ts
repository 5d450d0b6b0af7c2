import { itShowsExample } from "@countersign/testkit";

itShowsExample(new URL("../README.md", import.meta.url), new URL("examples/first-bug.ts", import.meta.url));
