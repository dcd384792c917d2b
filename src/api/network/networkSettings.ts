/** The user's network settings in VS Code. Source: the settings `http.*`, user level only, never the workspace. */
export interface NetworkSettings {
  /** `http.proxy`, e.g. `http://user:password@proxy.example:8080`; empty if not set. */
  readonly proxy: string;
  /** `http.noProxy`: hosts to reach without the proxy. If empty, the environment variable applies. */
  readonly noProxy: readonly string[];
  /** False for `http.proxySupport: off`: no proxy is used, not even one from the environment. */
  readonly useProxy: boolean;
  /** `http.proxyStrictSSL`: if false, certificates are not verified. */
  readonly strictCertificates: boolean;
  /** `http.proxyAuthorization`: the header sent to the proxy, which replaces the user and password of its URL. */
  readonly proxyAuthorization: string | undefined;
  /** `http.systemCertificates`: if true, the operating system's certificate authorities are trusted too. */
  readonly systemCertificates: boolean;
}

/** The defaults of VS Code. */
export const DEFAULT_NETWORK_SETTINGS: NetworkSettings = {
  proxy: '',
  noProxy: [],
  useProxy: true,
  strictCertificates: true,
  proxyAuthorization: undefined,
  systemCertificates: true,
};

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;
