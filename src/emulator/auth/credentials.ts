import type { Login } from './keyring';

/** The valid credentials of a running emulator. */
export interface Credentials {
  readonly accessKey: string;
  readonly secretKey: string;
  /** Defined if the keys are temporary. */
  readonly securityToken: string | undefined;
  /** The IAM user who can request tokens. */
  readonly login: Login;
}
