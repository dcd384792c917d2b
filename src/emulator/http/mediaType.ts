/** `type/subtype` of a content type in lower case, without its parameters; empty where there is none. */
export function mediaType(contentType: string | undefined): string {
  const [type = ''] = (contentType ?? '').split(';');
  return type.trim().toLowerCase();
}
