/** What the person's VS Code says of the network. Source: its settings `http.*`, by the person alone, never a workspace's. */
export interface NetworkSettings {
  /** `http.proxy`, e.g. `http://user:password@proxy.example:8080`; empty = none is set. */
  readonly proxy: string;
  /** `http.noProxy`: hosts that are reached without the proxy; empty = the environment's list counts. */
  readonly noProxy: readonly string[];
  /** False for `http.proxySupport: off`: no proxy at all, the environment's neither. */
  readonly useProxy: boolean;
  /** `http.proxyStrictSSL`: false = certificates are not verified. */
  readonly strictCertificates: boolean;
  /** `http.proxyAuthorization`: the header a proxy is sent, in place of what user and password give. */
  readonly proxyAuthorization: string | undefined;
  /** `http.systemCertificates`: the operating system's certificate authorities are trusted too. */
  readonly systemCertificates: boolean;
}

/** What VS Code has where nothing is set. */
export const DEFAULT_NETWORK_SETTINGS: NetworkSettings = {
  proxy: '',
  noProxy: [],
  useProxy: true,
  strictCertificates: true,
  proxyAuthorization: undefined,
  systemCertificates: true,
};

/** Variables of the process. */
export type Environment = Readonly<Record<string, string | undefined>>;
