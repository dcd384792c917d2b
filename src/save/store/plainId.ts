/** What a save or a window is called in names of files; another text, read from a damaged file, must lead to no file. */
export const PLAIN_ID = /^[\w-]{1,64}$/;
