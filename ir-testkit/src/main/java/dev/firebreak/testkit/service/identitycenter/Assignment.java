package dev.firebreak.testkit.service.identitycenter;

import software.amazon.awssdk.services.ssoadmin.model.PrincipalType;

/**
 * Who may enter which account with which permission set.
 *
 * @param account the account id
 * @param permissionSet the permission set's ARN
 * @param type whether the principal is a user or a group
 * @param principal its id in the identity store
 */
record Assignment(String account, String permissionSet, PrincipalType type, String principal) {
    String key() {
        return String.join("|", account, permissionSet, type.toString(), principal);
    }
}
