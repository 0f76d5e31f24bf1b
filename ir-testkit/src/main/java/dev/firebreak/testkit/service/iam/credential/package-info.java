/**
 * What users of the fake IAM authenticate with, and the certificates and providers of an account: one class per kind. Entry type:
 * {@link dev.firebreak.testkit.service.iam.credential.CredentialOperations}.
 */
@NullMarked
package dev.firebreak.testkit.service.iam.credential;

import org.jspecify.annotations.NullMarked;
