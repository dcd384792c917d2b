/** A certificate, in what people need to find whose it is. */
export interface CertificateFacts {
  /** Host and port that showed it. */
  readonly host: string;
  /** Whom it names, e.g. `CN=modelarts.cn-north-4.myhuaweicloud.com`. */
  readonly subject: string;
  /** Who signed it. */
  readonly issuer: string;
  /** Milliseconds since the epoch. */
  readonly validUntil: number;
}

/** What is wrong with a certificate. */
export type CertificateFault =
  | 'expired'
  | 'notYetValid'
  | 'wrongHost'
  | 'selfSigned'
  | 'unknownIssuer'
  | 'revoked'
  | 'other';

export interface RefusedCertificate extends CertificateFacts {
  readonly fault: CertificateFault;
}
