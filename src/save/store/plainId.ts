/** Ids of saves and windows as used in file names. Ids read from damaged files must not lead to other paths. */
export const PLAIN_ID = /^[\w-]{1,64}$/;
