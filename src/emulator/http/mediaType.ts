/** Returns the lowercase `type/subtype` of a content type without parameters. Empty if there is none. */
export function mediaType(contentType: string | undefined): string {
  const [type = ''] = (contentType ?? '').split(';');
  return type.trim().toLowerCase();
}
