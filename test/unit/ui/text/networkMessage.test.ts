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
  refused: /modelarts\.example\.com refuses.*firewall/,
  dns: /modelarts\.example\.com cannot be found.*proxy/,
  tls: /no secure connection to modelarts\.example\.com \(CODE\)/,
  proxy: /proxy proxy\.example:3128 gave no way to modelarts\.example\.com \(CODE\).*http\.noProxy/,
  proxyAuth: /proxy proxy\.example:3128 wants a user and a password.*http\.proxy/,
  proxyUnreachable: /proxy proxy\.example:3128 cannot be reached \(CODE\).*HTTPS_PROXY/,
  proxyUnusable: /proxy proxy\.example:3128 cannot be used.*http\.proxy/,
  reset: /connection to modelarts\.example\.com through the proxy proxy\.example:3128 broke/,
  timeout: /modelarts\.example\.com did not answer in time through the proxy proxy\.example:3128/,
  offline: /no way to modelarts\.example\.com.*online/,
  foreignHost: /no key is sent there.*modelartsImages\.connections/,
  unusableText: /modelarts\.example\.com was not sent.*character that can’t be sent.*Copy it again/,
  other: /connection to modelarts\.example\.com through the proxy proxy\.example:3128 broke/,
};

const FAULTS: Readonly<Record<CertificateFault, RegExp>> = {
  expired: /has expired \(valid until 2026-01-02\).*clock/,
  notYetValid: /not valid yet.*clock/,
  wrongHost: /belongs to another host.*address/,
  selfSigned: /nobody but itself.*NODE_EXTRA_CA_CERTS/,
  unknownIssuer: /does not know the authority.*NODE_EXTRA_CA_CERTS/,
  revoked: /was revoked/,
  other: /could not be verified/,
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
