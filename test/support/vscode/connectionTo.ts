import type { CodeServerOptions } from './codeServer';

/** The endpoints of an emulator that the extension needs. */
export interface EmulatedCloud {
  readonly url: string;
  readonly region: string;
  readonly projectId: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

/** Returns the settings and environment variables that connect the extension to this emulator only. */
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
