/** How often a property is tried: `FC_RUNS` where it is set (the long script sets 10000), else `usual`. */
export function runs(usual = 1000): number {
  const wanted = Number(process.env.FC_RUNS);
  return Number.isInteger(wanted) && wanted > 0 ? wanted : usual;
}
