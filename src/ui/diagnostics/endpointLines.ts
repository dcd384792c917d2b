import { l10n } from 'vscode';
import type { DirectReason, DisplayRoute } from '../../api/network/route';
import type { AuthorityStore } from '../../api/network/trustedAuthorities';
import type { ConnectionFacts, Probe, ShownCertificate } from '../../api/probeEndpoint';
import type { EndpointDiagnosis } from '../../connections/diagnoseConnection';
import { MAX_CLOCK_SKEW_MS } from '../../model/errorCodes';
import { code, failure, line } from './reportText';

/** Returns the report lines about one endpoint: URL, route, connection and response. */
export function endpointLines({ endpoint, probe }: EndpointDiagnosis): readonly string[] {
  return [
    line(l10n.t('Address'), code(endpoint)),
    line(l10n.t('Route'), routeText(probe.route)),
    ...connectionLines(probe.connection),
    ...responseLines(probe.response),
  ];
}

function routeText(way: DisplayRoute): string {
  switch (way.kind) {
    case 'direct':
      return l10n.t('direct: {why}', { why: whyDirect(way.why) });
    case 'proxy':
      return l10n.t('proxy {proxy}, set by {source}', {
        proxy: code(way.name),
        source: code(way.from),
      });
    case 'unusable':
      return l10n.t('unusable: proxy {proxy}, set by {source}', {
        proxy: code(way.name),
        source: code(way.from),
      });
  }
}

function whyDirect(why: DirectReason): string {
  switch (why) {
    case 'loopback':
      return l10n.t('this computer');
    case 'proxySupportOff':
      return l10n.t('{setting} is off', { setting: code('http.proxySupport') });
    case 'noProxySetting':
      return l10n.t('listed in {setting}', { setting: code('http.noProxy') });
    case 'noProxyVariable':
      return l10n.t('listed in {setting}', { setting: code('NO_PROXY') });
    case 'noneSet':
      return l10n.t('no proxy is set');
  }
}

function connectionLines(connection: PromiseSettledResult<ConnectionFacts>): readonly string[] {
  const title = l10n.t('Connection');
  if (connection.status === 'rejected') return [line(title, failure(connection.reason))];
  const { ms, certificate } = connection.value;
  const open = line(title, l10n.t('open after {ms} ms', { ms }));
  return certificate ? [open, line(l10n.t('Certificate'), certificateText(certificate))] : [open];
}

function certificateText({ subject, issuer, validUntil, vouchedBy }: ShownCertificate): string {
  return l10n.t('{subject}, issued by {issuer}, valid until {date}, {vouched}', {
    subject: code(subject),
    issuer: code(issuer),
    date: Number.isFinite(validUntil) ? new Date(validUntil).toISOString().slice(0, 10) : '–',
    vouched: vouchedText(vouchedBy),
  });
}

function vouchedText(store: AuthorityStore | undefined): string {
  switch (store) {
    case 'bundled':
      return l10n.t('trusted by Node.js');
    case 'system':
      return l10n.t('trusted by the operating system');
    case 'extra':
      return l10n.t('trusted by NODE_EXTRA_CA_CERTS');
    case undefined:
      return l10n.t('not trusted by any known authority');
  }
}

function responseLines(response: Probe['response']): readonly string[] {
  const title = l10n.t('Response without credentials');
  if (response.status === 'rejected') return [line(title, failure(response.reason))];
  const { status, ms, clockAheadMs } = response.value;
  return [
    line(title, l10n.t('status {status} after {ms} ms', { status, ms })),
    line(l10n.t('Clock'), clockText(clockAheadMs)),
  ];
}

function clockText(aheadMs: number | undefined): string {
  if (aheadMs === undefined) return l10n.t('unknown (the response has no date)');
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  // The service's time has a resolution of one second.
  if (seconds <= 2) return l10n.t('in sync with the service');
  const difference =
    aheadMs < 0
      ? l10n.t('{seconds} s ahead of the service', { seconds })
      : l10n.t('{seconds} s behind the service', { seconds });
  if (Math.abs(aheadMs) <= MAX_CLOCK_SKEW_MS) return difference;
  return l10n.t('**{difference}. Signatures are rejected if the clocks differ by more than 15 minutes.**', {
    difference,
  });
}
