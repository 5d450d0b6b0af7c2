import { itShowsExample } from "@countersign/testkit";

itShowsExample(new URL("../README.md", import.meta.url), new URL("examples/paste.ts", import.meta.url));
