/**
 * The fake IAM Identity Center. Entry type: {@link dev.firebreak.testkit.service.identitycenter.SsoAdminService}.
 */
@NullMarked
package dev.firebreak.testkit.service.identitycenter;

import org.jspecify.annotations.NullMarked;
