const { FC_RUNS } = process.env;

/** Number of runs of a property. */
export const numRuns: number = Number(FC_RUNS ?? 500);
