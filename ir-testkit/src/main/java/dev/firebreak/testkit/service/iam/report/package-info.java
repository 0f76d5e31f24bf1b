/**
 * What the fake IAM reports of an account: authorization details, the credential report, and which services were last accessed. Entry type:
 * {@link dev.firebreak.testkit.service.iam.report.ReportOperations}.
 */
@NullMarked
package dev.firebreak.testkit.service.iam.report;

import org.jspecify.annotations.NullMarked;
