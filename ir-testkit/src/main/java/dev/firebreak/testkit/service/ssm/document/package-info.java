/**
 * The documents and parameters of the fake Systems Manager, and what its operations share. Entry type:
 * {@link dev.firebreak.testkit.service.ssm.document.SsmDocuments}.
 */
@NullMarked
package dev.firebreak.testkit.service.ssm.document;

import org.jspecify.annotations.NullMarked;
