import * as vscode from 'vscode';
import type { CredentialKind, Diagnosis, PermissionCheck } from '../../connections/diagnoseConnection';
import { isModelArtsError } from '../../model/errors';
import { oneLine } from '../../util/text';
import { errorLabel } from '../text/errorLabel';
import { sentences } from '../text/formats';
import { sourceLabel } from '../text/labels';
import { endpointLines } from './endpointLines';
import { code, failure, line, plain, remedyOf, shortId } from './reportText';

/**
 * Formats a diagnosis as Markdown, the verdict first. Safe to paste into a public issue: shortens IDs, and of
 * credentials names only the kind.
 *
 * @param version version of this extension
 */
export function diagnosisReport(diagnosis: Diagnosis, version: string): string {
  const { endpoints, permissions } = diagnosis;
  const { text, reason } = conclusionOf(diagnosis);
  return [
    `# ${plain(text)}`,
    ...(reason === undefined ? [] : [sentences(failure(reason), remedyOf(reason))]),
    vscode.l10n.t(
      'This report contains no keys, tokens or passwords, and IDs are shortened. It does contain host, proxy and connection names; review it before you publish it.',
    ),
    section(vscode.l10n.t('Versions'), versionLines(version)),
    section(vscode.l10n.t('Connection'), connectionLines(diagnosis)),
    section(vscode.l10n.t('Certificates'), certificateLines(diagnosis)),
    ...endpoints.map((each) => section(serviceName(each.service), endpointLines(each))),
    ...(permissions.length > 0 ? [section(vscode.l10n.t('Account permissions'), permissions.map(permissionLine))] : []),
    '',
  ].join('\n\n');
}

function section(title: string, lines: readonly string[]): string {
  return [`## ${title}`, '', ...lines].join('\n');
}

function versionLines(version: string): readonly string[] {
  const { appName, appHost, remoteName, uiKind } = vscode.env;
  const host = uiKind === vscode.UIKind.Web ? 'web' : appHost;
  return [
    line(vscode.l10n.t('Extension'), code(version)),
    line(vscode.l10n.t('Editor'), code(`${appName} ${vscode.version} (${host}, ${remoteName ?? 'local'})`)),
    line(vscode.l10n.t('System'), code(`${process.platform} ${process.arch}, Node ${process.versions.node}`)),
  ];
}

function connectionLines({ connection, problems, credentials, project }: Diagnosis): readonly string[] {
  const problemLines = problems.map(({ index, field }) =>
    line(
      vscode.l10n.t('Entry {number} of the setting', { number: index + 1 }),
      vscode.l10n.t("can't be used: {field} is missing or invalid", { field: code(field) }),
    ),
  );
  if (connection.status === 'rejected') {
    return [line(vscode.l10n.t('In use'), failure(connection.reason)), ...problemLines];
  }
  const { name, region, credentials: source } = connection.value;
  const lines = [
    line(vscode.l10n.t('In use'), code(name)),
    line(vscode.l10n.t('Region'), code(region)),
    line(vscode.l10n.t('Credentials come from'), sourceLabel(source)),
  ];
  if (credentials) {
    const text =
      credentials.status === 'fulfilled' ? credentialKindLabel(credentials.value) : failure(credentials.reason);
    lines.push(line(vscode.l10n.t('Credentials'), text));
  }
  if (project) {
    const text = project.status === 'fulfilled' ? code(shortId(project.value)) : failure(project.reason);
    lines.push(line(vscode.l10n.t('Project'), text));
  }
  return [...lines, ...problemLines];
}

function certificateLines({ network: { strictCertificates, authorities } }: Diagnosis): readonly string[] {
  const verified = strictCertificates
    ? vscode.l10n.t('yes')
    : vscode.l10n.t('**no**: the VS Code setting {setting} is off', { setting: code('http.proxyStrictSSL') });
  const counts =
    authorities.status === 'fulfilled'
      ? vscode.l10n.t('{bundled} from Node.js, {system} from the operating system, {extra} from NODE_EXTRA_CA_CERTS', {
          ...authorities.value,
        })
      : failure(authorities.reason);
  return [line(vscode.l10n.t('Verified'), verified), line(vscode.l10n.t('Certificate authorities'), counts)];
}

function serviceName(service: Diagnosis['endpoints'][number]['service']): string {
  switch (service) {
    case 'modelarts':
      return 'ModelArts';
    case 'swr':
      return 'SWR';
    case 'iam':
      return 'IAM';
  }
}

function permissionLine({ permission, outcome, ms }: PermissionCheck): string {
  const answer =
    outcome.status === 'fulfilled'
      ? vscode.l10n.t('yes, after {ms} ms', { ms })
      : vscode.l10n.t('no: {why}', { why: failure(outcome.reason) });
  return line(permissionLabel(permission), answer);
}

function permissionLabel(permission: PermissionCheck['permission']): string {
  switch (permission) {
    case 'listNotebooks':
      return vscode.l10n.t('List notebooks');
    case 'listImages':
      return vscode.l10n.t('List images');
    case 'listOrganizations':
      return vscode.l10n.t('List organizations');
  }
}

/** Returns a sentence about the kind of credentials found. */
function credentialKindLabel(kind: CredentialKind): string {
  switch (kind) {
    case 'keys':
      return vscode.l10n.t('access keys');
    case 'temporaryKeys':
      return vscode.l10n.t('temporary access keys with a security token');
    case 'password':
      return vscode.l10n.t('user and password');
  }
}

/** Conclusion of a diagnosis. */
export interface Conclusion {
  /** Short plain text. */
  readonly text: string;
  /** The first failure that explains the others; undefined = everything works. */
  readonly reason: unknown;
}

/** Returns the first failure. Each check depends on those before it, so the first failure causes the later ones. */
export function conclusionOf({ connection, credentials, project, permissions }: Diagnosis): Conclusion {
  const parts = [connection, credentials, project, ...permissions.map(({ outcome }) => outcome)];
  const failed = parts.find((part) => part?.status === 'rejected');
  if (failed?.status !== 'rejected') return { text: vscode.l10n.t('Everything works'), reason: undefined };
  const reason: unknown = failed.reason;
  return { text: failureLabel(reason), reason };
}

function failureLabel(reason: unknown): string {
  if (!isModelArtsError(reason)) return vscode.l10n.t('Diagnosis incomplete');
  if (!('facts' in reason)) return errorLabel(reason);
  const host = oneLine(reason.facts.host, 200);
  return reason.facts.reason === 'refused'
    ? vscode.l10n.t('Connection refused by {host}', { host })
    : vscode.l10n.t('{problem}: {host}', { problem: errorLabel(reason), host });
}
