import { env } from 'vscode';

const STEPS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Cached, because creating a formatter takes longer than using it a hundred times. */
const formats = new Map<string, Intl.NumberFormat>();

/** Formats a size in bytes with decimal units, as registries do: `12.4 GB`. */
export function sizeText(bytes: number): string {
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), STEPS.length - 1);
  return formatOf(STEPS[step] ?? 'byte').format(Math.max(bytes, 0) / 1000 ** step);
}

function formatOf(unit: string): Intl.NumberFormat {
  const cached = formats.get(unit);
  if (cached) return cached;
  const options = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const;
  const format = new Intl.NumberFormat(env.language, options);
  formats.set(unit, format);
  return format;
}
