/** The identifying fields of a certificate. */
export interface CertificateFacts {
  /** Host and port that presented it. */
  readonly host: string;
  /** The name it was issued to, e.g. `CN=modelarts.cn-north-4.myhuaweicloud.com`. */
  readonly subject: string;
  /** The name of its issuer. */
  readonly issuer: string;
  /** Milliseconds since the epoch. */
  readonly validUntil: number;
}

/** Why a certificate was refused. */
export type CertificateFault =
  | 'expired'
  | 'notYetValid'
  | 'wrongHost'
  | 'selfSigned'
  | 'unknownIssuer'
  | 'revoked'
  | 'other';

/** A certificate that failed verification. */
export interface RefusedCertificate extends CertificateFacts {
  readonly fault: CertificateFault;
}
