import { describe, expect, test, vi } from 'vitest';
import type { CertificateFault } from '../../../../src/model/certificateFacts';
import type { NetworkFacts, NetworkReason } from '../../../../src/model/errors';
import { networkMessage } from '../../../../src/ui/text/networkMessage';

vi.mock('vscode', () => import('../../../support/vscodeStub/index'));

const facts = (reason: NetworkReason, more: Partial<NetworkFacts> = {}): NetworkFacts => ({
  reason,
  host: 'modelarts.example.com',
  code: 'CODE',
  proxy: 'proxy.example:3128',
  ...more,
});

const REASONS: Readonly<Record<NetworkReason, RegExp>> = {
  refused: /modelarts\.example\.com refused the connection.*firewall/,
  dns: /Can't find host modelarts\.example\.com.*proxy/,
  tls: /Can't establish a secure connection to modelarts\.example\.com \(CODE\)/,
  proxy: /Proxy proxy\.example:3128 refused to connect to modelarts\.example\.com \(CODE\).*http\.noProxy/,
  proxyAuth: /Proxy proxy\.example:3128 requires a user name and password.*http\.proxy/,
  proxyUnreachable: /Can't reach proxy proxy\.example:3128 \(CODE\).*HTTPS_PROXY/,
  proxyUnusable: /Can't use proxy proxy\.example:3128: .*http\.proxy/,
  reset: /connection to modelarts\.example\.com through proxy proxy\.example:3128 was lost/,
  timeout: /modelarts\.example\.com didn't respond in time through proxy proxy\.example:3128/,
  offline: /No network route to modelarts\.example\.com.*online/,
  foreignHost: /isn't an endpoint of the connection, so no keys are sent.*modelartsImages\.connections/,
  unusableText: /modelarts\.example\.com wasn't sent.*invalid character.*Copy the value again/,
  other: /connection to modelarts\.example\.com through proxy proxy\.example:3128 was lost/,
};

const FAULTS: Readonly<Record<CertificateFault, RegExp>> = {
  expired: /has expired \(valid until 2026-01-02\).*clock/,
  notYetValid: /isn't valid yet.*clock/,
  wrongHost: /is for another host.*address/,
  selfSigned: /self-signed.*NODE_EXTRA_CA_CERTS/,
  unknownIssuer: /doesn't trust.*NODE_EXTRA_CA_CERTS/,
  revoked: /has been revoked/,
  other: /couldn't be verified/,
};

describe('networkMessage', () => {
  test.each(Object.entries(REASONS))('%s names the cause and the remedy', (reason, expected) => {
    const { message, remedy } = networkMessage(facts(reason as NetworkReason));
    expect(`${message} ${remedy}`).toMatch(expected);
  });

  test.each(['timeout', 'reset', 'other'] as const)('%s does not mention a proxy when none is used', (reason) =>
    expect(networkMessage(facts(reason, { proxy: undefined })).message).not.toContain('proxy'),
  );

  test.each(Object.entries(FAULTS))(
    'a rejected certificate (%s) is shown with host, subject and issuer',
    (fault, expected) => {
      const certificate = {
        host: 'proxy.example:443',
        subject: 'CN=Some\u202Ething\nelse',
        issuer: 'CN=Company CA',
        validUntil: Date.UTC(2026, 0, 2),
        fault: fault as CertificateFault,
      };
      const { message, remedy } = networkMessage(facts('tls', { certificate }));
      expect(`${message} ${remedy}`).toMatch(expected);
      expect(message).toContain('proxy.example:443');
      expect(message).toContain('CN=Some thing else');
      expect(message).toContain('CN=Company CA');
    },
  );
});
