/** Number of runs of a property. */
export const numRuns: number = Number(process.env["FC_RUNS"] ?? 500);
