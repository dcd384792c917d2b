/** Returns the value, but not less than `low` and not more than `high`; `low` for NaN. */
export function clamp(value: number, low: number, high: number): number {
  return value > low ? Math.min(value, high) : low;
}
