/** Path of the file that ships. */
export const NOTICES: string;

/** What it must say for the files that the last build made. */
export function notices(): string;
