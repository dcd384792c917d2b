import { l10n } from 'vscode';

/** What happened, and what to do, in one sentence each. */
export interface ServiceError {
  readonly message: string;
  readonly remedy: string;
}

/**
 * The codes a person meets when saving, in words. Sources: appendix "Error Codes" of the ModelArts API reference,
 * and the gateway's table of error codes (a dedicated gateway writes the same numbers as `APIG.`). Undefined for a code that is not among them.
 */
export function serviceError(code: string | undefined, status: number): ServiceError | undefined {
  const make = TABLE.get((code ?? '').replace(/^APIG\./, 'APIGW.'));
  if (make) return make();
  if (status === 429) return throttled();
  return undefined;
}

const notebookGone = (): ServiceError => ({
  message: l10n.t('ModelArts does not know this notebook or image any more.'),
  remedy: l10n.t('Refresh the list.'),
});
const invalid = (): ServiceError => ({
  message: l10n.t('ModelArts does not accept one of the values.'),
  remedy: l10n.t('Check the name, the organization and the tag.'),
});
const notAllowed = (): ServiceError => ({
  message: l10n.t('This account may not do that.'),
  remedy: l10n.t('Ask the administrator for the permission modelarts:image:create.'),
});
const quota = (): ServiceError => ({
  message: l10n.t('The account’s quota is used up.'),
  remedy: l10n.t('Delete what is not needed, or ask for a larger quota.'),
});
const badKeys = (): ServiceError => ({
  message: l10n.t('ModelArts does not accept the access keys.'),
  remedy: l10n.t('Check the access key, the secret key and this computer’s clock.'),
});
const expired = (): ServiceError => ({
  message: l10n.t('The credentials have expired.'),
  remedy: l10n.t('Provide fresh ones and try again.'),
});
const wrongProject = (): ServiceError => ({
  message: l10n.t('The project does not belong to these credentials or this region.'),
  remedy: l10n.t('Check the project id and the region of the connection.'),
});
const busy = (): ServiceError => ({
  message: l10n.t('Another operation on this notebook is in progress.'),
  remedy: l10n.t('Wait until it has ended, then save again.'),
});
const throttled = (): ServiceError => ({
  message: l10n.t('ModelArts takes no more requests for a moment.'),
  remedy: l10n.t('Try again in a minute.'),
});
const later = (): ServiceError => ({
  message: l10n.t('ModelArts is not ready for that at present.'),
  remedy: l10n.t('Try again in a few minutes.'),
});
const billing = (): ServiceError => ({
  message: l10n.t('The account or the notebook is frozen or restricted.'),
  remedy: l10n.t('Check the account’s bill in the console.'),
});
const badWorkspace = (): ServiceError => ({
  message: l10n.t('The workspace does not exist, or cannot be used.'),
  remedy: l10n.t('Check the workspace id of the connection; 0 is the default one.'),
});
const badOrganization = (): ServiceError => ({
  message: l10n.t('The organization does not exist, or this account may not write to it.'),
  remedy: l10n.t('Choose another organization, or create it in SWR.'),
});
const tagTaken = (): ServiceError => ({
  message: l10n.t('An image of this name and tag exists already.'),
  remedy: l10n.t('Choose another tag: nothing is ever overwritten.'),
});
const notRunning = (): ServiceError => ({
  message: l10n.t('The notebook is not running.'),
  remedy: l10n.t('Start it first: only a running notebook can be saved.'),
});
const tooLarge = (): ServiceError => ({
  message: l10n.t('The image is larger than ModelArts accepts.'),
  remedy: l10n.t('Remove data and caches outside /home/ma-user/work and save again.'),
});
const wrongService = (): ServiceError => ({
  message: l10n.t('There is no such service at this address.'),
  remedy: l10n.t('Check the region and the endpoints of the connection.'),
});

const TABLE: ReadonlyMap<string, () => ServiceError> = new Map([
  ...group('ModelArts', notebookGone, '6309 6404 6797'),
  ...group('ModelArts', notRunning, '6327 6307 6308 2883'),
  ...group('ModelArts', busy, '6357 6305 6306'),
  ...group('ModelArts', later, '6355 6333 6200 6360 0010'),
  ...group('ModelArts', billing, '6326 6201 6203'),
  ...group('ModelArts', invalid, '6301 6334 6332 6335 6336 6400 0104 0107 0101 6768'),
  ...group('ModelArts', tagTaken, '6737 2884'),
  ...group('ModelArts', badOrganization, '2885'),
  ...group('ModelArts', tooLarge, '6771'),
  ...group('ModelArts', badWorkspace, '0102 7005 7002 7004 7008'),
  ...group('ModelArts', notAllowed, '0112 0108'),
  ...group('ModelArts', quota, '0113 0116 0118 6302'),
  ...group('ModelArts', badKeys, '0201 0203 0204 0205 0206 0207 0208 0209 0211 0212'),
  ...group('ModelArts', expired, '0202'),
  ...group('ModelArts', wrongProject, '0210'),
  ...group('APIGW', wrongService, '0101 0103 0104 0105 0106'),
  ...group('APIGW', later, '0201 0601 0613'),
  ...group('APIGW', badKeys, '0301 0303 0304 0305 0311'),
  ...group('APIGW', expired, '0307'),
  ...group('APIGW', notAllowed, '0302 0306 0402 0802'),
  ...group('APIGW', throttled, '0308'),
  ...group('APIGW', wrongProject, '0310'),
]);

function group(
  prefix: string,
  make: () => ServiceError,
  numbers: string,
): readonly (readonly [string, () => ServiceError])[] {
  return numbers.split(' ').map((number) => [`${prefix}.${number}`, make] as const);
}
