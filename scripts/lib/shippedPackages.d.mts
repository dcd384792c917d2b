/** A third-party package in the bundles. */
export interface ShippedPackage {
  readonly name: string;
  /** Undefined if the containing package does not state it. */
  readonly version: string | undefined;
  /** SPDX identifier. */
  readonly license: string;
  readonly text: string;
  readonly homepage: string;
  /** The package that contains it, if it is not a package itself. */
  readonly inside: string | undefined;
}

/** Returns the third-party packages in the last build, sorted by name. */
export function shippedPackages(): readonly ShippedPackage[];
