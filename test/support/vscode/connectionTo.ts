import type { CodeServerOptions } from './codeServer';

/** What the extension needs to know of an emulator. */
export interface EmulatedCloud {
  readonly url: string;
  readonly region: string;
  readonly projectId: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

/** The settings and variables with which the extension reaches this emulator and nothing else. */
export function connectionTo(
  cloud: EmulatedCloud,
  name = 'Test',
): Required<Pick<CodeServerOptions, 'settings' | 'env'>> {
  const { url, region, projectId, accessKey, secretKey } = cloud;
  const endpoints = { modelarts: url, swr: url, iam: url };
  return {
    settings: { 'modelartsImages.connections': [{ name, region, projectId, credentials: 'environment', endpoints }] },
    env: { HUAWEICLOUD_SDK_AK: accessKey, HUAWEICLOUD_SDK_SK: secretKey },
  };
}
