/** ISO 8601 UTC with as many decimals as the capture has. */
export function captureTime(seconds: number, nanoseconds: number, digits: number): string {
  const whole = new Date(seconds * 1000);
  // A damaged record may claim a time beyond what a Date holds.
  if (Number.isNaN(whole.getTime())) return `@${seconds}`;
  // Without ".000Z". Years beyond 9999 have a sign and six digits.
  const text = whole.toISOString().slice(0, -5);
  if (digits === 0) return `${text}Z`;
  return `${text}.${nanoseconds.toString().padStart(9, "0").slice(0, digits)}Z`;
}
