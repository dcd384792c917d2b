/** Path of the notices file, relative to the project folder. */
export const NOTICES: string;

/** Returns the content that the notices file must have for the last build. */
export function notices(): string;
