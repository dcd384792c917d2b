import type { Login } from './keyring';

/** Who may come in, as told to whoever started the emulator. */
export interface Credentials {
  readonly accessKey: string;
  readonly secretKey: string;
  /** Present when the keys are temporary ones. */
  readonly securityToken: string | undefined;
  /** An IAM user, for tokens. */
  readonly login: Login;
}
